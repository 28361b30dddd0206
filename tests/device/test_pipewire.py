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
