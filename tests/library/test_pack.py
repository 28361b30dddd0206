"""The bundled sounds are known from their catalog alone."""

from pathlib import Path

import pytest

from asmr_cli.errors import UsageError
from asmr_cli.library.catalogue import load_catalogue, resolve
from asmr_cli.library.likes import Likes
from asmr_cli.library.pack import bundled
from asmr_cli.models import Sound, Trigger
from asmr_cli.store.paths import pack_dir


def test_reads_what_was_measured_when_the_file_was_made(pack: Path) -> None:
    rain = bundled(pack)[0]
    assert rain.sounds == (Sound("rain/rain.opus", 96.0, -24.8, -7.1),)


def test_plain_names_take_the_length_of_their_trigger(pack: Path) -> None:
    whisper = bundled(pack)[1]
    assert [sound.seconds for sound in whisper.sounds] == [80.0, 80.0]
    assert whisper.seconds == 160.0


def test_the_category_voice_implies_the_tag(pack: Path) -> None:
    assert bundled(pack)[1].tags == ("soft", "voice")


@pytest.mark.parametrize("content", [None, "[rain", "[rain]\ntitle = 3"])
def test_a_damaged_pack_is_said_with_a_way_out(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "catalog.toml").write_text(content)
    with pytest.raises(UsageError) as caught:
        bundled(tmp_path)
    assert "install" in caught.value.hint


def test_the_real_pack_has_its_beds_and_foregrounds() -> None:
    triggers = bundled(pack_dir())
    assert {"brown-noise", "rain", "waves", "whisper", "tapping-wood"} <= {trigger.name for trigger in triggers}
    assert all(trigger.sounds and trigger.seconds >= 60 and trigger.description for trigger in triggers)


def _trigger(name: str, source: str) -> Trigger:
    return Trigger(name, name, "bed", "nature", (), "", (Sound(f"{source}/a.wav", 1.0),), source)


def test_the_run_goes_before_the_library_and_the_library_before_the_pack(pack: Path) -> None:
    own = (_trigger("rain", "/own"), _trigger("hum", "/own"))
    found = load_catalogue(pack, own, [_trigger("hum", "/run")])
    assert {trigger.name: trigger.source for trigger in found} == {
        "rain": "/own",
        "whisper": "bundled",
        "hum": "/run",
    }


def test_likes_reach_triggers_files_and_tags(pack: Path) -> None:
    likes = Likes(triggers={"rain": "love"}, tagged={"voice": "never"}, sounds={"whisper/two.opus": "never"})
    rain, whisper = load_catalogue(pack, likes=likes)
    assert (rain.liking, whisper.liking) == ("love", "never")
    assert [sound.liking for sound in whisper.sounds] == [None, "never"]


def test_a_ref_is_below_the_pack_or_absolute(pack: Path) -> None:
    assert resolve("rain/rain.opus", pack) == pack / "rain/rain.opus"
    assert resolve("/music/a.wav", pack) == Path("/music/a.wav")
