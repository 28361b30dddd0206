"""What reaches the terminal, read by a small terminal of the test's own."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.models import Session
from asmr_cli.models.status import Playing
from asmr_cli.ui import words
from asmr_cli.ui.live import FRAME
from asmr_cli.ui.scene import Scene, compose
from asmr_cli.ui.screen import RESTORE
from asmr_cli.ui.theme import AMBER
from asmr_cli.ui.view import Look
from support.sample import status_at

Bedside = Callable[..., Any]
TOKEN = re.compile(r"\x1b\[(\??[\d;]*)([A-Za-z])|([^\x1b])")
DEPTHS = [
    {"TERM": "xterm", "COLORTERM": "truecolor"},
    {"TERM": "xterm-256color"},
    {"TERM": "xterm"},
    {"TERM": "xterm", "NO_COLOR": "1"},
]


class Tube:
    """Understands what a terminal must, and refuses the rest."""

    def __init__(self, cols: int, rows: int) -> None:
        self.cols, self.rows = cols, rows
        self.cells = [[" "] * cols for _ in range(rows)]
        self.pens: list[str] = []
        self.x = self.y = 0

    def feed(self, text: str) -> None:
        for token in TOKEN.finditer(text):
            arguments, final, char = token.groups()
            if char is not None:
                assert self.x < self.cols, "never written past the edge"
                self.cells[self.y][self.x] = char
                self.x += 1
            elif final == "H":
                self.y, self.x = (int(part) - 1 for part in arguments.split(";"))
                assert 0 <= self.y < self.rows
            elif final == "J":
                self.cells = [[" "] * self.cols for _ in range(self.rows)]
            elif final == "m":
                self.pens.append(arguments)
            else:
                assert final in "hl" and arguments in ("?1049", "?25", "?2026")

    def text(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self.cells)


@settings(max_examples=30, deadline=None)
@given(moments=st.lists(st.floats(0, 719), min_size=1, max_size=6), cols=st.integers(8, 120), rows=st.integers(1, 40))
def test_the_terminal_shows_the_last_frame(bedside: Bedside, moments: list[float], cols: int, rows: int) -> None:
    made = bedside(cols=cols, rows=rows)
    tube = Tube(cols, rows)
    for moment in moments:
        made.at(moment)
        tube.feed(made.terminal.taken())
        scene = made.display.view.scene(status_at(made.session, moment), moment)
        assert tube.text() == compose(scene, cols, rows).text()


@settings(max_examples=80, deadline=None)
@given(
    cols=st.integers(1, 250), rows=st.integers(1, 80), at=st.floats(0, 1800), keys=st.booleans(), silent=st.booleans()
)
def test_any_size_can_be_drawn(evening: Session, cols: int, rows: int, at: float, keys: bool, silent: bool) -> None:
    status = status_at(evening, at)
    canvas = compose(
        Scene(
            status, evening.phases, at, status.breath, keys=words.keys() if keys else (), silent=silent, note="a note"
        ),
        cols,
        rows,
    )
    assert len(canvas.chars) == rows and all(len(row) == cols for row in canvas.chars)


@pytest.mark.parametrize("environ", DEPTHS)
def test_amber_on_black_and_nothing_else(environ: dict[str, str], bedside: Bedside) -> None:
    made = bedside(environ=environ, look=Look(blank_after=1800))
    tube = Tube(80, 24)
    for moment in range(0, 1800, 37):
        made.at(float(moment))
        tube.feed(made.terminal.taken())
    for pen in set(tube.pens):
        assert pen in ("0", "2", "2;33", "22;33", "0;40", "0;48;5;16", "0;48;2;0;0;0") or _is_amber(pen), pen
    if "NO_COLOR" in environ:
        assert set(tube.pens) == {"0", "2"}


def _is_amber(pen: str) -> bool:
    if found := re.fullmatch(r"38;2;(\d+);(\d+);(\d+)", pen):
        red, green, blue = (int(part) for part in found.groups())
        return red <= 0.8 * AMBER[0] and abs(green - red * AMBER[1] / AMBER[0]) <= 1 and blue <= green / 2
    return pen.removeprefix("38;5;") in {"172", "136", "94", "58", "237", "235", "233", "16"}


def test_on_the_smallest_screen_all_keys_are_seen_in_the_five_seconds(evening: Session) -> None:
    seen = ""
    for moment in range(100, 106):
        status = status_at(evening, float(moment))
        scene = Scene(status, evening.phases, float(moment), status.breath, keys=words.keys())
        seen += " ".join(compose(scene, 20, 5).text().split())
    assert all(word in seen for word in ("pause", "softer", "not this", "never", "undo", "love", "awake", "leave"))


def test_it_only_ever_darkens(bedside: Bedside) -> None:
    made = bedside(look=Look(blank_after=1800))
    brightest = []
    for moment in range(40, 1800, 20):
        status = status_at(made.session, float(moment))
        canvas = compose(made.display.view.scene(status, float(moment)), 80, 24)
        brightest.append(max(max(row) for row in canvas.shades))
    assert brightest == sorted(brightest, reverse=True)
    assert brightest[-1] < brightest[0] / 3


def test_a_blank_screen_is_black_and_not_written_again(bedside: Bedside) -> None:
    made = bedside()
    made.at(700.0)
    tube = Tube(80, 24)
    tube.feed(made.terminal.taken())
    assert tube.text().strip()
    assert made.at(720.0) is None, "it sleeps until something wakes it"
    tube.feed(made.terminal.taken())
    assert not tube.text().strip()
    for moment in range(721, 1800):
        made.at(float(moment))
    assert made.terminal.taken() == ""


def test_a_key_shows_it_dim_for_five_seconds(bedside: Bedside) -> None:
    made = bedside()
    made.at(100.0)
    lit = max(max(row) for row in _canvas(made, 100.0).shades)
    made.at(800.0)
    made.terminal.taken()
    made.display.peek()
    assert made.at(800.1) == FRAME
    assert "rain" in made.terminal.taken()
    assert max(max(row) for row in _canvas(made, 800.1).shades) < lit / 2
    made.clock += 4.9
    made.at(804.9)
    assert not made.display._screen.black
    made.clock += 0.2
    made.at(805.1)
    assert made.display._screen.black


def _canvas(made: Any, at: float) -> Any:
    return compose(made.display.view.scene(status_at(made.session, at), at), 80, 24)


def test_two_minutes_without_a_pacer(bedside: Bedside, evening: Session) -> None:
    made = bedside(session=evening._replace(breath=None))
    assert made.at(119.0) == FRAME
    assert made.at(120.0) is None


def test_blank_after_is_obeyed_both_ways(bedside: Bedside) -> None:
    assert bedside(look=Look(blank_after=10.0)).at(11.0) is None
    assert bedside(look=Look(blank_after=1500.0)).at(1400.0) == FRAME


def test_a_session_to_look_at_stays_lit(bedside: Bedside) -> None:
    assert bedside(look=Look(silent=True)).at(1700.0) == FRAME


def test_a_long_pause_goes_dark(bedside: Bedside) -> None:
    made = bedside()
    assert made.at(50.0, state="paused") == FRAME
    assert "paused" in made.terminal.taken()
    made.clock += 121
    assert made.at(50.0, state="paused") is None


def test_only_what_changes_is_written(bedside: Bedside) -> None:
    made = bedside(look=Look(still=True))
    made.at(601.0)
    made.terminal.taken()
    made.at(601.5)
    assert made.terminal.taken() == "", "nothing moves: nothing is written"
    lively = bedside()
    lively.at(601.0)
    whole = len(lively.terminal.taken())
    lively.at(601.2)
    assert 0 < len(lively.terminal.taken()) < 0.6 * whole


def test_no_cell_flashes(bedside: Bedside, evening: Session) -> None:
    """No cell turns from dark to bright and back more than three times in any second."""
    made = bedside()
    frames = [[bool(char.strip()) for row in _canvas(made, 500 + n * FRAME).chars for char in row] for n in range(100)]
    for first in range(95):
        window = frames[first : first + 6]
        for cell in range(0, 80 * 24, 7):
            turns = sum(a[cell] != b[cell] for a, b in pairwise(window))
            assert turns <= 3


def test_the_shape_is_the_same_to_all_sides(bedside: Bedside) -> None:
    canvas = _canvas(bedside(), 602.0)
    ring = [[0x2800 < ord(char) < 0x2900 if char else False for char in row] for row in canvas.chars]
    rows = [row for row in ring if any(row)]
    assert rows == rows[::-1]
    assert all(row == row[::-1] for row in rows)


def test_resizing_draws_anew(bedside: Bedside) -> None:
    made = bedside()
    made.at(100.0)
    made.terminal.taken()
    made.size = (40, 12)
    made.at(100.2)
    tube = Tube(40, 12)
    tube.feed(made.terminal.taken())
    assert "rain" in tube.text()


def test_names_of_any_script_and_kind_do_no_harm(bedside: Bedside, evening: Session) -> None:
    made = bedside(cols=40, rows=12)
    name = "雨の音 🌧 \x1b[31m\n\u0301e\u200d" + "x" * 60
    made.at(100.0, playing=(Playing("bed", name),))
    text = made.terminal.taken()
    assert "\x1b[31m" not in text and "\n" not in text and "雨" in text


def test_restoring_says_it_all() -> None:
    assert "?25h" in RESTORE and "?1049l" in RESTORE and "[0m" in RESTORE and "?2026l" in RESTORE
