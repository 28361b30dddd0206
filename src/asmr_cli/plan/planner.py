"""From what is asked for and what there is to a whole Session."""

import random

from asmr_cli.errors import NothingToPlay
from asmr_cli.models.request import Request
from asmr_cli.models.session import Phase, Segment, Session
from asmr_cli.models.sound import Catalogue, Taste
from asmr_cli.plan.bed import bed_segment
from asmr_cli.plan.breathing import programme
from asmr_cli.plan.cast import cast
from asmr_cli.plan.fades import fade_in, fade_out
from asmr_cli.plan.foreground import Foreground
from asmr_cli.plan.phases import phases


def plan(request: Request, catalogue: Catalogue, taste: Taste, rng: random.Random) -> Session:
    """A Session for the request; the same arguments and generator state give the same Session.

    UsageError for names that are none; NothingToPlay where the rules of the night leave no sound."""
    parts = phases(request.duration)
    segments = () if request.silent else _segments(request, catalogue, taste, parts, rng)
    return Session(
        duration=request.duration,
        seed=request.seed if request.seed is not None else rng.getrandbits(31),
        preset=request.preset,
        phases=parts,
        segments=segments,
        breath=programme(request.breath, request.duration, request.breath_cue),
        fade_in=fade_in(request.duration),
        fade_out=fade_out(request.duration, request.fade, request.curve),
        mono=request.mono,
        end_cue=request.end_cue,
    )


def _segments(
    request: Request, catalogue: Catalogue, taste: Taste, parts: tuple[Phase, ...], rng: random.Random
) -> tuple[Segment, ...]:
    chosen = cast(request, catalogue, taste, rng, leave=frozenset())
    if chosen.bed is None and not chosen.foreground:
        raise NothingToPlay(
            "There is no sound to play.", "add a folder with asmr library add DIR, or see asmr triggers"
        )
    bed = [bed_segment(chosen.bed, 0.0, request.duration, 0.0, chosen, rng)] if chosen.bed is not None else []
    return (*bed, *Foreground(chosen, rng).segments(parts))
