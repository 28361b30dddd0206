"""A session as a file or as raw samples, faster than it lasts: the same samples that a device would get."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from asmr_cli.models import Session
from asmr_cli.render.chunked import QUANTUM
from asmr_cli.render.envelope import output_gain
from asmr_cli.render.mix import Mix
from asmr_cli.render.quantise import encode
from asmr_cli.session.contents import chapters, tags
from asmr_cli.sink.file import FileSink
from asmr_cli.types import Frames, to_frames

OnProgress = Callable[[Frames, Frames], None]
"""(frames done, frames in all)."""


def to_file(mix: Mix, session: Session, volume: int, path: Path, progress: OnProgress) -> None:
    """Write the whole session; the file appears when it is complete. Raises UsageError, CannotWrite."""
    mix.keep = 0
    quantise = partial(encode, gain=output_gain(session, volume), seed=session.seed)
    sink = FileSink(path, quantise, tags(session), chapters(session))
    try:
        total = to_frames(session.duration)
        while mix.position < total:
            sink.write(mix.read(min(QUANTUM, total - mix.position)))
            progress(mix.position, total)
        sink.finish()
    finally:
        sink.close()


def to_stream(mix: Mix, session: Session, volume: int, out: BinaryIO, progress: OnProgress) -> None:
    """Raw s16le, 48 kHz, stereo. Raises BrokenPipeError where nobody reads on."""
    gain = output_gain(session, volume)
    mix.keep = 0
    total = to_frames(session.duration)
    while (first := mix.position) < total:
        samples = encode(mix.read(min(QUANTUM, total - first)), first, gain, session.seed)
        out.write(samples.astype("<i2", copy=False).tobytes())
        progress(mix.position, total)
    out.flush()
