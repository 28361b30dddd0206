"""What a mouth can do: vowels, hisses, stops and liquids, each a moment of speech.

Formants are rounded from J. Hillenbrand et al., "Acoustic Characteristics of American English Vowels" (JASA 97, 1995),
with the raised first formant of whispering; loci of the stops after P. Delattre et al. (JASA 27, 1955).
"""

from dataclasses import dataclass

from asmr_cli.types import Seconds

Tract = tuple[float, float, float, float]
"""The first four formants in Hz."""

SCHWA: Tract = (600, 1450, 2500, 3500)
"""A mouth at rest, which no vowel is far from."""
VOWELS: tuple[Tract, ...] = (
    (850, 1350, 2600, 3600),
    (620, 1800, 2600, 3500),
    (420, 2200, 2900, 3600),
    (640, 1000, 2450, 3400),
    (450, 1050, 2400, 3400),
    (720, 1600, 2500, 3500),
)
HIGHEST = 4400.0
"""The fourth formant stays below it, where the filters of the mouth still let it through."""
INHALE: Tract = (560, 1750, 2600, 3600)
"""A mouth that takes a breath."""
HISSES = (((4300.0, 9000.0), 1.4), ((2300.0, 5400.0), 1.0), ((1500.0, 9500.0), 0.55), ((1800.0, 8500.0), 0.45))
"""s, sh, f and th: band in Hz and level beside a vowel's 1."""
STOPS = (((350.0, 1500.0), 900.0), ((3200.0, 7500.0), 1800.0), ((1400.0, 3000.0), 2100.0))
"""p, t and k: band of the burst and the second formant's locus."""
LIQUIDS: tuple[tuple[Tract, float], ...] = (
    ((380, 720, 2300, 3300), 0.45),
    ((480, 1200, 1700, 3200), 0.5),
    ((430, 1150, 2600, 3400), 0.5),
    ((350, 2200, 2950, 3600), 0.45),
    ((320, 1000, 2200, 3200), 0.25),
    ((320, 1600, 2500, 3400), 0.25),
)
"""w r l y m n: formants and level."""


@dataclass(frozen=True)
class Phone:
    """A moment of speech: what the mouth does for so many seconds."""

    seconds: Seconds
    tract: Tract
    to: Tract
    """The formants move from `tract` to `to`."""
    voice: float = 0.0
    """Level of breath (or voice) through the tract."""
    hiss: float = 0.0
    band: tuple[float, float] = (1000.0, 8000.0)
    """Level and band in Hz of noise made at teeth and lips."""
    burst: float = 0.0
    """Begins with a burst of this level in the band, as p, t and k do."""
    pop: bool = False
    """Begins with a soft puff of air on the microphone."""
    click: bool = False
    """Begins with a faint click of the lips."""


def between(a: Tract, b: Tract, share: float) -> Tract:
    """The formants on the way from one to another, `share` of it (0 to 1) gone."""
    first, second, third, fourth = (x + share * (y - x) for x, y in zip(a, b, strict=True))
    return first, second, third, fourth
