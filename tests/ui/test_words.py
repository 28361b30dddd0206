"""Calm and plain, and never a promise."""

import re
from pathlib import Path

import asmr_cli.ui
from asmr_cli.ui import words

FORBIDDEN = re.compile(
    r"\b(treat|cure|heal|therap\w*|proven|guaranteed|oxytocin|dopamine|tingle\w*|streak|score)\b", re.I
)


def test_no_word_that_promises() -> None:
    for file in Path(asmr_cli.ui.__path__[0]).glob("*.py"):
        assert not FORBIDDEN.search(file.read_text(encoding="utf-8")), file.name


def test_the_first_night_is_told_how_to_breathe() -> None:
    assert "not deep" in words.FIRST_NIGHT and "normally" in words.FIRST_NIGHT


def test_names_are_read_as_words() -> None:
    assert words.title("hair-brushing") == "hair brushing"
