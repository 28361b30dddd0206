"""Tests that share a sound server, or what takes long to make, are run by one worker."""

import os

import pytest


@pytest.mark.xdist_group("together")
@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="there are no workers")
def test_what_belongs_together_is_kept_together(request: pytest.FixtureRequest) -> None:
    """pytest-xdist goes by what it writes behind the name of a test."""
    assert request.node.nodeid.endswith("@together")
