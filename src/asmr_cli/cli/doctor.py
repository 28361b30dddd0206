"""`asmr doctor` and `asmr devices`: is there a way to be heard?"""

from dataclasses import asdict
from typing import Annotated

import typer

from asmr_cli.cli.environment import environment
from asmr_cli.cli.output import emit, emit_json
from asmr_cli.errors import NoDevice


def doctor(
    sound: Annotated[bool, typer.Option("--sound", help="Play a soft second.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
) -> int:
    """Is there a way to be heard? Looks at what a session needs."""
    from asmr_cli.session.doctor import examine
    from asmr_cli.store.paths import Paths, pack_dir

    findings = examine(Paths.from_environ(environment().environ), pack_dir(), environment().environ)
    if as_json:
        emit_json({"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            emit(f"{'ok ' if finding.fine else '-- '} {finding.name}: {finding.text}")
            if not finding.fine and finding.hint:
                emit(f"    hint: {finding.hint}")
    if sound:
        from asmr_cli.session.softsecond import soft_second

        soft_second()
    device = next(finding for finding in findings if finding.name == "device")
    return 0 if device.fine else NoDevice.exit_code


def devices(as_json: Annotated[bool, typer.Option("--json", help="The names as JSON.")] = False) -> int:
    """The audio devices, for --device NAME."""
    from asmr_cli.sink.opening import device_names

    names = device_names()
    if as_json:
        emit_json([{"name": name} for name in names])
    else:
        for name in names:
            emit(name)
    if not names:
        raise NoDevice("There is no audio device that has a name.", "asmr doctor")
    return 0


def register(app: typer.Typer) -> None:
    app.command()(doctor)
    app.command()(devices)
