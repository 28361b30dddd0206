"""What is written for cron, systemd and launchd says what was asked, and is read back."""

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asmr_cli.errors import UsageError
from asmr_cli.schedule import cron, launchd, systemd
from asmr_cli.schedule.days import parse_days, spell_days
from asmr_cli.schedule.job import Entry, Job, checked, free_number, sound_environment

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20).filter(
    lambda w: "\\%" not in w
)
DAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
JOBS = st.builds(
    Job, st.integers(0, 23), st.integers(0, 59), DAYS, st.lists(WORDS, max_size=4).map(lambda words: ("sleep", *words))
)
ENVIRONMENT = {"XDG_RUNTIME_DIR": "/run/user/1000", "ASMR_HOME": "/home/a b/50%/$x"}


@pytest.mark.parametrize(
    ("text", "days", "spelled"),
    [
        ("mon-fri", (0, 1, 2, 3, 4), "mon-fri"),
        ("sat,sun", (5, 6), "sat,sun"),
        ("Sun, Mon", (0, 6), "mon,sun"),
        ("fri-mon", (0, 4, 5, 6), "mon,fri-sun"),
        ("daily", tuple(range(7)), "daily"),
        ("weekends", (5, 6), "sat,sun"),
        ("weekdays", (0, 1, 2, 3, 4), "mon-fri"),
        ("tuesday", (1,), "tue"),
        ("mon-wed,fri", (0, 1, 2, 4), "mon-wed,fri"),
        ("sun-sat", tuple(range(7)), "daily"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: tuple[int, ...], spelled: str) -> None:
    assert parse_days(text) == days
    assert spell_days(days) == spelled


@pytest.mark.parametrize("text", ["", "mo", "moon", "mon-", "-fri", "1-5", "mon,,fri", "monfri", "mon–fri"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="not a day"):
        parse_days(text)


@given(DAYS)
def test_spelled_days_are_read_back(days: tuple[int, ...]) -> None:
    assert parse_days(spell_days(days)) == days


@given(JOBS, st.integers(1, 99))
def test_a_cron_line_is_read_back(job: Job, number: int) -> None:
    for program in (["/opt/a b/asmr"], ["/usr/bin/python3", "-m", "asmr_cli"]):
        text = cron.line(number, job, program, ENVIRONMENT)
        assert "\n" not in text
        assert cron.parse(text) == Entry(number, job, "cron")


def test_a_cron_line_says_day_time_environment_and_program() -> None:
    job = Job(22, 45, (0, 1, 2, 3, 4), ("sleep", "30m", "--fade", "40%"))
    assert cron.line(3, job, ["/opt/asmr"], {"XDG_RUNTIME_DIR": "/run/user/1000"}) == (
        "45 22 * * 1-5 PATH=/usr/local/bin:/usr/bin:/bin XDG_RUNTIME_DIR=/run/user/1000 "
        r"/opt/asmr sleep 30m --fade 40\% # asmr:3"
    )


@pytest.mark.parametrize(
    "text",
    [
        "", "# a comment # asmr:1", "@daily x # asmr:1", "MAILTO=a # asmr:2", "45 22 * * 1 x", "* * * * * x # asmr:1",
        "45 22 * * 1-99999999999999999 x # asmr:1", f"45 22 * * 1 x # asmr:{'9' * 5000}", "45 22 * * 1, x # asmr:1",
        '45 22 * * 1 "x # asmr:1',
    ],
)  # fmt: skip
def test_other_lines_are_not_ours(text: str) -> None:
    assert cron.parse(text) is None


def test_what_no_crontab_can_hold_is_refused() -> None:
    with pytest.raises(UsageError, match="one line"):
        checked(Job(1, 2, (0,), ("sleep", "a\nb")))
    with pytest.raises(UsageError, match="too long"):
        cron.line(1, Job(1, 2, (0,), ("sleep", "x" * 1000)), ["asmr"], {})


@given(JOBS, st.integers(1, 99))
def test_a_timer_is_read_back(job: Job, number: int) -> None:
    texts = systemd.units(number, job, ["/opt/a b/asmr"], ENVIRONMENT)
    assert list(texts) == [f"asmr-{number}.service", f"asmr-{number}.timer"]
    assert systemd.parse(f"asmr-{number}.timer", texts[f"asmr-{number}.timer"]) == Entry(number, job, "systemd")
    assert systemd.parse(f"asmr-{number}.timer", "[Timer]\n") is None


@pytest.mark.parametrize(
    "facts",
    ["[" * 9999, "{}", "[]", '{"hour": 1, "minute": Infinity, "days": [], "command": []}',
     '{"hour": "x", "minute": 2, "days": [0], "command": []}'],
)  # fmt: skip
def test_a_timer_that_somebody_has_edited_is_not_ours(facts: str) -> None:
    assert systemd.parse("asmr-1.timer", f"# asmr {facts}\n[Timer]\n") is None


def test_days_beyond_the_week_can_be_spelled_all_the_same() -> None:
    entry = systemd.parse("asmr-1.timer", '# asmr {"hour": 1, "minute": 2, "days": [9, 2], "command": ["sleep"]}\n')
    assert entry is not None and entry.job.spell() == "01:02 wed  asmr sleep"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    job = Job(22, 45, (0, 1, 2, 3, 6), ("sleep", "30m", "--fade", "40%", "--sounds", '/a "b" $HOME \\x'))
    for name, text in systemd.units(1, job, [shutil.which("true") or "/bin/true"], ENVIRONMENT).items():
        (tmp_path / name).write_text(text)
    verify = ["systemd-analyze", "--user", "verify", str(tmp_path / "asmr-1.timer"), str(tmp_path / "asmr-1.service")]
    done = subprocess.run(verify, capture_output=True, text=True, env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": "/"})
    assert (done.returncode, [line for line in done.stderr.splitlines() if "asmr-1" in line]) == (0, [])
    calendar = subprocess.run(
        ["systemd-analyze", "calendar", "Mon,Tue,Wed,Thu,Sun *-*-* 22:45:00"], capture_output=True, text=True
    )
    assert "Mon..Thu,Sun *-*-* 22:45:00" in calendar.stdout


def test_launchd_gets_a_property_list() -> None:
    text = launchd.agent(1, Job(22, 45, (0, 6), ("sleep", "30m")), ["/opt/asmr"], ENVIRONMENT)
    facts = plistlib.loads(text.encode())
    assert facts["ProgramArguments"] == ["/opt/asmr", "sleep", "30m"]
    assert facts["StartCalendarInterval"] == [
        {"Hour": 22, "Minute": 45, "Weekday": 1}, {"Hour": 22, "Minute": 45, "Weekday": 0},
    ]  # fmt: skip


def test_only_what_leads_to_sound_and_settings_is_passed_on() -> None:
    environ = {
        "XDG_RUNTIME_DIR": "/run/user/7",
        "PULSE_SERVER": "unix:/x",
        "SECRET": "x",
        "DISPLAY": ":0",
        "ASMR_HOME": "",
    }
    assert sound_environment(environ) == {"PULSE_SERVER": "unix:/x", "XDG_RUNTIME_DIR": "/run/user/7"}


def test_whoever_was_not_told_where_the_sockets_are_looks_where_systemd_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asmr_cli.schedule.job.login_dir", lambda: tmp_path)
    assert sound_environment({}) == {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert sound_environment({"XDG_RUNTIME_DIR": "/run/user/7"}) == {"XDG_RUNTIME_DIR": "/run/user/7"}
    monkeypatch.setattr("asmr_cli.schedule.job.login_dir", lambda: tmp_path / "nowhere")
    assert sound_environment({}) == {}


def test_a_free_number_is_the_smallest() -> None:
    job = Job(1, 2, (0,), ())
    assert free_number(()) == 1
    assert free_number(tuple(Entry(number, job, "cron") for number in (1, 2, 4))) == 3
