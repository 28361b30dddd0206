"""The clips of a plan as parts that can sound: none begins or ends with a click, none comes or leaves at once."""

from collections.abc import Sequence

import numpy as np

from asmr_cli.models import Clip, Segment
from asmr_cli.render.part import Part, Ramp
from asmr_cli.types import RATE, Frames, to_frames

EDGE = RATE // 50
"""No clip starts or ends faster than in 20 ms, whatever the plan says: that is a click."""

BEYOND = 20 * RATE
"""What sounds at the end of a plan goes on for so long: everything is read some seconds ahead, and somebody may be
still awake."""

_AS_GOOD_AS_NOTHING = 0.01
"""Where a ramp begins or ends its gain is below 0.001."""


def parts_of(segments: Sequence[Segment], position: Frames) -> list[Part]:
    """What of some segments sounds after the frame `position`."""
    parts = (_with_edges(part_of(segment, clip)) for segment in segments for clip in segment.clips)
    return [part for part in parts if part.end > position]


def entering(part: Part, position: Frames, frames: Frames) -> Part:
    """A part whose start is already past enters softly from `position` on, over so many frames."""
    return part._replace(ramps=(*part.ramps, Ramp(position, frames, True)))


def leaving(part: Part, position: Frames, frames: Frames) -> Part:
    """A part that is not wanted any more leaves softly from `position` on, over so many frames."""
    end = min(part.end, position + frames)
    return part._replace(end=end, ramps=(*part.ramps, Ramp(position, frames, False)))


def lasting(part: Part, last: Frames | None, reach: Frames) -> Part:
    """A part that sounds at the frame `last`, the end of the plan, with what its file has up to the frame `reach`."""
    edge = Ramp(part.end - EDGE, EDGE, False)
    if last is None or part.end < last - EDGE or edge not in part.ramps:
        return part
    end = max(part.end, min(part.end + BEYOND, reach))
    others = tuple(ramp for ramp in part.ramps if ramp != edge)
    return part._replace(end=end, ramps=(*others, Ramp(end - EDGE, EDGE, False)))


def part_of(segment: Segment, clip: Clip) -> Part:
    """A clip with the fades of its own and of its segment."""
    start, end = to_frames(clip.start), to_frames(clip.start + clip.length)
    ramps = (
        Ramp(start, to_frames(clip.fade_in), True),
        Ramp(end - to_frames(clip.fade_out), to_frames(clip.fade_out), False),
        Ramp(to_frames(segment.start), to_frames(segment.fade_in), True),
        Ramp(to_frames(segment.end - segment.fade_out), to_frames(segment.fade_out), False),
    )
    return Part(
        sound=clip.sound,
        trigger=segment.trigger,
        start=start,
        end=end,
        offset=to_frames(clip.offset),
        gain_db=segment.gain_db + clip.gain_db,
        pan=clip.pan,
        ramps=tuple(ramp for ramp in ramps if ramp.frames > 0),
    )


def _with_edges(part: Part) -> Part:
    """A ramp of its segment that a clip begins or ends in the middle of does not make its edge soft."""
    edges = [*part.ramps]
    if part.start > 0 and not _silent(part, part.start):
        edges.append(Ramp(part.start, EDGE, True))
    if not _silent(part, part.end - 1):
        edges.append(Ramp(part.end - EDGE, EDGE, False))
    return part._replace(ramps=tuple(edges))


def _silent(part: Part, frame: Frames) -> bool:
    return float(np.min(part.gains(frame, 1))) < _AS_GOOD_AS_NOTHING
