"""Bytes of a terminal as keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asmr_cli.control.decoder import ALONE, CTRL_C, ESCAPE, STALE, Decoder

SEQUENCES = [
    b"\x1b[A", b"\x1b[1;5C", b"\x1bOP", b"\x1b[15~", b"\x1b[<0;33;12M", b"\x1b[<35;1;1m", b"\x1b[M !!",
    b"\x1b]11;rgb:0000/0000/0000\x07", b"\x1bP1$r0m\x1b\\", b"\x1b[?62;c", b"\x1b[200~nxq \x1b[201~", b"\x1bq",
    b"\x1b[[E", b"\x1b[113;1:1u", b"\x1b[I", b"\x1b[O", b"\x1b[27;5;113~",
]  # fmt: skip


def test_plain_keys_are_themselves():
    assert Decoder().feed("n+Qé ".encode(), 0.0) == ["n", "+", "q", "é", " "]


def test_ctrl_c_has_a_name():
    assert Decoder().feed(b"\x03", 0.0) == [CTRL_C]


@given(st.lists(st.sampled_from([*SEQUENCES, b"n", b"x"]), max_size=12), st.integers(1, 7))
def test_sequences_pasted_text_and_the_mouse_are_no_keys_however_they_are_torn(pieces, size):
    data = b"".join(pieces)
    decoder = Decoder()
    keys = [key for i in range(0, len(data), size) for key in decoder.feed(data[i : i + size], 0.0)]
    assert keys == [piece.decode() for piece in pieces if piece in (b"n", b"x")]


def test_esc_is_a_key_when_nothing_follows_it():
    decoder = Decoder()
    assert decoder.feed(b"\x1b", 0.0) == []
    assert decoder.feed(b"", ALONE / 2) == []
    assert decoder.feed(b"", ALONE) == [ESCAPE]
    assert decoder.feed(b"", ALONE) == []


def test_esc_is_a_key_also_where_the_next_one_comes_before_anybody_asks():
    decoder = Decoder()
    decoder.feed(b"\x1b", 0.0)
    assert decoder.feed(b"n", 3.0) == [ESCAPE, "n"]


def test_esc_twice_is_esc_at_once():
    assert Decoder().feed(b"\x1b\x1b", 0.0) == [ESCAPE]


@pytest.mark.parametrize("arrow", [b"\x1b\x1b[A", b"\x1b\x1bOD", b"\x1b\x1b[15~"])
def test_alt_and_an_arrow_are_not_esc(arrow):
    """As rxvt and PuTTY say it."""
    assert Decoder().feed(arrow + b"n", 0.0) == ["n"]


@pytest.mark.parametrize("begun", [b"\x1b]", b"\x1bP", b"\x1bX", b"\x1b[", b"\x1bO", b"\x1b[M", b"\xf0", b"\xc3"])
def test_what_does_not_go_on_does_not_take_the_keys_that_come_later(begun):
    """Alt and a bracket begin a message that a terminal would end at once, and a hand never."""
    decoder = Decoder()
    assert decoder.feed(begun, 0.0) == []
    assert decoder.feed(b"q", STALE + 0.1) == ["q"]
    assert decoder.feed(b"q", STALE + 0.2) == ["q"]


def test_what_is_not_utf_8_takes_no_key_along():
    assert Decoder().feed(b"\xf0q\xc3n\xff\x80e", 0.0)[1::2] == ["q", "n", "\ufffd"]


def test_esc_ends_what_was_begun_before_it():
    assert Decoder().feed(b"\x1b[1;\x1b[En", 0.0) == ["n"]


@given(st.binary(max_size=600))
def test_no_bytes_break_it_and_it_recovers(data):
    decoder = Decoder()
    decoder.feed(data, 0.0)
    decoder.feed(b"\x1b\\\x1b[201~" + b"m" * 300, 1.0)
    assert "n" in decoder.feed(b"nn", 2.0) or b"\x1b" in data
