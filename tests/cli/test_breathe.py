"""asmr breathe, as it is typed."""

import json
from pathlib import Path

from support.shell import run, started


def test_breathing_needs_no_device_without_its_cue(tmp_path: Path) -> None:
    nothing = {"SDL_AUDIODRIVER": "nonexistent"}
    with started("breathe", "5m", "--no-breath-cue", home=tmp_path, **nothing) as session:
        state = json.loads(run("status", "--json", home=tmp_path).stdout)
        assert state["duration"] == 300.0 and 9.0 < state["breath_bpm"] <= 10.0 and state["playing"] == []
        run("stop", home=tmp_path)
        assert session.wait(30) == 0
