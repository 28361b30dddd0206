"""Terminals and pipes that are not UTF-8: a quotation mark or a line of a picture ends nothing."""

import io
import json
from pathlib import Path

import pytest

from asmr_cli.ui.signs import _LIKENESS, takes_all, write_plainly
from support.shell import run_process

ENCODINGS = ["ascii", "latin-1", "cp1252", "iso8859-15", "cp437"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_plan_is_a_picture_still(tmp_path: Path, encoding: str) -> None:
    plain = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    told = run_process("plan", "30m", "--seed", "3", home=tmp_path, **plain)
    whole = run_process("plan", "30m", "--seed", "3", home=tmp_path, PYTHONIOENCODING="utf-8")
    assert (told.code, told.stderr) == (0, "")
    assert list(map(len, told.stdout.splitlines())) == list(map(len, whole.stdout.splitlines()))
    assert "?" not in told.stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_error_is_a_sentence_still(tmp_path: Path, encoding: str) -> None:
    told = run_process("sleep", "abc", home=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    assert told.code == 2 and told.is_calm
    assert "\\" not in told.stderr and "Something went wrong" not in told.stderr


def test_json_says_all_of_it_in_any_encoding(tmp_path: Path) -> None:
    asked = ("preset", "save", "über-nacht", "--triggers", "rain")
    assert run_process(*asked, home=tmp_path).code == 0
    told = run_process("preset", "list", "--json", home=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "über-nacht" in json.dumps(json.loads(told.stdout), ensure_ascii=False)


def test_every_likeness_is_one_sign_that_any_encoding_knows() -> None:
    assert all(len(sign) == len(like) == 1 and like.isascii() for sign, like in _LIKENESS.items())
    stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    write_plainly(stream)
    stream.write("“ü” · 日")
    stream.flush()
    assert stream.buffer.getvalue() == b'"?" . ?'  # type: ignore[attr-defined]
    assert not takes_all(stream) and takes_all(io.StringIO())
