"""The session's own fades: how long they last and what gain they have."""

import math
from typing import Final

from asmr_cli.models.request import Curve, FadeLength
from asmr_cli.models.session import FadeOut, Session
from asmr_cli.types import Seconds

LONGEST_IN: Final = 30.0
SHARE_IN: Final = 0.10
LONGEST_OUT: Final = 900.0
SHARE_OUT: Final = 0.40
SHORTEST_OUT: Final = 0.05
"""Even `--fade 0` ends without a click."""

SONE_EXPONENT: Final = 1.661
"""10 dB a doubling of loudness (Stevens), so that it falls along a straight line: 20·log10(0.5^1.661) = −10.0 dB."""
DB_TAIL: Final = 0.02
"""The curve in dB ends at −60; over this last share of it a straight line leads to 0."""


def gain(curve: Curve, t: float) -> float:
    """Amplitude of a fade-out at the fraction `t` of its length: exactly 1 at 0, exactly 0 from 1 on."""
    if t <= 0:
        return 1.0
    if t >= 1:
        return 0.0
    if curve == "sone":
        return float((1 - t) ** SONE_EXPONENT)
    if curve == "cosine":
        return math.cos(math.pi * t / 2)
    if curve == "linear":
        return 1 - t
    return float(10 ** (-3 * t)) * min(1.0, (1 - t) / DB_TAIL)


def rise(t: float) -> float:
    """Amplitude of the fade-in at the fraction `t` of its length: a raised cosine."""
    return 0.5 - 0.5 * math.cos(math.pi * min(1.0, max(0.0, t)))


def fades_at(session: Session, at: Seconds) -> float:
    """Amplitude that a session's own fades leave at a moment, 0 to 1."""
    fade = session.fade_out
    entered = rise(at / session.fade_in) if session.fade_in else 1.0
    return gain(fade.curve, (at - fade.start) / fade.duration) * entered


def fade_in(duration: Seconds) -> Seconds:
    """30 s, or a tenth of a short session."""
    return min(LONGEST_IN, SHARE_IN * duration)


def default_fade(duration: Seconds) -> Seconds:
    """40 % of the session, at most 15 min."""
    return min(SHARE_OUT * duration, LONGEST_OUT)


def fade_out(duration: Seconds, asked: FadeLength | None, curve: Curve) -> FadeOut:
    """The fade that ends on the deadline; too long a one shrinks to the session less its fade-in."""
    length = default_fade(duration)
    if asked is not None and asked.percent is not None:
        length = duration * asked.percent / 100
    elif asked is not None and asked.seconds is not None:
        length = asked.seconds
    length = max(SHORTEST_OUT, min(length, duration - fade_in(duration)))
    return FadeOut(duration - length, length, curve)
