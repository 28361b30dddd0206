"""Nights that take no time."""

from collections.abc import Callable

import pytest

from asmr_cli.models import Session
from asmr_cli.player.manner import Manner
from support.night import Night, session_of


@pytest.fixture(scope="session")
def night() -> Callable[..., Night]:
    return Night


@pytest.fixture(scope="session")
def plan() -> Callable[..., Session]:
    return session_of


@pytest.fixture(scope="session")
def manner() -> type[Manner]:
    return Manner
