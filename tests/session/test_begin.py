"""How a session begins: with no more decoded than what is heard first depends on."""

import random
from threading import current_thread, main_thread

import pytest

from asmr_cli.decode import warm
from asmr_cli.decode.pages import Page
from asmr_cli.decode.tape import FileTape
from asmr_cli.library.catalogue import load_catalogue
from asmr_cli.models import Request, Taste
from asmr_cli.plan.planner import plan
from asmr_cli.session.tonight import Tonight
from asmr_cli.sink.device import FIRST
from asmr_cli.store.paths import pack_dir
from asmr_cli.types import RATE


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_what_is_decoded_at_once_is_what_the_first_block_needs(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five seconds of each sound, in a thread of its own: nothing is left for the one that renders."""
    waited_for: list[int] = []
    decode = FileTape._decode

    def counted(tape: FileTape, number: int) -> Page:
        if current_thread() is main_thread():
            waited_for.append(number)
        return decode(tape, number)

    monkeypatch.setattr(FileTape, "_decode", counted)
    catalogue = load_catalogue(pack_dir())
    session = plan(Request()._replace(duration=60.0, seed=seed), catalogue, Taste(), random.Random(seed))
    mix = Tonight(catalogue, Taste(), pack_dir(), None).mix(session)
    mix.read(FIRST)
    assert not waited_for
    assert mix.begun <= warm._BEGINNING <= 5 * RATE
