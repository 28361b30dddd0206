"""A command line that is run in this process, with a home of its own."""

from pathlib import Path

import pytest

from support.shell import Asmr, Told, run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def asmr(home: Path) -> Asmr:
    def call(*words: object, **variables: str) -> Told:
        return run(*map(str, words), home=home, **{"XDG_RUNTIME_DIR": str(home.parent)} | variables)

    return call
