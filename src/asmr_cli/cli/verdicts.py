"""What a report of `asmr check` says, in plain words."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from asmr_cli.cli.counted import counted
from asmr_cli.cli.readable import on_one_line
from asmr_cli.plan.durations import format_clock

if TYPE_CHECKING:
    from asmr_cli.decode.drives import Drives
    from asmr_cli.library.report import Finding, Report

_SAYS = {
    "jump": "suddenly loud{length}, {db:.0f} LU above what was before",
    "clip": "clipped at the top{length}",
    "click": "a click",
    "silence": "silence{length}",
    "damage": "damaged{length}",
}
_DOES = {
    "level": "played quieter",
    "skip over": "skipped over",
    "leave out": "the file is left out",
}

LONGEST: Final = 300
"""Signs of what a file tells of itself; some hold their whole description in their title."""


def spelled(found: "Report", origin: str, words: tuple[str, ...], drives: "Drives") -> Iterator[str]:
    """The lines of one file: its verdict, who made it, what one hears first, and each finding."""
    level = f"{found.lufs:.1f} LUFS" if found.lufs is not None else "no level"
    peak = f", peak {found.true_peak_db:.1f} dBTP" if found.true_peak_db is not None else ""
    yield on_one_line(found.file)
    yield f"  {found.verdict} · {format_clock(found.seconds)} · {level}{peak}"
    if origin:
        yield f"  {_shortened(on_one_line(origin))}"
    if words:
        yield f"  {', '.join(words)}"
    for finding in found.findings:
        yield f"  {_line(finding) if found.seconds else _unplayable(Path(found.file), drives)}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _unplayable(path: Path, drives: "Drives") -> str:
    """Nothing of it could be heard, and so there is no place to tell."""
    says = "cannot be decoded"
    try:
        drives.open(path).close()
    except TimeoutError:
        says = "is on a drive that does not answer"
    except PermissionError:
        says = "may not be read"
    except OSError:  # it has gone meanwhile
        pass
    return f"{says}: {_DOES['leave out']}"


def _line(finding: "Finding") -> str:
    if finding.kind == "level":
        gain = finding.db or 0.0
        if round(gain) > 12:
            return f"quiet: needs {gain:.0f} dB, gets 12"
        return f"played {abs(gain):.0f} dB {'louder' if gain > 0 else 'quieter'}"
    if finding.kind == "silence" and finding.action == "leave out":
        return f"too soft or too short to be measured: {_DOES[finding.action]}"
    length = f" for {finding.length:.0f} s" if finding.length >= 1 else ""
    says = _SAYS[finding.kind].format(db=finding.db, length=length)
    return f"{format_clock(finding.at)}  {says}: {_DOES[finding.action]}"


def summary(reports: "Sequence[Report]", disturbing: int) -> str:
    """The line at the end, of how many would disturb and what becomes of them."""
    if not disturbing:
        return f"{counted(len(reports), 'file')}, nothing that would disturb."
    out = sum(found.verdict == "left out" for found in reports)
    becomes = [f"{count} {what}" for count, what in ((disturbing - out, "tamed"), (out, "left out")) if count]
    return f"{counted(len(reports), 'file')}: {disturbing} would disturb ({', '.join(becomes)})."
