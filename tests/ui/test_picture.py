"""The plan's picture: never wider than asked, and all there is to know."""

import io
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from asmr_cli.models import Catalogue, Request, Session, Sound, Taste, Trigger, Wanted
from asmr_cli.plan.planner import plan
from asmr_cli.ui.agenda import agenda
from asmr_cli.ui.console import console
from asmr_cli.ui.picture import plan_picture
from support.svg import in_the_docs, night_svg, picture_svg


def catalogue() -> Catalogue:
    def one(name: str, kind: Any, tags: tuple[str, ...], seconds: float) -> Trigger:
        return Trigger(name, name, kind, "touch", tags, "", (Sound(f"{name}/1.opus", seconds),))

    return Catalogue(
        (
            one("rain", "bed", (), 90.0),
            one("雨の音がする🌧", "bed", (), 90.0),
            one("hair-brushing", "foreground", ("brushing",), 60.0),
            one("a-very-long-name-of-a-folder-of-somebody", "foreground", (), 60.0),
        )
    )


def printed(session: Session, width: int) -> list[str]:
    out = io.StringIO()
    console(out, width).print(plan_picture(session, width))
    return out.getvalue().splitlines()


def test_of_many_moments_the_last_are_named_and_those_before_them_counted(evening: Session) -> None:
    """Thirty segments, the breath, the fade and silence."""
    one = evening.segments[0]._replace(lane="foreground")
    turns = tuple(one._replace(start=10.0 * n, end=10.0 * n + 9.0) for n in range(30))
    lines = [line.plain for line in agenda(evening._replace(segments=turns), 80)]
    assert len(lines) == 17
    assert "… 17 more" in lines[14]
    assert "the fade begins" in lines[15] and "silence" in lines[16]


@settings(max_examples=60, deadline=None)
@given(st.floats(5, 43200), st.integers(24, 200), st.sampled_from([None, "none", "雨の音がする🌧"]), st.integers(0, 999))
def test_fits_any_width(duration: float, width: int, bed: str | None, seed: int) -> None:
    wanted = (Wanted("hair-brushing"), Wanted("a-very-long-name-of-a-folder-of-somebody"))
    request = Request(duration=duration, bed=bed, triggers=wanted, seed=seed)
    session = plan(request, catalogue(), Taste(), random.Random(seed))
    lines = printed(session, width)
    assert all(cell_len(line) <= width for line in lines)
    assert len(lines) < 40


def test_says_what_when_and_how_it_ends(evening: Session) -> None:
    text = "\n".join(printed(evening, 80))
    for word in (
        "settle",
        "drift",
        "away",
        "whisper",
        "rain",
        "7:22",
        "18:00",
        "the fade begins, 12m",
        "-28 LUFS",
        "seed 7",
    ):
        assert word in text


def test_a_silent_plan_has_no_lanes(evening: Session) -> None:
    text = "\n".join(printed(evening._replace(segments=()), 80))
    assert "without sound" in text and "bed" not in text


def test_pictures_of_the_real_screen(evening: Session) -> None:
    svg = night_svg(evening, 100.0)
    assert svg.startswith("<svg") and "whisper" in svg.replace("&#160;", " ")
    assert 'fill="#000000"' in svg, "on black"
    assert "#fff" not in svg.lower()
    assert "settle" in picture_svg(plan_picture(evening, 80), 80)


def test_plain_in_a_pipe(evening: Session) -> None:
    assert "\x1b" not in "".join(printed(evening, 80))


def test_the_pictures_in_the_docs_are_of_today(evening: Session) -> None:
    assert in_the_docs("start", night_svg(evening, 8.0))
    assert in_the_docs("plan", picture_svg(plan_picture(evening, 80), 80, "plan"))
