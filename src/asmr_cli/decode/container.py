"""Opening a media file: the container, its audio stream, and what is said when there is none."""

from pathlib import Path
from typing import Any, Final, cast

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

from asmr_cli.decode.reach import Reach, directly
from asmr_cli.errors import CannotDecode

_HINT = "asmr check {} tells more; asmr doctor lists what can be decoded"

# A PCM header says everything: without these, 30 ms go into guessing a stream (measured 32 ms -> 1 ms).
_QUICK = {"probesize": "4096", "analyzeduration": "1"}
_QUICK_SUFFIXES = {".wav", ".wave"}

# The index of a long MP4 is else built twice: 20 MB and 40 ms at three hours. The encoder's delay is cut all the same.
_LEAN = {"advanced_editlist": "0"}
_LEAN_SUFFIXES = {".m4a", ".m4b", ".mp4", ".mov"}

# What is damaged is to be refused, not played as noise. FLAC refuses a frame of a wrong checksum only with `explode`,
# which for other codecs would refuse files that are merely written carelessly.
_CAREFUL = {"err_detect": "crccheck+bitstream+buffer"}
_STRICT = {"err_detect": "crccheck+bitstream+buffer+explode"}
_STRICT_CODECS = {"flac"}

# Tags that are not UTF-8 come with their bytes escaped: PyAV 19 does so by itself, and knows the option no more.
_TAGS: dict[str, Any] = {} if int(av.__version__.split(".")[0]) >= 19 else {"metadata_errors": "surrogateescape"}


RATES: Final = range(1000, 6_000_000)
"""Samples a second: nobody records sound with fewer, and DSD, which has the most, comes with 5,644,800 at most. To take
a hundred times as many to 48 kHz, FFmpeg computes a filter for seconds."""


def open_audio(path: Path, reach: Reach = directly) -> tuple[InputContainer, AudioStream]:
    """The opened file and its first audio stream, with one decoding thread. Raises CannotDecode."""
    if reach is directly and path.is_dir():
        raise CannotDecode(f"{path} is a folder, not a sound file.", f"asmr sleep --sounds {path}")
    suffix = path.suffix.lower()
    options = _QUICK if suffix in _QUICK_SUFFIXES else _LEAN if suffix in _LEAN_SUFFIXES else {}
    try:
        # The prefix keeps a name such as `a:b.mp3` from being taken for a protocol.
        source = f"file:{path}" if reach is directly else reach(path)
        container = av.open(source, options=options, **_TAGS)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise cannot_decode(path, error) from error
    if not container.streams.audio:
        container.close()
        raise CannotDecode(f"{path} holds no sound.", _HINT.format(path))
    stream = container.streams.audio[0]
    codec = stream.codec_context
    # A damaged header names a codec that does not exist, or makes a minute last for a day or for no time at all.
    if codec is None or (codec.sample_rate and codec.sample_rate not in RATES):
        container.close()
        raise cannot_decode(path)
    codec.thread_count = 1
    codec.options = _STRICT if codec.name in _STRICT_CODECS else _CAREFUL
    return container, stream


def open_for_decoding(path: Path, reach: Reach = directly) -> tuple[InputContainer, AudioStream]:
    """As `open_audio`; a long MP4 file is read by its own table, which stands in for both. Raises CannotDecode."""
    if path.suffix.lower() in _LEAN_SUFFIXES:
        from asmr_cli.decode.tabled import open_tabled

        if tabled := open_tabled(path, _CAREFUL, reach):
            return cast(InputContainer, tabled), cast(AudioStream, tabled)
    return open_audio(path, reach)


def cannot_decode(path: Path, error: Exception | None = None) -> CannotDecode:
    """The sentence for a file that is missing, locked or not understood."""
    if isinstance(error, FileNotFoundError):
        return CannotDecode(f"{path} is not there.", "asmr triggers lists what there is")
    if isinstance(error, TimeoutError):
        return CannotDecode(f"{path} is on a drive that does not answer.", f"ls {path.parent}")
    if isinstance(error, PermissionError):
        return CannotDecode(f"{path} may not be read.", f"ls -l {path}")
    return CannotDecode(f"{path} cannot be decoded.", _HINT.format(path))
