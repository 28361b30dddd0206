"""Session files: what is written is read back, and what is wrong is named with its place."""

import math
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asmr_cli.errors import CannotWrite, UsageError
from asmr_cli.models import Breath, Clip, FadeOut, Phase, Segment, Session, Wanted
from asmr_cli.store import session_file
from asmr_cli.store.layers import Layer
from asmr_cli.store.session_dict import from_dict, to_dict

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
SHARES = st.floats(0.0, 1.0)
GAINS = st.floats(-60.0, 12.0)


@st.composite
def clips_of(draw: st.DrawFn, start: float, end: float) -> tuple[Clip, ...]:
    """Up to four clips, one after the other, between two moments."""
    edges = sorted({start, end, *draw(st.lists(st.floats(start, end), max_size=3))})
    found = []
    for begin, stop in pairwise(edges):
        length = stop - begin
        fades = [draw(SHARES) * length / 2 for _ in range(2)]
        sound = draw(st.sampled_from(["rain/steady.opus", "/home/a b/ü.m4a"]) | TEXTS.map(lambda name: f"/x/{name}"))
        found.append(Clip(sound, begin, draw(st.floats(0, 1e5)), length, draw(GAINS), draw(st.floats(-1, 1)), *fades))
    return tuple(clip for clip in found if clip.length > 0)


@st.composite
def segments_of(draw: st.DrawFn, duration: float) -> tuple[Segment, ...]:
    found = []
    for lane in draw(st.sampled_from([("bed",), ("bed", "foreground"), ()])):
        edges = sorted({0.0, duration, *draw(st.lists(st.floats(0, duration), max_size=3))})
        for start, end in pairwise(edges):
            fades = [draw(SHARES) * (end - start) for _ in range(2)]
            tags = tuple(draw(st.lists(TEXTS, max_size=2)))
            clips = draw(clips_of(start, end))
            found.append(Segment(lane, draw(TEXTS), tags, start, end, *fades, draw(GAINS), clips))
    return tuple(found)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """Any session that may be played."""
    duration = draw(st.floats(5.0, 43200.0))
    settle, drift = sorted(draw(st.floats(0, duration)) for _ in range(2))
    breath = Breath("sigh", (0.25, 0.125, 0.5, 0.125), 10.0, draw(st.floats(4.5, 10)), 480.0, draw(st.floats(0, 720)))
    fade = draw(SHARES) * duration
    return Session(
        duration=duration,
        seed=draw(st.integers(0, 2**63 - 1)),
        preset=draw(TEXTS),
        phases=(Phase("settle", 0.0, settle), Phase("drift", settle, drift), Phase("away", drift, duration)),
        segments=draw(segments_of(duration)),
        breath=draw(st.sampled_from([None, breath, breath._replace(cue=True)])),
        fade_in=draw(SHARES) * duration,
        fade_out=FadeOut(duration - fade, fade, draw(st.sampled_from(["sone", "cosine", "linear", "db"]))),
        target_lufs=draw(st.floats(-40, -20)),
        mono=draw(st.booleans()),
        end_cue=draw(st.booleans()),
    )


@settings(max_examples=150, deadline=None)
@given(sessions())
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, session: Session) -> None:
    path = tmp_path_factory.getbasetemp() / "round-trip.toml"
    path.write_text(session_file.dumps(session), encoding="utf-8", newline="")
    assert session_file.load(path) == session
    assert from_dict(to_dict(session)) == session


def sample(**changes: object) -> Session:
    clips = (Clip("rain/steady.opus", 0.0, 12.5, 60.0),)
    paper = (Clip("paper/a.opus", 0.0, 0.0, 12.0, fade_out=2.0), Clip("paper/b.opus", 10.0, 0.0, 10.0, fade_in=2.0))
    session = Session(
        duration=60.0,
        seed=7,
        preset="sleep",
        phases=(Phase("settle", 0.0, 15.0), Phase("drift", 15.0, 36.0), Phase("away", 36.0, 60.0)),
        segments=(
            Segment("bed", "rain", ("nature",), 0.0, 60.0, 0.0, 0.0, 0.0, clips),
            Segment("foreground", "paper", (), 0.0, 20.0, 0.0, 0.0, 0.0, paper),
        ),
        breath=None,
        fade_in=6.0,
        fade_out=FadeOut(36.0, 24.0, "sone"),
    )
    return session._replace(**changes)  # type: ignore[arg-type]


def test_the_fields_are_those_of_the_json_with_null_left_out(tmp_path: Path) -> None:
    session_file.save(sample(), tmp_path / "evening.toml")
    text = (tmp_path / "evening.toml").read_text()
    assert list(to_dict(sample()))[:8] == [
        "version", "duration", "seed", "preset", "target_lufs", "phases", "segments", "breath",
    ]  # fmt: skip
    assert "breath =" not in text and "[breath]" not in text
    assert text.startswith("# A session of asmr.")


