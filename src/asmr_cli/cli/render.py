"""`asmr render`: a session as a file, faster than it lasts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from asmr_cli.cli.environment import environment
from asmr_cli.cli.found import Found, save_plan
from asmr_cli.cli.fromfile import wished
from asmr_cli.cli.named import check_output
from asmr_cli.cli.options import AS_JSON, SAVE, session_or_file_options
from asmr_cli.cli.output import emit_json, say
from asmr_cli.errors import NothingToPlay, UsageError
from asmr_cli.models import Session


@session_or_file_options
def render(
    options: Mapping[str, Any],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="wav, flac, opus, mp3 or m4a by suffix; - for raw PCM.")
    ],
    save: SAVE = None,
    as_json: AS_JSON = False,
) -> None:
    """Write the session to a file; `-o -` writes samples to stdout.

    Those are raw s16le, 48 kHz, stereo."""
    _check(output, as_json)
    found, session = wished(options)
    save_plan(session, save)
    if not session.segments:
        raise NothingToPlay("A silent session has nothing to render.", "leave --silent out")
    _write(found, session, output)
    if as_json:
        from asmr_cli.store.session_dict import to_dict

        emit_json(to_dict(session))


def _check(output: str, as_json: bool) -> None:
    """Raises UsageError where nothing could be written, before anything is planned."""
    if output == "-":
        if as_json:
            raise UsageError("--json and -o - would both write to stdout.", "name a file: -o night.flac")
        return
    from asmr_cli.sink.file import suffix_of

    check_output(output)
    suffix_of(Path(output))


def _write(found: Found, session: Session, output: str) -> None:
    from asmr_cli.session.sound import mix_of

    mix = mix_of(found.tonight, session)
    volume = found.tonight.request.volume if found.tonight.request else 100
    from asmr_cli.cli.progress import Progress
    from asmr_cli.session.export import to_file, to_stream

    with Progress("rendering") as progress:
        if output == "-":
            to_stream(mix, session, volume, environment().stdout.buffer, progress)
        else:
            to_file(mix, session, volume, Path(output), progress)
    if output != "-":
        say(f"Wrote {output}.")


def register(app: typer.Typer) -> None:
    app.command()(render)
