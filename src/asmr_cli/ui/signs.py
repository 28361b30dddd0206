"""Signs that a stream cannot write, where its encoding is not UTF-8: a plain likeness of the same width instead."""

import codecs
import io
from typing import Final, TextIO

_LIKENESS: Final = dict(
    zip(
        "“”‘’·…→−×─╴╶┄┊┤└●▪▁▂▃▄▅▆▇█\N{NO-BREAK SPACE}",
        "\"\"''..>-x-||.:|+o#_.:-=+*# ",
        strict=True,
    )
)


def takes_all(stream: TextIO) -> bool:
    """Whether whatever is written to it can be."""
    return codecs.lookup(stream.encoding or "utf-8").name == "utf-8"


def write_plainly(stream: TextIO) -> None:
    """From now on what the stream's encoding does not know is written as its likeness, or as a question mark."""
    if isinstance(stream, io.TextIOWrapper) and not takes_all(stream):
        codecs.register_error("asmr", _plain)
        stream.reconfigure(errors="asmr")


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_LIKENESS.get(sign, "?") for sign in signs), error.end
