"""Every bundled sound keeps rule 1 by itself, too: with no bed under it, what it leaves silent is heard as silence."""

import random

import pytest
from night_rules import measure, mix_of

from asmr_cli.library.catalogue import load_catalogue
from asmr_cli.models import Request, Taste
from asmr_cli.models.request import Wanted
from asmr_cli.plan.planner import plan
from asmr_cli.store.paths import pack_dir

STEADY = "mic-brushing"
"""Goes on to the end, where taps and crinkles thin out."""

SOFTEST = -34.0
"""LUFS. A sound that rests too long between its bursts is held down further and further."""


def foregrounds() -> list[str]:
    return [trigger.name for trigger in load_catalogue(pack_dir()) if trigger.kind == "foreground"]


@pytest.mark.parametrize("name", foregrounds())
def test_no_bundled_sound_needs_a_bed(name: str) -> None:
    catalogue = load_catalogue(pack_dir())
    wanted = tuple(Wanted(one) for one in dict.fromkeys((name, STEADY)))
    request = Request(duration=180.0, seed=1, bed="none", triggers=wanted)
    session = plan(request, catalogue, Taste(), random.Random(1))
    assert session.segments[0].trigger == name
    measured = measure(session, mix_of(session, catalogue, pack_dir()))
    assert measured.jump <= 8.0
    assert measured.loudness > SOFTEST
