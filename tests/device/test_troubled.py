"""A night with a server that fails again and again, at random moments."""

import random
import time

import numpy as np
import pytest

pytestmark = [pytest.mark.device, pytest.mark.slow, pytest.mark.xdist_group("device")]

RATE = 48_000
TIMES = 20
WINDOW = RATE * 2 // 5


def loudest(frames):
    """The largest mean square of any 400 ms, in dB."""
    power = np.cumsum(np.concatenate([[0.0], (frames.astype(float) ** 2).mean(axis=1)]))
    return 10 * np.log10(max((power[WINDOW:] - power[:-WINDOW]).max() / WINDOW, 1e-9))


def lose(server, kind):
    if kind == "server":
        server.kill()
    else:
        server.remove_sink()


def bring_back(server, kind):
    if kind == "server":
        server.start()
    else:
        server.add_sink()


@pytest.mark.parametrize("server", ["pulseaudio", "pipewire"], indirect=True)
@pytest.mark.parametrize("kind", ["server", "sink"])
def test_it_survives_twenty_losses_at_random_moments(play, server, recorder, kind):
    duration = TIMES * 7.0 + 6.0
    chance = random.Random(kind)
    player = play(str(duration))
    player.until("started", 3.0)
    calm = loudest(recorder.frames)
    for number in range(TIMES):
        player.until("started", 4.0 + number * 7.0 + chance.uniform(0.0, 2.5))
        recorder.stop()
        before = len(recorder.frames)
        lost = sum(event["event"] == "device_lost" for event in player.events)
        lose(server, kind)
        time.sleep(chance.uniform(0.05, 1.0))
        bring_back(server, kind)
        recorder.start()
        returned = time.monotonic()
        player.until("started", 4.0 + number * 7.0 + 6.5)
        backs = [event["at"] for event in player.events if event["event"] == "device_back"]
        assert sum(event["event"] == "device_lost" for event in player.events) == lost + 1
        assert backs[-1] - returned < 2.0, f"loss {number}"
        after = recorder.frames[before:]
        assert loudest(after) < calm + 1.0
        first = int(np.flatnonzero(after.any(axis=1))[0])
        assert loudest(after[first:][:RATE]) < calm - 6.0, f"no fade-in after loss {number}"
    assert player.end() == 0
    last = int(np.flatnonzero(recorder.frames.any(axis=1))[-1])
    assert abs(recorder.moment(last) - player.at("started") - duration) < 0.4
