"""Sessions and requests as TOML files that a person can read and edit."""

from pathlib import Path
from typing import Any

import tomli_w

from asmr_cli.errors import CannotWrite
from asmr_cli.models import Segment, Session
from asmr_cli.store import atomic
from asmr_cli.store.layers import Layer, beside, file_layer
from asmr_cli.store.options import REQUEST
from asmr_cli.store.session_dict import check_version, from_dict, to_dict
from asmr_cli.store.toml_file import parse, placed, read_text

HEADER = """\
# A session of asmr. Play it: asmr play FILE.toml    Render it: asmr render FILE.toml -o night.flac
#
# All times are seconds of the session. You may edit everything; what does not fit is named with line and column.
#   duration, seed   how long, and where every small variation comes from (same seed, same samples)
#   target_lufs      the loudness that the mix is held at, before fades and your volume
#   phases           settle, drift, away: one after the other, from 0
#   segments         one trigger on one lane, bed or foreground; its fades are crossfades inside that lane
#     clips          which stretch of which file: `start` in the session, `offset` into the file, `length`;
#                    gain_db and pan (-1 left, 1 right); longer than its file: woven on without a repeat
#     sound          trigger/file of the bundled sounds, an absolute path, or ./file beside this one
#   breath           the pace shown: `cycle` is in, second, out, rest, as shares of a breath; leave it out for none
#   fade_in          seconds of the rise; fade_out ends exactly with the session (curve: sone, cosine, linear or db)
#
# A file without segments is a request, with the names of the options: duration = "30m", triggers = ["rain:70", "paper"]

"""


SESSION_ONLY = {"segments", "phases", "target_lufs", "fade_out"}
"""Where one of these stands, the other fields of a session must too."""


def load(path: Path) -> Session | Layer:
    """The session of a file, or, where it has no `segments`, what it asks for.

    Sounds that begin with `./` or `../` become absolute. Raises UsageError with line and column."""
    text = read_text(path)
    data = parse(text, path)
    with placed(text, path):
        if data.keys() & SESSION_ONLY:
            return _anchored(from_dict(data), path)
        return request_layer(data, path)


def request_layer(data: dict[str, Any], path: Path) -> Layer:
    """What a parsed request file asks for. Raises FieldError."""
    check_version(data)
    return file_layer({key: value for key, value in data.items() if key != "version"}, path, REQUEST)


def save(session: Session, path: Path) -> None:
    """Write a session, replacing what was there as a whole. Raises CannotWrite."""
    atomic.replace(path, dumps(session).encode())


def dumps(session: Session) -> str:
    """The session as TOML, with a header that explains the fields. Raises CannotWrite where a name is no text."""
    plain = {name: value for name, value in to_dict(session).items() if value is not None}
    text = HEADER + tomli_w.dumps(plain)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        hint = "rename the file, then plan again"
        raise CannotWrite("A sound's file name is not valid text (UTF-8) and cannot be written.", hint) from error
    return text


def _anchored(session: Session, path: Path) -> Session:
    def anchored(segment: Segment) -> Segment:
        return segment._replace(clips=tuple(clip._replace(sound=beside(clip.sound, path)) for clip in segment.clips))

    return session._replace(segments=tuple(map(anchored, session.segments)))
