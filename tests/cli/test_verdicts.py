"""What asmr check says of a file, line by line."""

from pathlib import Path

import pytest

from asmr_cli.cli.verdicts import LONGEST, spelled
from asmr_cli.decode.drives import Drives
from asmr_cli.library.report import Finding, Report, report

FINE = Report("/a/rain.wav", "fine", -28.0, -12.34, 90.0, ())


def lines(found: Report, origin: str = "", words: tuple[str, ...] = ()) -> list[str]:
    return list(spelled(found, origin, words, Drives()))


def test_first_what_it_is() -> None:
    assert lines(FINE, "Rain, by me · CC0", ("steady", "warm")) == [
        "/a/rain.wav", "  fine · 1:30 · -28.0 LUFS, peak -12.3 dBTP", "  Rain, by me · CC0", "  steady, warm",
    ]  # fmt: skip
    assert lines(Report("/a/b.wav", "left out", None, None, 90.0, ()))[1] == "  left out · 1:30 · no level"


def test_a_description_in_place_of_a_title_is_shortened() -> None:
    assert lines(FINE, "x" * LONGEST)[2] == "  " + "x" * LONGEST
    assert lines(FINE, "x" * (LONGEST + 1))[2] == "  " + "x" * (LONGEST - 1) + "…"


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (
            Finding("jump", 41.0, 2.0, 18.7, "skip over"),
            "0:41  suddenly loud for 2 s, 19 LU above what was before: skipped over",
        ),
        (
            Finding("jump", 41.0, 2.0, 18.7, "leave out"),
            "0:41  suddenly loud for 2 s, 19 LU above what was before: the file is left out",
        ),
        (Finding("click", 3.0, 0.0, None, "skip over"), "0:03  a click: skipped over"),
        (Finding("clip", 0.0, 0.9, 2.2, "level"), "0:00  clipped at the top: played quieter"),
        (Finding("clip", 0.0, 1.0, 2.2, "level"), "0:00  clipped at the top for 1 s: played quieter"),
        (Finding("silence", 5.0, 7.0, None, "skip over"), "0:05  silence for 7 s: skipped over"),
        (
            Finding("silence", 0.0, 90.0, None, "leave out"),
            "too soft or too short to be measured: the file is left out",
        ),
        (Finding("damage", 5.0, 0.0, None, "skip over"), "0:05  damaged: skipped over"),
        (Finding("level", 0.0, 90.0, 6.4, "level"), "played 6 dB louder"),
        (Finding("level", 0.0, 90.0, 12.4, "level"), "played 12 dB louder"),
        (Finding("level", 0.0, 90.0, 12.6, "level"), "quiet: needs 13 dB, gets 12"),
        (Finding("level", 0.0, 90.0, -26.0, "level"), "played 26 dB quieter"),
    ],
)
def test_each_finding_is_a_line(finding: Finding, line: str) -> None:
    assert lines(Report("/a/rain.wav", "tamed", -28.0, -12.0, 90.0, (finding,)))[-1] == f"  {line}"


def test_of_what_cannot_be_heard_the_reason_is_told(tmp_path: Path) -> None:
    text = tmp_path / "text.mp3"
    text.write_text("no music")
    assert lines(report(str(text), None))[-1] == "  cannot be decoded: the file is left out"
    assert lines(report(str(tmp_path / "gone.mp3"), None))[-1] == "  cannot be decoded: the file is left out"
