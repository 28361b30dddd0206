"""The property list for launchd on macOS; it is only shown, to be put into ~/Library/LaunchAgents."""

import plistlib
from collections.abc import Mapping, Sequence

from asmr_cli.schedule.days import EVERY
from asmr_cli.schedule.job import Job


def agent(number: int, job: Job, program: Sequence[str], environment: Mapping[str, str]) -> str:
    """The agent's property list as XML; launchd counts days from Sunday, 0."""
    time = {"Hour": job.hour, "Minute": job.minute}
    days = [time] if job.days == EVERY else [time | {"Weekday": (day + 1) % 7} for day in job.days]
    facts = {
        "Label": f"asmr.{number}",
        "ProgramArguments": [*program, *job.command],
        "EnvironmentVariables": dict(environment),
        "StartCalendarInterval": days,
    }
    return plistlib.dumps(facts, sort_keys=False).decode()
