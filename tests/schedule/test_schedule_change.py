"""Changing a crontab touches only our own lines, also when it is killed, refused or done by two at once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from asmr_cli.errors import CannotWrite, UsageError
from asmr_cli.schedule import cron, schedule
from asmr_cli.schedule.job import Job

FOREIGN = b"# m h dom mon dow command\nMAILTO=me\n\n 5 4 * * *   echo \xff 100\\%  # asmr:x\n#0 1 * * 1 x # asmr:1\n"
PROGRAM = ["/opt/asmr"]
JOB = Job(22, 45, (0, 1, 2, 3, 4), ("sleep", "30m", "--fade", "40%"))

CRONTAB = """#!/bin/sh
# As Debian's: a table is replaced as a whole by renaming, one without a last line end is refused.
table="$FAKE_CRONTAB"
[ -e "$table.deny" ] && { echo "you are not allowed to use this program" >&2; exit 1; }
case "$1" in
-l) if [ -e "$table" ]; then cat "$table"; else echo "no crontab for me" >&2; exit 1; fi ;;
*) [ -e "$table.refuse" ] && { echo "you are not allowed to use this program" >&2; exit 1; }
   cp "$1" "$table.$$" && mv "$table.$$" "$table" ;;
esac
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab of its own, behind a program `crontab` that comes first in the path."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "crontab"
    program.write_text(CRONTAB)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("FAKE_CRONTAB", str(tmp_path / "table"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path / "table"


def add(table: Path, job: Job = JOB) -> int:
    return schedule.add(job, PROGRAM, os.environ, "cron", table.parent).number


def test_foreign_lines_keep_every_byte(table: Path) -> None:
    table.write_bytes(FOREIGN)
    assert [add(table), add(table), add(table)] == [1, 2, 3]
    assert table.read_bytes().startswith(FOREIGN)
    schedule.remove(2, os.environ, table.parent)
    assert [entry.number for entry in schedule.entries(os.environ)] == [1, 3]
    assert add(table) == 2
    for number in (1, 2, 3):
        schedule.remove(number, os.environ, table.parent)
    assert table.read_bytes() == FOREIGN


def test_a_last_line_without_its_end_is_not_joined(table: Path) -> None:
    table.write_bytes(b"5 4 * * * echo")
    add(table)
    assert table.read_bytes().startswith(b"5 4 * * * echo\n45 22 ")


def test_the_first_line_of_all_is_read_back(table: Path) -> None:
    add(table)
    (entry,) = schedule.entries(os.environ)
    assert (entry.number, entry.job, entry.kind) == (1, JOB, "cron")


def test_what_is_not_there_cannot_be_removed(table: Path) -> None:
    table.write_bytes(FOREIGN)
    with pytest.raises(UsageError, match="under 1"):
        schedule.remove(1, os.environ, table.parent)
    assert table.read_bytes() == FOREIGN


def test_a_crontab_that_refuses_is_one_sentence(table: Path) -> None:
    table.write_bytes(FOREIGN)
    Path(f"{table}.refuse").touch()
    with pytest.raises(CannotWrite, match="not allowed"):
        add(table)
    assert table.read_bytes() == FOREIGN


def test_who_may_not_use_crontab_is_shown_the_line_to_put_there(table: Path) -> None:
    Path(f"{table}.deny").touch()
    with pytest.raises(CannotWrite) as refused:
        schedule.entries(os.environ)
    assert refused.value.hint.startswith("asmr schedule add --print")
    assert schedule.shown(JOB, PROGRAM, os.environ, None).endswith(" # asmr:1")


def test_what_is_shown_has_the_number_that_it_would_get(table: Path) -> None:
    add(table)
    for wanted in (None, "cron"):
        assert schedule.shown(JOB, PROGRAM, os.environ, wanted).endswith(" # asmr:2")


def test_a_machine_without_a_scheduler_is_one_sentence(tmp_path: Path) -> None:
    environ = {"PATH": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    with pytest.raises(UsageError, match="neither cron nor systemd"):
        schedule.add(JOB, PROGRAM, environ, None, tmp_path)
    with pytest.raises(UsageError, match="no cron here"):
        schedule.add(JOB, PROGRAM, environ, "cron", tmp_path)
    assert "StartCalendarInterval" in schedule.shown(JOB, PROGRAM, environ, "launchd")
    assert "asmr:1" in schedule.shown(JOB, PROGRAM, environ, "cron")


ADD = """
import os, pathlib, sys
from asmr_cli.schedule import schedule
from asmr_cli.schedule.job import Job
for minute in range(int(sys.argv[2])):
    schedule.add(Job(22, minute, (0,), ("sleep",)), ["/opt/asmr"], os.environ, "cron", pathlib.Path(sys.argv[1]))
    print(minute, flush=True)
"""


def adding(table: Path, count: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", ADD, str(table.parent), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)


def test_two_at_once_lose_nothing(table: Path) -> None:
    table.write_bytes(FOREIGN)
    both = [adding(table, 8), adding(table, 8)]
    assert [one.wait(60) for one in both] == [0, 0]
    assert sorted(entry.number for entry in schedule.entries(os.environ)) == list(range(1, 17))
    assert table.read_bytes().startswith(FOREIGN)


def test_a_kill_at_any_moment_leaves_a_whole_table(table: Path) -> None:
    table.write_bytes(FOREIGN)
    moments = random.Random(7)
    confirmed = 0
    for _ in range(8):
        writer = adding(table, 99)
        assert writer.stdout
        confirmed += len([writer.stdout.readline() for _ in range(2)])
        time.sleep(moments.uniform(0, 0.05))
        os.kill(writer.pid, signal.SIGKILL)
        confirmed += len(writer.stdout.read().split(b"\n")) - 1
        writer.wait()
        text = table.read_bytes()
        assert text.startswith(FOREIGN) and text.endswith(b"\n")
        assert all(cron.parse(line.decode()) for line in text.removeprefix(FOREIGN).splitlines())
    assert len(schedule.entries(os.environ)) >= confirmed


SYSTEMCTL = """#!/bin/sh
echo "$@" >> "$SYSTEMCTL_LOG"
case "$2" in enable) [ -e "$SYSTEMCTL_LOG.refuse" ] && { echo "Failed to connect to bus" >&2; exit 1; } ;; esac
exit 0
"""


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, str]]:
    """The environment of a login with a user manager and cron; systemctl writes down what it is told."""
    (tmp_path / "bin").mkdir()
    for name, text in (("systemctl", SYSTEMCTL), ("crontab", CRONTAB)):
        program = tmp_path / "bin" / name
        program.write_text(text)
        program.chmod(0o755)
    monkeypatch.setenv("FAKE_CRONTAB", str(tmp_path / "table"))
    (tmp_path / "systemd").mkdir()
    monkeypatch.setenv("SYSTEMCTL_LOG", str(tmp_path / "log"))
    return lambda: {
        "PATH": str(tmp_path / "bin"),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }


def test_a_timer_is_written_started_listed_and_removed(tmp_path: Path, manager: Callable[[], dict[str, str]]) -> None:
    entry = schedule.add(JOB, PROGRAM, manager(), None, tmp_path)
    folder = tmp_path / "config" / "systemd" / "user"
    assert sorted(path.name for path in folder.iterdir()) == ["asmr-1.service", "asmr-1.timer"]
    assert schedule.entries(manager()) == (entry,)
    assert schedule.shown(JOB, PROGRAM, manager(), None).startswith(f"# {folder}/asmr-2.service\n"), "rather than cron"
    schedule.remove(1, manager() | {"PATH": str(tmp_path / "bin")}, tmp_path)
    assert list(folder.iterdir()) == []
    assert (tmp_path / "log").read_text().splitlines() == [
        "--user daemon-reload", "--user enable --now asmr-1.timer",
        "--user disable --now asmr-1.timer", "--user daemon-reload",
    ]  # fmt: skip


def test_a_timer_that_is_refused_leaves_nothing(tmp_path: Path, manager: Callable[[], dict[str, str]]) -> None:
    (tmp_path / "log.refuse").touch()
    with pytest.raises(CannotWrite, match="Failed to connect to bus"):
        schedule.add(JOB, PROGRAM, manager(), "systemd", tmp_path)
    assert list((tmp_path / "config" / "systemd" / "user").iterdir()) == []
