"""Change a constant of a rule of the night, and a fast test must fail: `python benchmarks/mutants.py [WORDS]`.

Each mutant is a copy of the source with one text replaced, tried with the few tests that hold the rule. Prints what was
caught and what survived, and ends with 1 where something did. About three minutes; WORDS choose by file or rule."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Mutant(NamedTuple):
    """A rule, where its constant stands, the text that becomes another, and the tests that hold it."""

    rule: str
    file: str
    old: str
    new: str
    tests: str


RULES: dict[tuple[str, str], tuple[tuple[str, str, str], ...]] = {
    ("render/guard.py", "tests/render/test_governor.py"): (
        ("1: 400 ms at most 8 LU above the 3 s before", "10.0**0.64", "10.0**0.85"),
    ),
    ("render/pace.py", "tests/render/test_governor.py tests/render/test_governor_pace.py"): (
        ("1: half a dB up a second", "RISE: Decibel = 0.05", "RISE: Decibel = 0.08"),
        ("1: four dB down a second", "FALL: Decibel = 0.4", "FALL: Decibel = 0.6"),
    ),
    ("render/governor.py", "tests/render/test_mix.py -k twelve"): (
        ("2: make-up gain at most 12 dB", "MAKE_UP: Decibel = 12.0", "MAKE_UP: Decibel = 14.0"),
    ),
    ("render/evenness.py", "tests/render/test_evenness.py"): (
        ("1: a minute over the quietest", "_OVER_QUIETEST: Decibel = 1.7", "_OVER_QUIETEST: Decibel = 2.3"),
        ("1: a minute over the mean", "_OVER_MEAN: Decibel = 0.5", "_OVER_MEAN: Decibel = 1.2"),
    ),
    ("models/session.py", "tests/models/test_session.py"): (
        ("2: −28 LUFS", "target_lufs: Lufs = -28.0", "target_lufs: Lufs = -27.0"),
    ),
    ("render/limit.py", "tests/render/test_limit.py"): (
        ("2: −6 dBTP", "10.0 ** (-6.3 / 20.0)", "10.0 ** (-5.7 / 20.0)"),
    ),
    ("plan/phases.py", "tests/plan/test_phases.py"): (
        ("3: settle to 25 %", "(0.25, 900.0)", "(0.26, 900.0)"),
        ("3: settle at most 15 min", "(0.25, 900.0)", "(0.25, 930.0)"),
        ("3: drift to 60 %", "(0.60, 2700.0)", "(0.62, 2700.0)"),
        ("3: drift at most 45 min", "(0.60, 2700.0)", "(0.60, 2760.0)"),
    ),
    ("plan/foreground.py", "tests/plan/test_rules.py -k thin"): (
        ("3: taps thin out", "_THIN: Final = (0.75, 0.3)", "_THIN: Final = (1.0, 1.0)"),
    ),
    ("plan/slots.py", "tests/plan/test_slots.py"): (
        ("3: four minutes", "SHORTEST: Final = 240.0", "SHORTEST: Final = 180.0"),
        ("3: eight minutes", "LONGEST: Final = 480.0", "LONGEST: Final = 540.0"),
    ),
    ("plan/events.py", "tests/plan/test_rules.py -k irregular"): (
        ("3: rests under 2 s", "_LONGEST_REST: Final = 1.9", "_LONGEST_REST: Final = 2.6"),
    ),
    ("plan/fades.py", "tests/plan/test_fades.py"): (
        ("4: fade-in 30 s", "LONGEST_IN: Final = 30.0", "LONGEST_IN: Final = 33.0"),
        ("4: fade-in 10 %", "SHARE_IN: Final = 0.10", "SHARE_IN: Final = 0.12"),
        ("4: fade-out 15 min", "LONGEST_OUT: Final = 900.0", "LONGEST_OUT: Final = 930.0"),
        ("4: fade-out 40 %", "SHARE_OUT: Final = 0.40", "SHARE_OUT: Final = 0.42"),
        ("4: the db curve's last 2 %", "DB_TAIL: Final = 0.02", "DB_TAIL: Final = 0.03"),
        ("4: 50 ms", "SHORTEST_OUT: Final = 0.05", "SHORTEST_OUT: Final = 0.0"),
        ("4: sone exponent", "SONE_EXPONENT: Final = 1.661", "SONE_EXPONENT: Final = 1.7"),
    ),
    ("render/fadecurve.py", "tests/render/test_envelope.py"): (
        ("4: db curve", "10.0 ** (-3.0 * t)", "10.0 ** (-2.9 * t)"),
    ),
    ("plan/volume.py", "tests/plan/test_volume.py"): (("4: volume law", "33.2 * math.log10", "30.0 * math.log10"),),
    ("render/duck.py", "tests/render/test_duck.py"): (
        ("5: the bed gives way by 6 dB", "DEEPEST: Decibel = -6.0", "DEEPEST: Decibel = -7.0"),
    ),
    ("plan/breathing.py", "tests/plan/test_breathing.py"): (
        ("6: from ten", '"ramp": Pace((0.4, 0.0, 0.6, 0.0), 10.0,', '"ramp": Pace((0.4, 0.0, 0.6, 0.0), 11.0,'),
        ("6: to six", "0.6, 0.0), 10.0, 6.0)", "0.6, 0.0), 10.0, 5.5)"),
        ("6: 40 in, 60 out", '"ramp": Pace((0.4, 0.0, 0.6, 0.0)', '"ramp": Pace((0.5, 0.0, 0.5, 0.0)'),
        ("6: ramp 8 min", "(480.0, 0.27)", "(500.0, 0.27)"),
        ("6: ramp 27 %", "(480.0, 0.27)", "(480.0, 0.30)"),
        ("6: done by 12 min", "(720.0, 0.40)", "(740.0, 0.40)"),
        ("6: done by 40 %", "(720.0, 0.40)", "(720.0, 0.44)"),
        ("6: box 3-3-3-3", "(0.25, 0.25, 0.25, 0.25), 5.0, 5.0", "(0.25, 0.25, 0.25, 0.25), 4.6, 4.6"),
        ("6: coherent 5-5", "(0.5, 0.0, 0.5, 0.0), 6.0", "(0.5, 0.0, 0.5, 0.0), 5.5"),
        ("6: four cycles of 4-7-8", "most=4", "most=5"),
    ),
    ("render/breathcue.py", "tests/render/test_cues.py"): (
        ("6: the cue is under the sound", "UNDER: Decibel = -8.0", "UNDER: Decibel = -3.0"),
    ),
    ("ui/live.py", "tests/ui/test_live.py tests/ui/test_screen.py"): (
        ("7: five seconds' look", "PEEK: Final[Seconds] = 5.0", "PEEK: Final[Seconds] = 7.0"),
    ),
    ("ui/view.py", "tests/ui/test_live.py tests/ui/test_screen.py"): (
        ("7: two minutes to blank", "BLANK: Final[Seconds] = 120.0", "BLANK: Final[Seconds] = 150.0"),
    ),
    ("render/fadeout.py", "tests/render/test_envelope.py"): (("8: 3 dB a second", "RISE = 3.0", "RISE = 4.0"),),
    ("session/tonight.py", "tests/session/test_tonight.py"): (
        ("8: ten minutes more", "AWAKE: Seconds = 600.0", "AWAKE: Seconds = 660.0"),
    ),
    ("models/command.py", "tests/models/test_session.py"): (
        ("8: ten minutes by e", "seconds: Seconds = 600.0", "seconds: Seconds = 660.0"),
    ),
    ("session/play.py", "tests/player/test_grace.py"): (
        ("8: two minutes' grace", "GRACE: Seconds = 120.0", "GRACE: Seconds = 90.0"),
    ),
    ("control/cat.py", "tests/control/test_keymap.py tests/control/test_keys.py"): (
        ("8: five keys", "MOST = 5", "MOST = 6"),
        ("8: in a second", "WITHIN: Seconds = 1.0", "WITHIN: Seconds = 0.8"),
    ),
    ("control/keymap.py", "tests/control/test_keymap.py tests/control/test_keys.py"): (
        ("8: x twice within 5 s", "TWICE: Seconds = 5.0", "TWICE: Seconds = 8.0"),
    ),
    ("player/leaving.py", "tests/player/test_player.py"): (
        ("9: three seconds to silence", "round(2.6 * RATE)", "round(3.4 * RATE)"),
        ("9: a second time at once", "SNAP: Frames = RATE // 20", "SNAP: Frames = RATE"),
    ),
    ("player/pausing.py", "tests/player/test_player.py"): (
        ("9: a pause is soft", "HUSH: Frames = RATE // 2", "HUSH: Frames = 1"),
    ),
    ("plan/kept.py", "tests/plan/test_replan.py"): (
        ("9: skipped in three seconds", "LEAVE: Final = 3.0", "LEAVE: Final = 4.0"),
    ),
    ("plan/cast.py", "tests/plan/test_cast.py"): (
        ("11: even so", '(trigger.liking == "never" and', '(trigger.liking == "NEVER" and'),
        ("11: files too", 's.liking != "never"', 's.liking != "NEVER"'),
    ),
    ("player/line.py", "tests/player/test_player.py"): (
        ("12: back in 3 s", "RETURN: Frames = 3 * RATE", "RETURN: Frames = RATE"),
    ),
    ("plan/durations.py", "tests/plan/test_durations.py"): (
        ("durations from 5 s", "SHORTEST: Final = 5.0", "SHORTEST: Final = 6.0"),
        ("durations to 12 h", "12 * 3600.0", "13 * 3600.0"),
    ),
}
"""(file, the tests that hold its rules): (rule, the text of its constant, what it becomes)."""

MUTANTS = [Mutant(rule, file, old, new, tests) for (file, tests), rows in RULES.items() for rule, old, new in rows]


def caught(mutant: Mutant) -> bool:
    """Whether the tests fail on a copy of the source with that one change."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "sounds").symlink_to(ROOT / "sounds")
        path = folder / "src" / "asmr_cli" / mutant.file
        text = path.read_text(encoding="utf-8")
        if text.count(mutant.old) != 1:
            sys.exit(f"{mutant.file} holds {mutant.old!r} {text.count(mutant.old)} times: mend this list")
        path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
        return fails(folder, mutant.tests)


def fails(folder: Path, tests: str) -> bool:
    """Whether the tests fail with the source in `folder`."""
    words = ["-m", "pytest", "-n0", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests.split()]
    ours = {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1", "ASMR_PROPERTIES": "unshrunk"}
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=os.environ | ours, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stdout + done.stderr)
    return done.returncode == 1


def main(words: list[str]) -> int:
    chosen = [m for m in MUTANTS if not words or any(word in m.file or word in m.rule for word in words)]
    survived = 0
    for tests in dict.fromkeys(mutant.tests for mutant in chosen):
        if fails(ROOT, tests):
            sys.exit(f"{tests} fail as it is: nothing would be shown")
    for mutant in chosen:
        died = caught(mutant)
        survived += not died
        print(f"{'caught  ' if died else 'SURVIVED'}  {mutant.rule:42} {mutant.file}: {mutant.new.strip()}", flush=True)
    print(f"{len(chosen) - survived} of {len(chosen)} caught")
    return min(survived, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
