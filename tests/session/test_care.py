"""A bed that is lost on the way is named, and another takes its place, softly."""

import os
import wave
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from asmr_cli.decode import drives
from asmr_cli.errors import AsmrError
from asmr_cli.models import Catalogue, Request, Sound, Taste, Trigger
from asmr_cli.models.command import Instead
from asmr_cli.player.still import StillLine
from asmr_cli.session.care import AGAIN, WAIT, Care
from asmr_cli.session.sound import mix_of
from asmr_cli.session.tonight import Tonight
from asmr_cli.types import RATE, Frames
from support.drives import HangingDrive
from support.night import session_of
from support.tapes import mean_db, noise

SECONDS = 100


@dataclass
class Rendered:
    begun: Frames = 0
    lost: bool = False


def asked(care: Care) -> int:
    return len(list(care.commands()))


def test_a_bed_that_stays_lost_is_asked_for_once_in_a_while() -> None:
    line = Rendered()
    care = Care(line)  # type: ignore[arg-type]
    line.lost = True
    assert not asked(care)
    line.begun = WAIT
    assert asked(care) == 1
    assert not asked(care)
    line.begun += AGAIN
    assert asked(care) == 1


def test_a_short_rest_is_no_loss() -> None:
    line = Rendered(lost=True)
    care = Care(line)  # type: ignore[arg-type]
    assert not asked(care)
    line.begun, line.lost = WAIT, False
    assert not asked(care)
    line.lost = True
    assert not asked(care)


def test_after_a_return_to_an_earlier_place_it_is_asked_for_all_the_same() -> None:
    line = Rendered(begun=1000 * RATE, lost=True)
    care = Care(line)  # type: ignore[arg-type]
    asked(care)
    line.begun = 500 * RATE
    asked(care)
    line.begun += WAIT
    assert asked(care) == 1


def test_where_nothing_is_heard_nothing_is_lost() -> None:
    assert not asked(Care(StillLine(session_of())))


def evening(*triggers: Trigger, troubles: dict[str, AsmrError | None] | None = None, bed: str = "mine") -> Tonight:
    def trouble(ref: str, error: AsmrError | None) -> None:
        (troubles if troubles is not None else {})[ref] = error

    request = Request(duration=600.0, seed=1, bed=bed, breath="off")
    return Tonight(Catalogue(triggers), Taste(), Path("/pack"), request, trouble)


def sound(path: Path, level_db: float = -30.0) -> Sound:
    """Noise as a file."""
    samples = noise(SECONDS, level_db, seed=len(path.name))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return Sound(str(path), float(SECONDS), lufs=level_db + 1.0, true_peak_db=level_db + 13.0)


def bed(name: str, *sounds: Sound) -> Trigger:
    return Trigger(name, name, "bed", "nature", (), "", sounds)


def test_another_bed_takes_the_place_of_the_lost_one_and_it_does_not_come_again() -> None:
    tonight = evening(bed("mine", Sound("/a.wav", 90.0)), bed("rain", Sound("rain/a.opus", 90.0)))
    session = tonight.plan()
    after = tonight.replan(session, Instead(), 200.0)
    assert [(segment.trigger, segment.start) for segment in after.lane("bed")] == [("mine", 0.0), ("rain", 200.0)]
    assert tonight.marks.left == {"mine"}


def test_where_there_is_no_other_bed_the_plan_stays() -> None:
    tonight = evening(bed("mine", Sound("/a.wav", 90.0)))
    session = tonight.plan()
    assert tonight.replan(session, Instead(), 200.0).lane("bed")[-1].trigger == "mine"


@pytest.mark.skipif(os.name != "posix", reason="files are read directly where no pipe can be waited for")
def test_the_sound_goes_on_where_the_drive_of_its_bed_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives, "PRESSED", 0.3)
    drive = HangingDrive(tmp_path, monkeypatch)
    pack = tmp_path / "pack"
    pack.mkdir()
    troubles: dict[str, AsmrError | None] = {}
    mine = sound(tmp_path / "mine.wav")
    there = sound(pack / "rain.wav")._replace(ref="rain.wav")
    tonight = replace(evening(bed("mine", mine), bed("rain", there), troubles=troubles), pack=pack)
    session = tonight.plan()
    mix = mix_of(tonight, session, live=True)
    blocks = [mix.read(2 * RATE) for _ in range(20)]
    drive.hang()
    care = Care(mix)  # type: ignore[arg-type]
    for _ in range(30):
        blocks.append(mix.read(2 * RATE))
        for command in care.commands():
            session = tonight.replan(session, command, mix.begun / RATE)
            mix.replan(session)
    assert [segment.trigger for segment in session.lane("bed")] == ["mine", "rain"]
    assert list(troubles) == [mine.ref]
    seconds = [mean_db(part) for part in np.split(np.concatenate(blocks), 100)]
    before = np.mean(seconds[35:40])
    soft = [second for second, level in enumerate(seconds) if second >= 40 and level < before - 8.0]
    assert 0 < len(soft) <= 8
    assert max(seconds[40:]) < before + 3.0
    assert abs(np.mean(seconds[-10:]) - before) < 1.0
