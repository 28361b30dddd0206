"""Pictures of every screen. After a wanted change: run this with ASMR_GOLDEN=write, and look at the diff."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asmr_cli.models import Session
from asmr_cli.models.event import Event
from asmr_cli.player.moments import moments
from asmr_cli.ui import words
from asmr_cli.ui.canvas import Canvas
from asmr_cli.ui.console import console
from asmr_cli.ui.picture import plan_picture
from asmr_cli.ui.plain import PlainDisplay
from asmr_cli.ui.scene import compose
from asmr_cli.ui.view import Look

GOLDEN = Path(__file__).parent / "golden"
Bedside = Callable[..., Any]


def check(name: str, text: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("ASMR_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


def with_shades(canvas: Canvas) -> str:
    """The characters, and below them how bright each is: 1 to v, dark to bright."""
    digits = "0123456789abcdefghijklmnopqrstuv"
    rows = zip(canvas.chars, canvas.shades, strict=True)
    shades = ["".join(" " if char == " " else digits[shade] for char, shade in zip(*row, strict=True)) for row in rows]
    return canvas.text() + "\n" + "=" * canvas.cols + "\n" + "\n".join(line.rstrip() for line in shades) + "\n"


@pytest.mark.parametrize(
    ("name", "at", "look", "options"),
    [
        ("start", 3.0, Look(), {}),
        ("first-night", 3.0, Look(note=words.FIRST_NIGHT), {}),
        ("drift", 604.0, Look(), {}),
        ("fade", 1300.0, Look(blank_after=1800.0), {}),
        ("peek", 1300.0, Look(), {}),
        ("silent", 900.0, Look(silent=True), {}),
        ("still", 604.0, Look(still=True), {}),
        ("40x12", 604.0, Look(), {"size": (40, 12)}),
        ("20x5", 604.0, Look(), {"size": (20, 5)}),
        ("console", 604.0, Look(), {"environ": {"TERM": "linux"}}),
    ],
)
def test_screen(name: str, at: float, look: Look, options: dict[str, Any], bedside: Bedside) -> None:
    made = bedside(look=look, environ=options.get("environ"))
    made.at(at)
    status = made.display._status[0]
    canvas = compose(made.display.view.scene(status, at), *options.get("size", (80, 24)))
    check(name, with_shades(canvas))


def test_blank(bedside: Bedside) -> None:
    made = bedside()
    made.at(719.0)
    made.terminal.taken()
    made.at(720.0)
    check("blank", repr(made.terminal.taken()) + "\n")


def test_keys(bedside: Bedside) -> None:
    made = bedside()
    made.display.peek(keys=True)
    made.at(100.0)
    status = made.display._status[0]
    check("keys", with_shades(compose(made.display.view.scene(status, 100.0, keys=True), 80, 24)))
    check("keys-40x12", with_shades(compose(made.display.view.scene(status, 100.0, keys=True), 40, 12)))


def test_without_colours(bedside: Bedside) -> None:
    made = bedside(environ={"TERM": "xterm-256color", "NO_COLOR": "1"}, cols=40, rows=12)
    made.at(604.0)
    check("no-colour", made.terminal.taken().replace("\x1b", "\n\\e") + "\n")


def test_plain(evening: Session) -> None:
    out = io.StringIO()
    display = PlainDisplay(out, evening, note=words.FIRST_NIGHT)
    display.event(Event("planned", 0.0, {"duration": 1800.0}))
    display.event(Event("started", 0.0, {"device": "speakers"}))
    for event in moments(evening, -1.0, 1700.0):
        display.event(event)
    for event in (
        Event("paused", 1100.0),
        Event("resumed", 1160.0),
        Event("volume", 1161.0, {"volume": 60}),
        Event("extended", 1200.0, {"seconds": 600.0}),
        Event("skipped", 1210.0, {"trigger": "page-turning", "never": False}),
        Event("device_lost", 1300.0, {"device": "speakers"}),
        Event("device_back", 1320.0, {"device": "speakers"}),
        Event("ended", 2400.0, {"reason": "deadline"}),
    ):
        display.event(event)
    check("plain", out.getvalue())


@pytest.mark.parametrize("width", [80, 40])
def test_plan(width: int, evening: Session) -> None:
    out = io.StringIO()
    console(out, width).print(plan_picture(evening, width))
    check(f"plan-{width}", out.getvalue())
