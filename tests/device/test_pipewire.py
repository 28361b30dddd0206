"""The same on PipeWire: through its PulseAudio face, and through SDL's own driver for it."""

import time

import numpy as np
import pytest

pytestmark = [pytest.mark.device, pytest.mark.xdist_group("device")]

RATE = 48_000


@pytest.mark.parametrize("server", ["pipewire"], indirect=True)
@pytest.mark.parametrize("driver", ["pulseaudio", "pipewire"])
def test_a_sink_that_goes_and_comes_back_is_a_quiet_night(play, server, recorder, driver):
    player = play("9", driver=driver)
    player.until("started", 2.5)
    recorder.stop()
    before = recorder.frames
    assert before.any()
    server.remove_sink()
    assert player.at("device_lost")
    time.sleep(0.7)
    server.add_sink()
    recorder.start()
    returned = time.monotonic()
    assert player.at("device_back") - returned < 2.0
    assert player.end() == 0
    after = recorder.frames[len(before) :]
    first = int(np.flatnonzero(after.any(axis=1))[0])
    levels = [float((after[first + i : first + i + RATE // 2].astype(float) ** 2).mean()) for i in (0, 3 * RATE)]
    assert levels[0] < levels[1] / 100  # a fade-in
    last = int(np.flatnonzero(recorder.frames.any(axis=1))[-1])
    assert abs(recorder.moment(last) - player.at("started") - 9.0) < 0.5


@pytest.mark.parametrize("server", ["pipewire"], indirect=True)
@pytest.mark.parametrize("driver", ["pulseaudio", "pipewire"])
def test_another_default_device_does_not_take_the_sound_along(play, server, driver):
    """A television that is switched on becomes the default device, and would play on at its own volume."""
    player = play("7", driver=driver)
    player.until("started", 1.5)
    before = sounding_on(server)
    server.control("load-module", "module-null-sink", "sink_name=room", "sink_properties=device.description=Room")
    server.control("set-default-sink", "room")
    for _ in range(20):
        assert sounding_on(server) == before == ["ear"]
        time.sleep(0.1)
    assert player.end() == 0
    assert "device_lost" not in [event["event"] for event in player.events]


def sounding_on(server) -> list[str]:
    """The sink of each stream."""
    sinks = dict(line.split()[:2] for line in server.control("list", "short", "sinks").splitlines())
    return [sinks[line.split()[1]] for line in server.control("list", "short", "sink-inputs").splitlines()]
