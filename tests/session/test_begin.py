"""How a session begins: with no more decoded than what is heard first depends on, and by another process."""

import random
import subprocess
import sys

import numpy as np
import pytest

from asmr_cli.decode.ahead import Ahead
from asmr_cli.decode.beginning import BEGINNING
from asmr_cli.decode.tape import FileTape
from asmr_cli.library.catalogue import load_catalogue
from asmr_cli.models import Request, Session, Taste
from asmr_cli.plan.planner import plan
from asmr_cli.session.sound import begin, mix_of
from asmr_cli.session.tonight import Tonight
from asmr_cli.sink.device import FIRST
from asmr_cli.store.paths import pack_dir
from asmr_cli.types import RATE
from support.copies import COPIES

CATALOGUE = load_catalogue(pack_dir())

pytestmark = COPIES


def session(seed: int) -> Session:
    return plan(Request()._replace(duration=60.0, seed=seed), CATALOGUE, Taste(), random.Random(seed))


def tonight(other: Ahead | None = None) -> Tonight:
    return Tonight(CATALOGUE, Taste(), pack_dir(), None, ahead=other)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_what_is_decoded_at_once_is_what_the_first_block_needs(
    seed: int, other: Ahead, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five seconds of each sound, elsewhere: nothing is left for who renders."""
    one = tonight(other)
    begin(one, session(seed))
    with monkeypatch.context() as patch:
        patch.setattr(FileTape, "_decode", lambda tape, number: pytest.fail(f"page {number} was waited for"))
        mix = mix_of(one, session(seed), live=True)
        head = mix.read(FIRST)
    assert mix.begun <= BEGINNING <= 5 * RATE
    same = mix_of(tonight(), session(seed))
    assert np.array_equal(head, same.read(FIRST))
    assert np.array_equal(mix.read(9 * RATE), same.read(9 * RATE))


def test_the_first_sound_needs_no_decoder_here() -> None:
    """FFmpeg takes a fifth of the time from Enter to it."""
    script = """
import random, sys
from asmr_cli.decode.ahead import Ahead
other = Ahead()
from asmr_cli.library.catalogue import load_catalogue
from asmr_cli.models import Request, Taste
from asmr_cli.plan.planner import plan
from asmr_cli.session.sound import begin, mix_of
from asmr_cli.session.tonight import Tonight
from asmr_cli.store.paths import pack_dir
catalogue = load_catalogue(pack_dir())
session = plan(Request()._replace(duration=60.0, seed=3), catalogue, Taste(), random.Random(3))
tonight = Tonight(catalogue, Taste(), pack_dir(), None, ahead=other)
begin(tonight, session)
mix = mix_of(tonight, session, live=True)
mix.read(48_000)
assert "av" not in sys.modules
mix.read(480_000)
assert "av" in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)
