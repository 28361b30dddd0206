"""`asmr plan`: see a session before it plays."""

from collections.abc import Mapping
from typing import Any

import typer

from asmr_cli.cli.environment import environment
from asmr_cli.cli.found import save_plan
from asmr_cli.cli.fromfile import wished
from asmr_cli.cli.options import AS_JSON, SAVE, session_or_file_options
from asmr_cli.cli.output import emit_json


@session_or_file_options
def plan(
    options: Mapping[str, Any],
    save: SAVE = None,
    as_json: AS_JSON = False,
) -> None:
    """Show the session as a picture: phases, lanes, loudness. Plays nothing."""
    _, session = wished(options)
    save_plan(session, save)
    if as_json:
        from asmr_cli.store.session_dict import to_dict

        emit_json(to_dict(session))
        return
    from asmr_cli.ui.console import console
    from asmr_cli.ui.picture import plan_picture

    page = console(environment().stdout)
    page.print(plan_picture(session, page.width))


def register(app: typer.Typer) -> None:
    app.command()(plan)
