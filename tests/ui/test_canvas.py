"""The grid of characters: what is inside is drawn to the last cell, what is outside is left out."""

import io

import pytest

from asmr_cli.ui.canvas import Canvas, fit
from asmr_cli.ui.screen import Screen


@pytest.mark.parametrize(("x", "y", "sign"), [(0, 0, "⠁"), (5, 0, "⠈"), (0, 7, "⡀"), (5, 7, "⢀")])
def test_a_dot_in_each_corner_is_drawn(x: int, y: int, sign: str) -> None:
    canvas = Canvas(3, 2)
    canvas.dot(x, y, 9)
    assert (canvas.chars[y // 4][x // 2], canvas.shades[y // 4][x // 2]) == (sign, 9)


@pytest.mark.parametrize(("x", "y"), [(-1, 0), (0, -1), (6, 0), (0, 8)])
def test_a_dot_outside_is_left_out(x: int, y: int) -> None:
    canvas = Canvas(3, 2)
    canvas.dot(x, y, 9)
    assert canvas.text() == "\n"


def test_dots_of_one_cell_are_drawn_together_as_bright_as_the_brightest_and_never_over_text() -> None:
    canvas = Canvas(2, 1)
    canvas.put(0, 0, "a", 5)
    for x, y, shade in ((0, 0, 20), (2, 0, 9), (3, 3, 4)):
        canvas.dot(x, y, shade)
    assert canvas.text() == "a⢁" and list(canvas.shades[0]) == [5, 9]


@pytest.mark.parametrize(
    ("x", "text", "row"),
    [(-1, "abcde", "bcd"), (2, "ab", "  a"), (1, "雨雨", " 雨"), (2, "雨", ""), (-1, "雨a", " a"), (0, "a\x1bb", "ab")],
)
def test_text_is_cut_at_both_edges_and_no_wide_sign_in_half(x: int, text: str, row: str) -> None:
    canvas = Canvas(3, 1)
    canvas.put(x, 0, text, 9)
    assert canvas.text() == row


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [("rain", 4, "rain"), ("rain", 3, "ra…"), ("雨雨", 3, "雨…"), ("rain", 1, "…"), ("rain", 0, "")],
)
def test_a_text_that_is_too_long_ends_with_an_ellipsis(text: str, width: int, cut: str) -> None:
    assert fit(text, width) == cut


def test_another_shade_of_nothing_is_not_written() -> None:
    stream = io.StringIO()
    screen, before, after = Screen(stream, "256"), Canvas(8, 1), Canvas(8, 1)
    before.put(0, 0, "rain", 9)
    after.put(0, 0, "rain", 9)
    after.put(4, 0, "    ", 20)
    screen.draw(before)
    written = stream.getvalue()
    screen.draw(after)
    assert stream.getvalue() == written
