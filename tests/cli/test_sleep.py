"""`asmr sleep` without a person at it: from scripts and cron, stopped by signals, and asked from another shell."""

import json
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from support.shell import PROGRAM, Told, alone, run, run_process, started

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def events(told: Told) -> list[dict[str, object]]:
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_events_are_one_a_line_in_order(tmp_path: Path) -> None:
    told = run_process("sleep", "5s", "--silent", "--json", "--seed", "1", home=tmp_path)
    assert (told.code, told.stderr) == (0, "")
    found = events(told)
    assert [event["event"] for event in found] == [
        "planned", "started", "phase", "phase", "phase", "fade", "ended",
    ]  # fmt: skip
    assert found[-1]["reason"] == "deadline" and found[-1]["elapsed"] == pytest.approx(5.0, abs=0.3)
    assert [event["elapsed"] for event in found] == sorted(event["elapsed"] for event in found)  # type: ignore[type-var]


SLOW = """
import datetime, sys, time
from asmr_cli.cli.environment import Environment
from asmr_cli.__main__ import main
def now(here):
    end = datetime.datetime.now().astimezone().replace(hour=22, minute=59, second=54, microsecond=0)
    time.sleep(1.5)
    return end
Environment.now = now
main()
"""


def test_until_counts_from_when_it_was_asked_however_long_the_start_takes(tmp_path: Path) -> None:
    """Six seconds before eleven, and a second and a half goes by before anything begins."""
    command = [sys.executable, "-c", SLOW, "sleep", "--until", "23:00", "--silent", "--json"]
    with subprocess.Popen(command, env=alone(tmp_path), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        planned, *others = ((time.monotonic(), json.loads(line)) for line in process.stdout)
    assert planned[1]["duration"] == 6.0
    assert others[-1][1]["reason"] == "deadline"
    assert others[-1][0] - planned[0] < 4.9


LID = """
import sys, time
from pathlib import Path
from asmr_cli.__main__ import main
lid, real = Path(sys.argv.pop()), time.clock_gettime
def now(clock):
    asleep = clock in (time.CLOCK_BOOTTIME, time.CLOCK_REALTIME) and lid.exists()
    return real(clock) + (8 * 3600.0 if asleep else 0.0)
time.clock_gettime = now
main()
"""


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="no clock here tells how long the machine slept")
@pytest.mark.parametrize("words", ["-t rain", "--silent"])
def test_a_lid_that_opens_in_the_morning_finds_the_session_over(tmp_path: Path, words: str) -> None:
    """Eight hours of which only one clock knows."""
    lid = tmp_path / "closed"
    command = [sys.executable, "-c", LID, "sleep", "2h", *words.split(), "--json", str(lid)]
    with subprocess.Popen(command, env=alone(tmp_path / "home"), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any('"started"' in line for line in process.stdout)
        lid.touch()
        patience = threading.Timer(10.0, process.kill)
        patience.start()
        last = json.loads(list(process.stdout)[-1])
        patience.cancel()
    assert (last["event"], last.get("reason"), process.returncode) == ("ended", "deadline", 0)


def test_without_a_terminal_plain_lines_go_to_stderr(tmp_path: Path) -> None:
    told = run_process("sleep", "5s", "-t", "rain", "--save", str(tmp_path / "evening.toml"), home=tmp_path)
    assert told.code == 0 and told.stdout == "" and "\x1b" not in told.stderr
    assert "rain" in told.stderr and "silence" in told.stderr and (tmp_path / "evening.toml").exists()
    assert len(told.stderr.splitlines()) <= 12


@pytest.mark.parametrize("words", ["sleep 5s", "sleep 5s --json", "preview rain", "breathe 1m"])
def test_without_a_device_and_a_terminal_it_says_so_and_leaves(tmp_path: Path, words: str) -> None:
    told = run_process(*words.split(), home=tmp_path, SDL_AUDIODRIVER="nonexistent")
    assert told.code == 4 and told.is_calm and told.stdout == ""
    assert all(way in told.stderr for way in ("asmr render", "--silent", "asmr doctor"))


def test_a_device_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = run_process("sleep", "5s", "--device", "bathroom", home=tmp_path)
    assert told.code == 4 and told.is_calm and "bathroom" in told.sentence and "asmr devices" in told.stderr


def test_an_empty_environment_is_enough(tmp_path: Path) -> None:
    """cron's, and with a home that cannot be written."""
    environ = {"PATH": "/usr/bin:/bin", "SDL_AUDIODRIVER": "dummy", "HOME": "/proc", "TMPDIR": str(tmp_path)}
    command = [*PROGRAM, "sleep", "5s", "-t", "rain"]
    done = subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/")
    assert done.returncode == 0 and done.stdout == "" and "Traceback" not in done.stderr


@posix
def test_signals_end_it_softly_and_a_second_one_at_once(tmp_path: Path) -> None:
    """Six at a time: each takes three seconds to be silent."""
    asked = [(number, times) for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM) for times in (1, 2)]
    command = [*PROGRAM, "sleep", "1m", "-t", "rain", "--json"]
    sessions = [
        subprocess.Popen(command, env=alone(tmp_path / str(n)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        for n in range(len(asked))
    ]
    took = []
    for session, (number, times) in zip(sessions, asked, strict=True):
        assert session.stdout is not None
        assert any(b'"started"' in line for line in iter(session.stdout.readline, b"")), "ended before it began"
        for _ in range(times):
            session.send_signal(number)
            time.sleep(0.2 if times > 1 else 0)  # two signals at once are one
    begun = time.monotonic()
    for session, (number, _) in zip(sessions, asked, strict=True):
        out, _ = session.communicate(timeout=30)
        took.append(time.monotonic() - begun)
        assert session.returncode == 128 + number
        assert json.loads(out.splitlines()[-1])["reason"] == "signal"
    assert took[-1] < 10.0


def test_from_another_shell(tmp_path: Path) -> None:
    with started("sleep", "1m", "--silent", home=tmp_path) as session:
        state = json.loads(run("status", "--json", home=tmp_path).stdout)
        assert state["state"] == "playing" and state["duration"] == 60.0
        assert run("status", home=tmp_path).stdout.startswith("playing")
        second = run("sleep", "5s", "--silent", home=tmp_path)
        assert second.code == 6 and second.is_calm and "--replace" in second.stderr
        lost = run("sleep", "5s", "--replace", "--to", str(tmp_path / "no.fifo"), home=tmp_path)
        assert lost.code == 2 and "mkfifo" in lost.stderr
        assert run("status", home=tmp_path).stdout.startswith("playing"), "stopped for nothing"
        assert run("extend", "10s", home=tmp_path).code == 0
        assert json.loads(run("status", "--json", home=tmp_path).stdout)["duration"] == pytest.approx(70.0, abs=0.1)
        assert run("pause", home=tmp_path).stdout.startswith("paused")
        assert run("resume", home=tmp_path).stdout.startswith("playing")
        assert "volume 60" in run("volume", "60", home=tmp_path).stdout
        assert run("stop", home=tmp_path).code == 0
        assert session.stdout is not None
        rest = session.stdout.read()  # not `communicate`, which knows nothing of lines that were read ahead
        assert session.wait(30) == 0
        ended = json.loads(rest.splitlines()[-1])
        assert (ended["event"], ended["reason"]) == ("ended", "stopped")


@pytest.mark.parametrize("verb", ["status", "stop", "pause", "resume", "skip", "extend 10m", "volume 60"])
def test_where_nothing_plays_every_verb_says_so(tmp_path: Path, verb: str) -> None:
    told = run(*verb.split(), home=tmp_path)
    assert (told.code, told.sentence) == (1, "Nothing is playing.") and told.is_calm
    assert run("status", "--json", home=tmp_path).stdout.split() == ["{", '"state":', '"idle"', "}"]


def test_quiet_says_nothing_and_then_runs_after_the_deadline_without_a_shell(tmp_path: Path) -> None:
    program = "import sys; open(sys.argv[1], 'w').write(sys.argv[2])"
    then = shlex.join([sys.executable, "-c", program, str(tmp_path / "said"), "$HOME; a"])
    told = run_process("sleep", "5s", "--silent", "--quiet", "--then", then, home=tmp_path)
    assert told == Told(0, "", "")
    assert (tmp_path / "said").read_text() == "$HOME; a"
