"""What listening shows of a file: in plain words, and as it is kept."""

import json
from dataclasses import replace

import pytest

from asmr_cli.library.facts import Facts, in_words, steady
from asmr_cli.library.jarring import Jar
from asmr_cli.library.report import (
    CLIPPED_OFTEN,
    MANY,
    NEAR,
    TOO_MUCH,
    TOO_OFTEN,
    Finding,
    Report,
    avoid,
    report,
    restless,
)

CALM = Facts(
    seconds=600.0, lufs=-30.0, calm_lufs=-30.0, momentary_max=-25.0, short_term_max=-27.0, range=3.0,
    true_peak_db=-12.0, dc=0.0, clipped=0, clipped_at=(), clicks=0, clicks_at=(), rests=(), jars=(), damaged_at=(),
    cut_off=0.0, onset_rate=0.7, rise_ms=50.0, centroid_hz=2000.0, bright_db=-20.0, correlation=0.7, voice=0.1,
    entries=(12.0,),
)  # fmt: skip


def jar(at: float, length: float = 1.0) -> Jar:
    return Jar(at, length, 12.0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "calm, warm, close"),
        ({"onset_rate": 0.4}, "steady, warm, close"),
        ({"onset_rate": 0.4, "range": 10.0}, "calm, warm, close"),
        ({"onset_rate": 0.4, "jars": (jar(9.0),)}, "calm, warm, close"),
        ({"onset_rate": 1.0, "rise_ms": 9.0}, "calm, warm, close"),
        ({"onset_rate": 1.1, "rise_ms": 34.0}, "eventful, warm, close, tappy"),
        ({"onset_rate": 1.1, "rise_ms": 35.0}, "eventful, warm, close, soft"),
        ({"centroid_hz": 999.0}, "calm, dark, close"),
        ({"centroid_hz": 1000.0}, "calm, warm, close"),
        ({"centroid_hz": 3500.0}, "calm, warm, close"),
        ({"centroid_hz": 3501.0, "bright_db": -8.9}, "calm, bright, crisp, close"),
        ({"bright_db": -9.0}, "calm, warm, close"),
        ({"correlation": 0.98}, "calm, warm, close"),
        ({"correlation": 0.99}, "calm, warm, mono"),
        ({"correlation": 0.4}, "calm, warm, close"),
        ({"correlation": 0.39}, "calm, warm, wide"),
        ({"voice": 0.51}, "calm, warm, close, as if spoken"),
    ],
)
def test_what_one_hears_first(change: dict[str, object], words: str) -> None:
    assert ", ".join(in_words(replace(CALM, **change))) == words  # type: ignore[arg-type]


def test_a_texture_is_steady_up_to_half_an_onset_a_second() -> None:
    assert steady(replace(CALM, onset_rate=0.49)) and not steady(replace(CALM, onset_rate=0.5))


def test_facts_are_kept_and_come_back_and_what_was_not_written_so_is_refused() -> None:
    facts = replace(CALM, jars=(jar(3.0),), rests=((5.0, 11.0),), clipped_at=(1.0,), damaged_at=(2.0,))
    assert Facts.from_json(facts.to_json()) == facts
    older = json.loads(facts.to_json())
    del older["voice"]
    for text in (json.dumps(older), "{}", "[]", "no JSON"):
        with pytest.raises((ValueError, KeyError, TypeError)):
            Facts.from_json(text)


def test_a_recording_that_startles_for_long_or_often_is_left_out() -> None:
    quarter = TOO_MUCH * CALM.seconds
    assert not restless(replace(CALM, jars=(jar(0.0, quarter),)))
    assert restless(replace(CALM, jars=(jar(0.0, quarter + 1.0),)))
    many = tuple(jar(10.0 * n) for n in range(MANY))
    assert not restless(replace(CALM, seconds=TOO_OFTEN * MANY, jars=many))
    assert restless(replace(CALM, seconds=TOO_OFTEN * MANY - 1.0, jars=many))
    assert not restless(replace(CALM, jars=many[:-1])), "nine are few"


@pytest.mark.parametrize(
    ("change", "verdict", "kinds"),
    [
        ({}, "fine", []),
        ({"calm_lufs": -28.0 - NEAR}, "fine", ["level"]),
        ({"rests": ((20.0, 26.0),)}, "fine", ["silence"]),
        ({"clipped": MANY - 1, "clipped_at": (1.0, 2.0), "seconds": 60.0}, "fine", ["clip"]),
        ({"clipped": MANY, "clipped_at": (1.0, 2.0), "seconds": 60.0 * MANY / CLIPPED_OFTEN}, "fine", ["clip"]),
        ({"clipped": MANY + 1, "clipped_at": (1.0, 2.0), "seconds": 60.0 * MANY / CLIPPED_OFTEN}, "tamed", ["clip"]),
        ({"clicks": 1, "clicks_at": (4.0,)}, "tamed", ["click"]),
        ({"jars": (jar(9.0),)}, "tamed", ["jump"]),
        ({"damaged_at": (5.0,)}, "tamed", ["damage"]),
        ({"cut_off": 3.0, "damaged_at": (599.5,)}, "tamed", ["damage"]),
        ({"cut_off": 3.0, "damaged_at": (599.0,)}, "tamed", ["damage"]),
        ({"cut_off": 3.0, "damaged_at": (598.9,)}, "tamed", ["damage", "damage"]),
        ({"lufs": None, "calm_lufs": None}, "left out", ["silence"]),
    ],
)
def test_what_follows_from_the_facts(change: dict[str, object], verdict: str, kinds: list[str]) -> None:
    found = report("a.wav", replace(CALM, **change))  # type: ignore[arg-type]
    assert (found.verdict, [finding.kind for finding in found.findings]) == (verdict, kinds)


def test_a_session_goes_round_what_startles_and_leaves_no_crumbs_between() -> None:
    assert avoid(replace(CALM, jars=(jar(100.0), jar(130.0)))) == ((98.0, 103.0), (128.0, 133.0))
    assert avoid(replace(CALM, jars=(jar(100.0), jar(122.0)))) == ((98.0, 125.0),), "19 s are not worth it"
    assert avoid(replace(CALM, clicks_at=(1.0,), damaged_at=(599.0,))) == ((0.0, 3.0), (597.0, 600.0))
    assert avoid(replace(CALM, rests=((50.0, 60.0),))) == ((50.0, 60.0),)
    assert avoid(replace(CALM, rests=((0.0, 600.0),))) == (), "silent all the time: it is left out anyway"


def test_a_long_recording_has_an_intro_and_an_outro() -> None:
    assert avoid(replace(CALM, seconds=900.0)) == ()
    assert avoid(replace(CALM, seconds=901.0)) == ((0.0, 60.0), (841.0, 901.0))


def test_what_cannot_be_decoded_is_left_out_and_nothing_else_is_said_of_it() -> None:
    found = report("a.wav", None)
    assert found == Report("a.wav", "left out", None, None, 0.0, (Finding("damage", 0.0, 0.0, None, "leave out"),))
