"""A saved session plays on where files of it are gone."""

from collections.abc import Callable

import pytest

from asmr_cli.errors import NothingToPlay
from asmr_cli.models import Catalogue, Clip, FadeOut, Kind, Phase, Segment, Session, Sound, Trigger
from asmr_cli.session.missing import mended, missing
from asmr_cli.store.session_check import check


def trigger(name: str, kind: Kind, *seconds: float) -> Trigger:
    sounds = tuple(Sound(f"{name}/{number}.opus", length) for number, length in enumerate(seconds))
    return Trigger(name, name, kind, "object", (), "", sounds)


HERE = Catalogue((trigger("rain", "bed", 90.0, 60.0), trigger("taps", "foreground", 0.5, 1.5), trigger("x", "bed")))


def session(*segments: Segment) -> Session:
    return Session(
        120.0, 7, "sleep", (Phase("away", 0.0, 120.0),), segments, None, 12.0, FadeOut(72.0, 48.0, "sone")
    )  # fmt: skip


def bed(sound: str, offset: float = 40.0) -> Segment:
    return Segment("bed", "rain", (), 0.0, 120.0, 0.0, 0.0, 0.0, (Clip(sound, 0.0, offset, 120.0),))


def taps(*sounds: str) -> Segment:
    clips = tuple(Clip(sound, 10.0 + 2 * n, 0.0, 2.0, fade_out=2.0) for n, sound in enumerate(sounds))
    return Segment("foreground", "taps", (), 10.0, 20.0, 0.0, 0.0, 0.0, clips)


THERE: Callable[[str], bool] = {"rain/0.opus", "rain/1.opus", "taps/0.opus", "taps/1.opus"}.__contains__


def test_a_whole_session_stays_as_it_is() -> None:
    whole = session(bed("rain/1.opus"))
    assert missing(whole, THERE) == ()
    assert mended(whole, HERE, THERE) is whole


def test_another_file_of_the_trigger_takes_the_place() -> None:
    broken = session(bed("rain/gone.opus"), taps("taps/1.opus", "/gone.wav", "/gone.wav"))
    assert missing(broken, THERE) == ("rain/gone.opus", "/gone.wav")
    whole = mended(broken, HERE, THERE)
    check(whole)
    (rain,), (first, *others) = (segment.clips for segment in whole.segments)
    assert (rain.sound, rain.start, rain.length) == ("rain/0.opus", 0.0, 120.0)
    assert first == broken.segments[1].clips[0]
    assert {(clip.sound, clip.length, clip.fade_out) for clip in others} == {("taps/1.opus", 1.5, 1.5)}


def test_a_file_that_is_marked_never_takes_no_place() -> None:
    rain, taps_here, other = HERE
    files = (rain.sounds[0]._replace(liking="never"), rain.sounds[1])
    here = Catalogue((rain._replace(sounds=files), taps_here, other))
    (clip,) = mended(session(bed("rain/gone.opus")), here, THERE).segments[0].clips
    assert clip.sound == "rain/1.opus"


@pytest.mark.parametrize(("length", "played"), [(5.0, 1.5), (5.1, 5.1)])
def test_a_single_sound_is_as_long_as_its_file_and_a_longer_clip_is_woven_from_it(length: float, played: float) -> None:
    taps = Segment("foreground", "taps", (), 10.0, 20.0, 0.0, 0.0, 0.0, (Clip("/gone.wav", 10.0, 0.0, length),))
    (clip,) = mended(session(taps), HERE, THERE).segments[0].clips
    assert (clip.sound, clip.length) == ("taps/1.opus", played)


def test_what_has_no_other_file_is_left_out() -> None:
    broken = session(
        bed("rain/0.opus"), Segment("foreground", "voice", (), 0.0, 9.0, 0.0, 0.0, 0.0, (Clip("/a", 0, 0, 9),))
    )
    assert mended(broken, HERE, THERE).segments == broken.segments[:1]


def test_a_session_of_nothing_but_gaps_is_refused() -> None:
    with pytest.raises(NothingToPlay):
        mended(session(Segment("bed", "x", (), 0.0, 9.0, 0.0, 0.0, 0.0, (Clip("/a", 0, 0, 9),))), HERE, THERE)
