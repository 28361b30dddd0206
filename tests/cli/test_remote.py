"""What asmr status and its like say of a state."""

from asmr_cli.cli.remote import _line


def test_without_a_device_the_state_does_not_claim_to_play() -> None:
    state: dict[str, object] = {"state": "playing", "remaining": 60.0, "volume": 40}
    state["playing"] = [{"lane": "bed", "trigger": "rain"}, {"lane": "foreground", "trigger": "paper"}]
    assert _line({**state, "device": "Ear"}) == "playing  paper over rain  1m left  volume 40"
    assert _line({**state, "device": None}) == "playing  no device  1m left  volume 40"
    assert _line({**state, "device": None, "playing": []}) == "playing  no sound  1m left  volume 40"


def test_what_has_ended_meanwhile_is_told_as_that() -> None:
    assert _line({"state": "idle"}) == "ended"


def test_after_the_end_the_state_says_what_can_be_asked_for() -> None:
    state = {"state": "grace", "elapsed": 90.0, "remaining": 0.0, "playing": [], "volume": 40}
    assert _line(state) == "grace  the end; asmr resume starts again softly  volume 40"
