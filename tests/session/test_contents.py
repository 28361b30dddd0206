"""What a rendered file says of itself."""

from asmr_cli.models import Clip, FadeOut, LaneName, Phase, Segment, Session
from asmr_cli.session.contents import chapters, tags
from asmr_cli.sink.compressed import Chapter


def segment(lane: LaneName, trigger: str, start: float, end: float) -> Segment:
    return Segment(lane, trigger, (), start, end, 0.0, 0.0, 0.0, (Clip(f"{trigger}/a.opus", start, 0.0, end - start),))


def session(*segments: Segment) -> Session:
    return Session(
        100.0, 7, "nature", (Phase("away", 0.0, 100.0),), segments, None, 10.0, FadeOut(60.0, 40.0, "sone")
    )  # fmt: skip


def test_a_chapter_for_every_change_and_a_crossfade_belongs_to_what_comes_in() -> None:
    told = chapters(
        session(
            segment("bed", "rain", 0.0, 100.0),
            segment("foreground", "hair-brushing", 0.0, 32.0),
            segment("foreground", "paper", 30.0, 60.0),
        )
    )
    assert told == (
        Chapter("hair brushing over rain", 0.0, 30.0),
        Chapter("paper over rain", 30.0, 60.0),
        Chapter("rain", 60.0, 100.0),
    )


def test_one_sound_is_one_chapter_and_a_pause_is_named() -> None:
    assert chapters(session(segment("bed", "rain", 0.0, 100.0))) == (Chapter("rain", 0.0, 100.0),)
    assert [chapter.title for chapter in chapters(session(segment("foreground", "paper", 20.0, 100.0)))] == [
        "quiet",
        "paper",
    ]


def test_the_title_says_which_evening_and_the_comment_how_to_make_it_again() -> None:
    assert tags(session()) == {"title": "nature, 1m40s", "album": "asmr", "comment": "seed 7"}