def edited(tmp_path: Path, old: str, new: str) -> Path:
    """The sample's file with one place edited by hand."""
    text = session_file.dumps(sample())
    assert old in text
    path = tmp_path / "evening.toml"
    path.write_text(text.replace(old, new, 1))
    return path


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("duration = 60.0", "duration = nan", "duration has to be a finite number"),
        ("duration = 60.0", "duration = inf", "duration has to be a finite number"),
        ("duration = 60.0", "duration = 2.0", "duration is 2, it has to be 5 to 43200 seconds"),
        ("seed = 7", "seed = -7", "seed has to be 0 or more"),
        ("seed = 7", "seed = true", "seed has to be a whole number"),
        ("mono = false", "mono = 3", "mono has to be true or false"),
        ("seed = 7", 'sede = 7', "sede is not known (is “seed” meant?)"),
        ('preset = "sleep"', "preset = 3", "preset has to be a text in quotes"),
        ("version = 1", "version = 2", "version is 2, made by a newer asmr"),
        ("version = 1", 'version = "one"', "version has to be 1"),
        ("start = 10.0", "start = -10.0", "segments[2].clips[2].start is -10, it has to be 0 to 60 seconds"),
        ("start = 10.0", "start = 7.0", "segments[2].clips[2].start begins 5 s before paper/a.opus at 0 s ends"),
        ("length = 12.0", "length = 0.0", "segments[2].clips[1].length has to be above 0"),
        ("length = 12.0", "length = 70.0", "segments[2].clips[1].length is 70"),
        ('curve = "sone"', 'curve = "soon"', "fade_out.curve has to be one of sone, cosine, linear, db (is"),
        ("start = 36.0", "start = 16.0", "phases[3].start has to be 36, where the one before it ends"),
        ('lane = "bed"', 'lane = "loft"', "segments[1].lane has to be one of bed, foreground"),
        ("offset = 12.5", "offset = -1.0", "segments[1].clips[1].offset is -1"),
        ("pan = 0.0", "pan = 3.0", "segments[1].clips[1].pan is 3, it has to be -1 to 1"),
        ("fade_in = 2.0", "fade_in = 20.0", "segments[2].clips[2].fade_in is 20"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_line_and_column(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    path = edited(tmp_path, old, new)
    with pytest.raises(UsageError) as caught:
        session_file.load(path)
    assert sentence in caught.value.message
    place = caught.value.message.removeprefix(f"{path}, line ").split(":")[0]
    line, column = (int(part) for part in place.split(", column "))
    text = path.read_text().splitlines()[line - 1]
    name = sentence.split()[0].split(".")[-1].split("[")[0]
    assert text[column - 1 :].startswith(name), (text, column, name)


def test_a_field_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"seed is missing\."):
        session_file.load(edited(tmp_path, "seed = 7\n", ""))


@pytest.mark.parametrize("sentence", ["a = ", "a = 1\na = 2", "[[segments]\n", '"', "\x00"])
def test_text_that_does_not_parse_is_named_with_its_place(tmp_path: Path, sentence: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(sentence)
    with pytest.raises(UsageError, match=r"broken\.toml, line \d+, column \d+: "):
        session_file.load(path)


def test_what_is_no_text_or_not_there_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "sound.toml").write_bytes(b"OggS\x00\xff\xfe")
    for path in (tmp_path / "sound.toml", tmp_path / "missing.toml", tmp_path):
        with pytest.raises(UsageError) as caught:
            session_file.load(path)
        assert caught.value.message.count("\n") == 0


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_a_device_that_never_ends_is_one_sentence() -> None:
    with pytest.raises(UsageError, match="/dev/zero is too large to be a session"):
        session_file.load(Path("/dev/zero"))


def test_a_path_beside_the_file_is_resolved(tmp_path: Path) -> None:
    path = edited(tmp_path, "rain/steady.opus", "../night/rain.flac")
    session = session_file.load(path)
    assert isinstance(session, Session)
    assert session.segments[0].clips[0].sound == str(tmp_path.parent / "night" / "rain.flac")
    assert session.segments[1].clips[0].sound == "paper/a.opus"


def test_a_file_without_segments_is_a_request(tmp_path: Path) -> None:
    path = tmp_path / "short.toml"
    path.write_text('duration = "30m"\ntriggers = ["rain:70", "whisper"]\nsounds = ["./mine"]\nbreath-cue = true\n')
    layer = session_file.load(path)
    assert layer == Layer(
        str(path),
        {
            "duration": 1800.0,
            "triggers": (Wanted("rain", 70.0), Wanted("whisper")),
            "sounds": (str(tmp_path / "mine"),),
            "breath_cue": True,
        },
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('trigers = ["rain"]', "line 1, column 1: trigers is not known (is “triggers” meant?)"),
        ('\n  duration = "abc"', "line 2, column 3: duration does not fit: “abc” is not a duration"),
        ("duration = -5", "line 1, column 1: duration does not fit"),
        ("duration = inf", "duration has to be a finite number"),
        ('triggers = ["rain:700"]', "line 1, column 13: triggers[1] is “rain:700”"),
        ("volume = 101", "volume has to be a whole number, 1 to 100"),
        ('duration = "30m"\nuntil = "22:45"', "line 2, column 1: until and duration cannot both be given"),
        ("history = false", "history is not known"),
        ("phases = []", "is missing"),
    ],
)
def test_a_wrong_request_is_named_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "request.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        session_file.load(path)
    assert sentence in caught.value.message


def test_a_name_that_is_no_text_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    clip = Clip("/x/\udcff.wav", 0.0, 0.0, 60.0)
    session = sample(segments=(Segment("bed", "x", (), 0.0, 60.0, 0.0, 0.0, 0.0, (clip,)),))
    with pytest.raises(CannotWrite):
        session_file.save(session, tmp_path / "evening.toml")
    assert list(tmp_path.iterdir()) == []


def test_json_never_holds_what_json_cannot() -> None:
    with pytest.raises(UsageError, match="finite"):
        from_dict(to_dict(sample()) | {"fade_in": math.nan})
