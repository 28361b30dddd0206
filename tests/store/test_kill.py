"""SIGKILL at two hundred random moments while presets, history and a crontab are written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")]

CRONTAB = """#!/bin/sh
if [ "$1" = -l ]; then cat "$FAKE_CRONTAB"; else cp "$1" "$FAKE_CRONTAB.$$" && mv "$FAKE_CRONTAB.$$" "$FAKE_CRONTAB"; fi
"""

# A small process of its own forks the writers: two hundred starts of Python would take a minute.
ROUNDS = """
import datetime, os, pathlib, random, signal, sys, time
from asmr_cli.models import Wanted
from asmr_cli.schedule import cron, schedule
from asmr_cli.schedule.job import Job
from asmr_cli.store import presets
from asmr_cli.store.history import History, entries
from asmr_cli.store.played import Progress

home = pathlib.Path(sys.argv[1])
when = datetime.datetime(2026, 3, 1, 22, 45, tzinfo=datetime.timezone.utc)
moments = random.Random(7)

def save_presets(told, first):
    for seed in range(first, first + 10**6):
        presets.save("mine", {"seed": seed, "triggers": tuple(Wanted(f"t{n}") for n in range(300))}, home)
        told(seed)

def keep_history(told, first):
    with History(home / "history.db") as history:
        while True:
            number = history.begin(when, {"bed": "rain"}, 60.0, 7)
            history.end(number, Progress(1.0, 60.0, None, {("rain", str(n)): 1.0 for n in range(30)}), "deadline")
            told(number)

def add_jobs(told, first):
    for number in range(first, first + 10**6):
        told(schedule.add(Job(22, 45, (0,), ("sleep",)), ["/opt/asmr"], os.environ, "cron", home).number)

def saved():
    return presets.find("mine", home).layer.values["seed"] if (home / "mine.toml").exists() else 0

def kept():
    found = entries(home / "history.db")
    assert all(len(entry.heard) == (30 if entry.reason else 0) for entry in found)
    return {entry.id for entry in found if entry.reason}

def scheduled():
    lines = (home / "table").read_text().splitlines(keepends=True)
    assert lines[0] == "# foreign\\n" and all(line.endswith("\\n") for line in lines)
    return {cron.parse(line[:-1]).number for line in lines[1:]}

def killed(write, first, longest):
    read, wrote = os.pipe()
    child = os.fork()
    if child == 0:
        write(lambda number: os.write(wrote, b"%d\\n" % number), first)
    os.close(wrote)
    time.sleep(moments.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as told:
        return [int(line) for line in told.read().split(b"\\n")[:-1]]

confirmed = {"presets": 0, "history": 0, "schedule": 0}
for _ in range(60):
    told = killed(save_presets, saved() + 1, 0.08)
    assert not told or saved() in (told[-1], told[-1] + 1), (told[-1], saved())
    confirmed["presets"] += len(told)
for _ in range(100):
    told = killed(keep_history, 0, 0.03)
    assert kept() >= set(told)
    confirmed["history"] += len(told)
for _ in range(40):
    told = killed(add_jobs, 1, 0.08)
    assert scheduled() >= set(told)
    confirmed["schedule"] += len(told)
print(*confirmed.values())
"""


def test_nothing_is_half_written_and_nothing_confirmed_is_lost(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "crontab").write_text(CRONTAB)
    (tmp_path / "bin" / "crontab").chmod(0o755)
    (tmp_path / "table").write_text("# foreign\n")
    environ = os.environ | {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "FAKE_CRONTAB": str(tmp_path / "table"),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    done = subprocess.run([sys.executable, "-c", ROUNDS, str(tmp_path)], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert all(int(count) > 0 for count in done.stdout.split()), done.stdout
