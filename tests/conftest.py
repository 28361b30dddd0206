"""What holds for every test."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

from asmr_cli.decode.ahead import Ahead

AGAIN = 2
STEP_BACK = 5

# One tree gives one verdict, on a slow machine too. ASMR_PROPERTIES=wandering draws other examples each time,
# ASMR_PROPERTIES=unshrunk is content with the first that fails.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("wandering", deadline=None)
settings.register_profile("unshrunk", derandomize=True, deadline=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile(os.environ.get("ASMR_PROPERTIES", "steady"))

OF_THE_MACHINE = ("XDG_", "PULSE_", "PIPEWIRE_", "SDL_", "DBUS_", "LC_")
"""Beginnings of variables that say how a machine is set up, which must not matter."""

OF_THE_USER = (
    "ASMR_HOME", "COLORTERM", "COLUMNS", "FORCE_COLOR", "LANG", "LANGUAGE", "LINES", "NO_COLOR", "TERM",
    "TERMINAL_WIDTH", "TTY_COMPATIBLE", "TTY_INTERACTIVE",
)  # fmt: skip
"""What people and their terminals set."""


def pytest_configure() -> None:
    """Forget the surroundings of whoever runs the tests; PATH, HOME, TMPDIR, TZ stay, and what asks for more tests."""
    for name in list(os.environ):
        if name in OF_THE_USER or name.startswith(OF_THE_MACHINE):
            del os.environ[name]


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: the tests on a real sound server, all on one of them, mostly wait."""
    return (os.cpu_count() or 1) + 1


def pytest_runtest_setup(item: pytest.Item) -> None:
    """What plays on a real sound server must not wait for the processor: from the first other test on, a worker steps
    back."""
    if hasattr(os, "nice") and not item.get_closest_marker("device") and os.nice(0) < STEP_BACK:
        os.nice(STEP_BACK - os.nice(0))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on a real sound server follow each other, and may be tried again: a busy machine loses recorded frames."""
    for item in items:
        if item.get_closest_marker("device"):
            item.add_marker(pytest.mark.xdist_group("device"))
            item.add_marker(pytest.mark.flaky(reruns=AGAIN))


@pytest.fixture
def uncollected() -> Iterator[None]:
    """A copy of this process may hang where it collects what other tests left: decoders whose threads it has not."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def other() -> Iterator[Ahead]:
    """A copy of this process that decodes."""
    made = Ahead()
    yield made
    made.leave()
