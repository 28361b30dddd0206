"""The list of mutants is of today: every constant that it changes is there once, and so are the tests that catch it."""

from pathlib import Path

import mutants
import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("mutant", mutants.MUTANTS, ids=lambda mutant: mutant.rule)
def test_its_constant_is_there_once(mutant: mutants.Mutant) -> None:
    assert (ROOT / "src" / "asmr_cli" / mutant.file).read_text(encoding="utf-8").count(mutant.old) == 1
    assert mutant.old != mutant.new
    for word in mutant.tests.split():
        assert not word.startswith("tests/") or (ROOT / word).exists()
