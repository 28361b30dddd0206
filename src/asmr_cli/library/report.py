"""What would disturb in a file, and what the program does about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from asmr_cli.library.facts import Facts, Stretch
from asmr_cli.types import Decibel, Lufs, Seconds

Verdict = Literal["fine", "tamed", "left out"]
FindingKind = Literal["jump", "clip", "click", "silence", "level", "damage"]
Action = Literal["level", "skip over", "leave out"]

TARGET: Lufs = -28.0
NEAR: Decibel = 3.0
"""Levelling by less is not worth a line."""
TOO_MUCH = 0.25
"""A recording of which so much would startle is left out."""
TOO_OFTEN = 60.0
"""Seconds from one startling stretch to the next, below which one that has many is left out."""
MANY = 10
CLIPPED_OFTEN = 1.0
"""Flat tops a minute, from which on they are heard as harshness."""
LONG: Seconds = 900.0
"""A recording so long has an intro and an outro."""
INTRO: Seconds = 60.0
MARGIN: Seconds = 2.0
AT_ONCE: Seconds = 1.0
"""What the decoder tells so near to a missing end is that end."""
WORTHWHILE: Seconds = 20.0
"""Between two stretches to be avoided at least so much is left to be played."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, where, how bad, and what is done."""

    kind: FindingKind
    at: Seconds
    length: Seconds
    db: Decibel | None
    action: Action


@dataclass(frozen=True, slots=True)
class Report:
    """The judgement of one file."""

    file: str
    verdict: Verdict
    lufs: Lufs | None
    true_peak_db: Decibel | None
    seconds: Seconds
    findings: tuple[Finding, ...]


def report(file: str, facts: Facts | None) -> Report:
    """Judge the facts of a file; None where it cannot be decoded at all."""
    if facts is None:
        return Report(file, "left out", None, None, 0.0, (Finding("damage", 0.0, 0.0, None, "leave out"),))
    out = restless(facts) or facts.lufs is None
    findings = (*_jumps(facts, out), *_harsh(facts), *_silences(facts), *_damage(facts), *_level(facts))
    disturbing = any(finding.kind in ("jump", "click", "damage") for finding in findings) or _clips_often(facts)
    verdict: Verdict = "left out" if out else "tamed" if disturbing else "fine"
    ordered = tuple(sorted(findings, key=lambda finding: (finding.at, finding.kind)))
    return Report(file, verdict, facts.lufs, facts.true_peak_db, facts.seconds, ordered)


def restless(facts: Facts) -> bool:
    """Does it startle so much or so often that nothing calm is left?"""
    together = sum(jar.length for jar in facts.jars)
    often = len(facts.jars) >= MANY and facts.seconds / len(facts.jars) < TOO_OFTEN
    return often or together > TOO_MUCH * facts.seconds


def avoid(facts: Facts) -> tuple[Stretch, ...]:
    """What a session goes round: startling stretches, long silence, intro and outro of a long recording."""
    stretches = [(jar.at - MARGIN, jar.at + jar.length + MARGIN) for jar in facts.jars]
    stretches += [(at - MARGIN, at + MARGIN) for at in (*facts.clicks_at, *facts.damaged_at)]
    stretches += [rest for rest in facts.rests if rest != (0.0, facts.seconds)]
    if facts.seconds > LONG:
        stretches += [(0.0, INTRO), (facts.seconds - INTRO, facts.seconds)]
    return _joined(stretches, facts.seconds)


def _joined(stretches: Iterable[Stretch], end: Seconds) -> tuple[Stretch, ...]:
    """Inside the file, in order, without pieces between them that are too short to be played."""
    joined: list[Stretch] = []
    for start, stop in sorted(stretches):
        start, stop = max(start, 0.0), min(stop, end)
        if joined and start - joined[-1][1] < min(WORTHWHILE, end / 4):
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        elif stop > start:
            joined.append((start, stop))
    return tuple((round(start, 2), round(stop, 2)) for start, stop in joined)


def _jumps(facts: Facts, out: bool) -> list[Finding]:
    action: Action = "leave out" if out else "skip over"
    return [Finding("jump", jar.at, jar.length, jar.db, action) for jar in facts.jars]


def _harsh(facts: Facts) -> list[Finding]:
    findings = [Finding("click", at, 0.0, None, "skip over") for at in facts.clicks_at]
    if facts.clipped:
        first, last = facts.clipped_at[0], facts.clipped_at[-1]
        findings.append(Finding("clip", first, round(last - first, 2), facts.true_peak_db, "level"))
    return findings


def _clips_often(facts: Facts) -> bool:
    return facts.clipped >= MANY and facts.clipped / max(facts.seconds / 60, 1.0) > CLIPPED_OFTEN


def _silences(facts: Facts) -> list[Finding]:
    if facts.lufs is None:  # or too little sound to be measured
        return [Finding("silence", 0.0, facts.seconds, None, "leave out")]
    return [Finding("silence", start, round(end - start, 2), None, "skip over") for start, end in facts.rests]


def _damage(facts: Facts) -> list[Finding]:
    """A file that was cut off is damaged at its end, which the decoder tells as well."""
    cut = [Finding("damage", facts.seconds, facts.cut_off, None, "skip over")] if facts.cut_off else []
    inside = [at for at in facts.damaged_at if not cut or at < facts.seconds - AT_ONCE]
    return [*(Finding("damage", at, 0.0, None, "skip over") for at in inside), *cut]


def _level(facts: Facts) -> list[Finding]:
    """By how much it will be turned up (at most 12 dB) or down."""
    if facts.calm_lufs is None or abs(TARGET - facts.calm_lufs) < NEAR:
        return []
    return [Finding("level", 0.0, facts.seconds, round(TARGET - facts.calm_lufs, 1), "level")]
