"""What holds for every test."""

import os

import pytest
from hypothesis import settings

AGAIN = 2

# One tree gives one verdict, on a slow machine too. ASMR_PROPERTIES=wandering draws other examples each time.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("wandering", deadline=None)
settings.load_profile(os.environ.get("ASMR_PROPERTIES", "steady"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on a real sound server follow each other, and may be tried again: a busy machine loses recorded frames."""
    for item in items:
        if item.get_closest_marker("device"):
            item.add_marker(pytest.mark.xdist_group("device"))
            item.add_marker(pytest.mark.flaky(reruns=AGAIN))
