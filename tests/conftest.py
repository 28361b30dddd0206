"""What holds for every test."""

import pytest

AGAIN = 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on a real sound server follow each other, and may be tried again: a busy machine loses recorded frames."""
    for item in items:
        if item.get_closest_marker("device"):
            item.add_marker(pytest.mark.xdist_group("device"))
            item.add_marker(pytest.mark.flaky(reruns=AGAIN))
