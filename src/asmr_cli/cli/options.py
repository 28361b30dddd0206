"""The options that several commands share: what a session is, and how it is played."""

from typing import Annotated, Any

import typer

from asmr_cli.cli import complete
from asmr_cli.cli.takes import takes

SHARED: dict[str, Any] = {
    "duration": Annotated[
        str | None,
        typer.Argument(
            metavar="DURATION",
            help="30m, 1h30m, 90s, 45 (minutes) or 1:30 (h:mm); 5 s to 12 h.",
            show_default="30m",
        ),
    ],
    "triggers": Annotated[
        list[str] | None,
        typer.Option(
            "--triggers",
            "-t",
            metavar="NAMES",
            help="Names or tags, a,b or repeated; rain:70 sets a share of level.",
            autocompletion=complete.triggers,
        ),
    ],
    "bed": Annotated[
        str | None,
        typer.Option(
            "--bed",
            metavar="NAME",
            help="The sound underneath, or none.",
            show_default="chosen",
            autocompletion=complete.triggers,
        ),
    ],
    "preset": Annotated[
        str | None,
        typer.Option(
            "--preset",
            "-p",
            metavar="NAME",
            help="A named evening: asmr preset list.",
            show_default="sleep",
            autocompletion=complete.presets,
        ),
    ],
    "sounds": Annotated[
        list[str] | None, typer.Option("--sounds", metavar="DIR", help="A folder of sounds for this run; repeatable.")
    ],
    "until": Annotated[
        str | None, typer.Option("--until", metavar="HH:MM", help="End then, at most 12 h away; not with a duration.")
    ],
    "voice": Annotated[
        bool | None, typer.Option("--voice/--no-voice", help="Whispers and murmurs.", show_default="voice")
    ],
    "silent": Annotated[bool, typer.Option("--silent", help="No sound and no device: breath and slow motion only.")],
    "breath": Annotated[
        str | None,
        typer.Option(
            "--breath", metavar="PATTERN", help="ramp, 4-7-8, box, coherent, sigh or off.", show_default="ramp"
        ),
    ],
    "breath_cue": Annotated[
        bool | None,
        typer.Option(
            "--breath-cue/--no-breath-cue", help="A soft swell to breathe with.", show_default="no-breath-cue"
        ),
    ],
    "fade": Annotated[
        str | None,
        typer.Option("--fade", metavar="DUR|PCT%", help="Length of the fade-out.", show_default="40%, at most 15m"),
    ],
    "curve": Annotated[
        str | None, typer.Option("--curve", metavar="NAME", help="sone, cosine, linear or db.", show_default="sone")
    ],
    "volume": Annotated[
        int | None, typer.Option("--volume", metavar="N", help="1 to 100; half is half as loud.", show_default="100")
    ],
    "mono": Annotated[bool, typer.Option("--mono", help="The same sound in both ears.")],
    "seed": Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help="The same seed gives the same session.", show_default="random"),
    ],
    "new": Annotated[bool, typer.Option("--new", help="Prefer what was not heard yet.")],
    "even_so": Annotated[bool, typer.Option("--even-so", help="Allow what is marked never.")],
}
"""Field of the request → its place on the command line. None everywhere: not given, so that settings below count."""


PLAYING: dict[str, Any] = {
    "plain": Annotated[bool, typer.Option("--plain", help="Plain lines instead of a display; for screen readers.")],
    "quiet": Annotated[bool, typer.Option("--quiet", help="Say nothing.")],
    "as_json": Annotated[bool, typer.Option("--json", help="Events as JSON, one a line, on stdout.")],
    "still": Annotated[bool, typer.Option("--still", help="A display without motion.")],
    "blank_after": Annotated[
        str | None,
        typer.Option("--blank-after", metavar="DUR", help="Black screen from then on.", show_default="pacer's end"),
    ],
    "device": Annotated[
        str | None, typer.Option("--device", metavar="NAME", help="asmr devices names them.", show_default="system's")
    ],
    "replace": Annotated[bool, typer.Option("--replace", help="Softly stop a session that plays, then start.")],
    "on_device_lost": Annotated[
        str | None,
        typer.Option("--on-device-lost", metavar="WHAT", help="wait (silently) or stop.", show_default="wait"),
    ],
    "inhibit": Annotated[bool, typer.Option("--inhibit", help="Keep the machine awake while it plays.")],
    "keep": Annotated[bool, typer.Option("--keep", help="Play on when the terminal goes away.")],
    "then": Annotated[
        str | None, typer.Option("--then", metavar="COMMAND", help="Run this after the deadline, without a shell.")
    ],
    "to": Annotated[
        str | None, typer.Option("--to", metavar="FIFO|-", help="Real-time raw PCM to a pipe instead of a device.")
    ],
}
"""How a session is played: `sleep`, `play`, `again`."""


SAVE = Annotated[
    str | None, typer.Option("--save", metavar="FILE.toml", help="Also write the plan to this file, to play it again.")
]

AS_JSON = Annotated[bool, typer.Option("--json", help="The plan as JSON, on stdout.")]

_OR_FILE = Annotated[
    str | None,
    typer.Argument(
        metavar="DURATION|FILE.toml",
        help="30m, 1h30m, 90s, 45 (minutes) or 1:30 (h:mm), 5 s to 12 h; or a saved session.",
        show_default="30m",
    ),
]

session_options = takes("options", SHARED)
session_or_file_options = takes("options", {**SHARED, "duration": _OR_FILE})
play_options = takes("how", PLAYING)
