"""The player into a real sound server: what the null sink heard, frame by frame."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

pytestmark = [pytest.mark.device, pytest.mark.xdist_group("device")]

RATE = 48_000
RUN_UP = RATE // 10
"""Frames of a return that are too soft to be told from dither."""


def sounding(frames):
    """Indices of the first and the last frame that is not zero."""
    found = np.flatnonzero(frames.any(axis=1))
    return found[0], found[-1]


def gaps(frames, least=2000):
    """(first silent frame, frames) of every silence inside, in samples of the recording."""
    found = np.flatnonzero(frames.any(axis=1))
    steps = np.diff(found)
    return [(int(found[i]), int(steps[i])) for i in np.flatnonzero(steps > least)]


def reference(evening, duration, *, fade_in=0.5, fade=1.0):
    session = evening.session_of(duration, fade_in, fade)
    frames = round(duration * RATE)
    return evening.encode(evening.samples(0, frames), 0, evening.output_gain(session), session.seed)


def loudest(frames, window=RATE * 2 // 5):
    """The largest mean square of any 400 ms, in dB."""
    power = np.cumsum(np.concatenate([[0.0], (frames.astype(float) ** 2).mean(axis=1)]))
    return 10 * np.log10(max((power[window:] - power[:-window]).max() / window, 1e-9))


def test_nobody_touched_it_and_just_the_samples_of_the_plan_are_heard(play, recorder, evening):
    player = play("6")
    assert player.end() == 0
    time.sleep(0.3)
    expected = reference(evening, 6.0)
    first, last = sounding(recorder.frames)
    begin, end = sounding(expected)
    heard = recorder.frames[first - begin : first - begin + len(expected)]
    different = np.flatnonzero((heard != expected).any(axis=1))
    assert not len(different), f"{len(different)} frames differ from {different[0]} on; silences {gaps(heard, 10)}"
    assert abs(last - first - (end - begin)) == 0
    assert not expected[-1].any()
    assert abs(player.at("ended") - player.at("started") - 6.5) < 0.5


def test_sigterm_leads_to_silence_in_three_seconds_without_a_click(play, recorder, evening):
    player = play("30")
    player.until("started", 2.0)
    asked = time.monotonic()
    player.process.send_signal(signal.SIGTERM)
    assert player.end() == 128 + signal.SIGTERM
    first, last = sounding(recorder.frames)
    assert 2.4 < recorder.moment(last) - asked < 3.5
    full = reference(evening, 30.0)
    begin, _ = sounding(full)
    heard = recorder.frames[first - begin : last + 1].astype(float)
    expected = full[: len(heard)].astype(float)
    loud = np.abs(expected) > 500
    gain = np.where(loud, heard / np.where(loud, expected, 1), np.nan)
    steps = np.abs(np.diff(gain[loud]))
    assert steps.max() < 0.03  # no step: rounding of small samples only
    assert [event["reason"] for event in player.events if event["event"] == "ended"] == ["signal"]


def test_a_server_that_is_killed_and_started_again_is_a_quiet_night(play, server, recorder):
    player = play("10")
    player.until("started", 2.0)
    recorder.stop()
    before = recorder.frames
    killed = time.monotonic()
    server.kill()
    assert player.at("device_lost") - killed < 0.3
    time.sleep(0.5)
    server.start()
    recorder.start()
    returned = time.monotonic()
    assert player.at("device_back") - returned < 2.0
    assert player.end() == 0
    after = recorder.frames[len(before) :]
    first, last = sounding(after)
    assert loudest(after[: first + RUN_UP]) < loudest(before) - 20  # a fade-in
    assert loudest(after) < loudest(before) + 1
    assert abs(recorder.moment(len(before) + last) - player.at("started") - 10.0) < 0.4
    assert [event["reason"] for event in player.events if event["event"] == "ended"] == ["deadline"]


def test_a_sink_that_goes_and_comes(play, server, recorder):
    player = play("9")
    player.until("started", 2.0)
    recorder.stop()
    before = recorder.frames
    gone = time.monotonic()
    server.remove_sink()
    assert player.at("device_lost") - gone < 0.4
    time.sleep(0.7)
    server.add_sink()
    recorder.start()
    returned = time.monotonic()
    assert player.at("device_back") - returned < 2.0
    assert player.end() == 0
    assert loudest(recorder.frames[len(before) :]) < loudest(before) + 1
    _, last = sounding(recorder.frames)
    assert abs(recorder.moment(last) - player.at("started") - 9.0) < 0.4


def test_when_the_headphones_go_nothing_comes_from_the_speakers(play, server):
    server.control("load-module", "module-null-sink", "sink_name=speakers", "sink_properties=device.description=Room")
    server.control("load-module", "module-rescue-streams")
    server.control("set-default-sink", "ear")
    player = play("8")
    player.until("started", 1.0)
    modules = server.control("list", "short", "modules").splitlines()
    server.control("unload-module", next(line.split()[0] for line in modules if "sink_name=ear" in line))
    player.at("device_lost")
    for _ in range(15):
        assert server.control("list", "short", "sink-inputs") == ""
        time.sleep(0.1)
    server.add_sink()
    player.at("device_back")
    assert player.end() == 0


def test_a_device_that_is_lost_ends_it_on_request(play, server, recorder):
    player = play("30", "--on-lost", "stop")
    player.until("started", 1.0)
    recorder.stop()
    server.kill()
    assert player.end() == 4
    assert [event["reason"] for event in player.events if event["event"] == "ended"] == ["device"]


def test_after_a_sleep_past_the_deadline_there_is_no_sound(play, recorder):
    """Nor of the chunk that was on its way when the process was stopped: what the server gets of it is thrown away."""
    player = play("4")
    player.until("started", 2.0)
    player.process.send_signal(signal.SIGSTOP)
    time.sleep(3.5)
    woken = len(recorder.frames)
    player.process.send_signal(signal.SIGCONT)
    assert player.end() == 0
    time.sleep(0.3)
    assert not recorder.frames[woken:].any()


def test_after_a_sleep_inside_the_session_it_comes_back_softly_where_the_clock_is(play, recorder):
    player = play("11")
    player.until("started", 2.0)
    player.process.send_signal(signal.SIGSTOP)
    time.sleep(2.5)
    before = recorder.frames
    woken = time.monotonic()
    player.process.send_signal(signal.SIGCONT)
    assert player.end() == 0
    time.sleep(0.3)
    heard = np.flatnonzero(recorder.frames[len(before) :].any(axis=1)) + len(before)
    # What was on its way when everything stopped may still be heard, or nothing: what counts is told by the player.
    opened = recorder.moment(0)
    back = heard[heard >= (player.at("device_back") - opened) * RATE][0]
    assert recorder.moment(back) - woken < 2.5
    assert np.count_nonzero(heard < back) < RATE / 2
    assert loudest(recorder.frames[back:][:RATE]) < loudest(before) - 6
    assert abs(recorder.moment(heard[-1]) - player.at("started") - 11.0) < 0.4


def test_a_server_that_hangs_does_not_keep_the_night_from_ending(play, server, recorder):
    player = play("5")
    player.until("started", 1.5)
    server.daemon.send_signal(signal.SIGSTOP)
    try:
        assert player.end() == 0
        assert abs(player.at("ended") - player.at("started") - 5.0) < 1.0
    finally:
        server.daemon.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("trouble", ["no sink", "no server"])
def test_without_a_device_it_says_so_and_does_not_crash(play, server, trouble):
    if trouble == "no sink":
        server.remove_sink()
    else:
        server.kill()
    player = play("3")
    assert player.end() == 1
    assert "NoDevice" in player.process.stderr.read()


def test_sigkill_leaves_nothing_that_keeps_the_next_one_from_playing(play, recorder):
    first = play("30")
    first.until("started", 1.0)
    first.process.kill()
    first.end()
    second = play("2")
    assert second.end() == 0


SECOND = """
import sys, time
from asmr_cli.errors import NoDevice
from asmr_cli.sink.opening import close_output, open_output
from asmr_cli.sink.probe import silence

close_output(open_output(None, silence))
print("closed", flush=True)
sys.stdin.readline()
try:
    open_output(None, silence)
    print("opened", flush=True)
except NoDevice:
    print("none", flush=True)
"""


@pytest.mark.parametrize("there", [True, False])
def test_a_second_sound_of_one_process_is_tried_as_well(server, there):
    """As in `explore`, where the sink goes between two: a copy of a process that has played cannot find that out."""
    environ = os.environ | server.environ
    with subprocess.Popen(
        [sys.executable, "-c", SECOND], env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "closed\n"
        if not there:
            server.remove_sink()
        told, _ = process.communicate("\n", timeout=30)
    assert (process.returncode, told) == (0, "opened\n" if there else "none\n")
