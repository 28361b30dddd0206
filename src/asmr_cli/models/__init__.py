"""Frozen values that the rooms hand to each other."""

from asmr_cli.models.request import CURVES, NO_BED, PATTERNS, Curve, FadeLength, Pattern, Request, Wanted
from asmr_cli.models.session import Breath, Clip, FadeOut, LaneName, Phase, PhaseName, Segment, Session
from asmr_cli.models.sound import BUNDLED, Catalogue, Kind, Liking, Sound, Taste, Trigger

__all__ = [
    "BUNDLED", "CURVES", "NO_BED", "PATTERNS", "Breath", "Catalogue", "Clip", "Curve", "FadeLength", "FadeOut",
    "Kind", "LaneName", "Liking", "Pattern", "Phase", "PhaseName", "Request", "Segment", "Session", "Sound",
    "Taste", "Trigger", "Wanted",
]  # fmt: skip
