"""The three phases of a night: settle, drift, away."""

from typing import Final

from asmr_cli.models.session import Phase
from asmr_cli.types import Seconds

SETTLE: Final = (0.25, 900.0)
"""Ends at this share of the session, but no later than so many seconds (rule 3)."""
DRIFT: Final = (0.60, 2700.0)
"""The same of drift."""


def phases(duration: Seconds) -> tuple[Phase, Phase, Phase]:
    """settle to 25 % (at most 15 min), drift to 60 % (at most 45 min), then away."""
    settled = min(SETTLE[0] * duration, SETTLE[1])
    drifted = min(DRIFT[0] * duration, DRIFT[1])
    return Phase("settle", 0.0, settled), Phase("drift", settled, drifted), Phase("away", drifted, duration)
