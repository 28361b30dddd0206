"""What `asmr doctor` looks at. Nothing is changed, and the device is opened in a child process."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from asmr_cli.errors import AsmrError, NoDevice
from asmr_cli.library.pack import bundled
from asmr_cli.store.paths import Paths, login_dir

DECODERS = ("pcm_s16le", "flac", "mp3", "vorbis", "opus", "aac")
"""What the formats that people have are written in."""
PATIENCE = 10.0
"""Seconds in which the device has to answer."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    fine: bool
    text: str
    hint: str = ""


def examine(paths: Paths, pack: Path, environ: Mapping[str, str]) -> list[Finding]:
    """Device, decoders, sounds, folders, cron."""
    return [_device(), _decoders(), _pack(pack), *_folders(paths), _cron(environ)]


def _device() -> Finding:
    from asmr_cli.sink import sdl
    from asmr_cli.sink.manners import prepare

    try:
        child = subprocess.run(
            [sys.executable, "-m", "asmr_cli.sink.probe", "--once"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Finding("device", False, f"no answer within {PATIENCE:.0f} s", "is the sound server well?")
    name = child.stdout.strip()
    if child.returncode == 0:
        note = " (a rehearsal: nothing can be heard)" if name in ("dummy", "disk") else ""
        return Finding("device", True, f"opens, through {name}{note}")
    try:
        prepare(os.environ)
        sdl.load()
    except NoDevice as error:
        return Finding("device", False, error.message, error.hint)
    hint = "asmr render -o night.flac writes a file, SDL_AUDIODRIVER=dummy asmr sleep rehearses"
    return Finding("device", False, "there is none that opens", hint)


def _decoders() -> Finding:
    import av

    missing = [name for name in DECODERS if name not in av.codecs_available]
    if missing:
        return Finding("decoders", False, f"cannot decode {', '.join(missing)}", "install av again: pip install av")
    return Finding("decoders", True, f"FFmpeg inside av {av.__version__}: wav, flac, mp3, ogg, opus, m4a and more")


def _pack(pack: Path) -> Finding:
    hint = "install asmr again from its folder: pip install --force-reinstall ."
    try:
        triggers = bundled(pack)
    except AsmrError as error:
        return Finding("sounds", False, error.message, hint)
    missing = [sound.ref for trigger in triggers for sound in trigger.sounds if not (pack / sound.ref).is_file()]
    if missing:
        return Finding("sounds", False, f"{len(missing)} bundled sounds are missing, such as {missing[0]}", hint)
    return Finding("sounds", True, f"{len(triggers)} bundled triggers in {pack}")


def _folders(paths: Paths) -> list[Finding]:
    return [_folder(name, getattr(paths, name)) for name in ("config", "state", "cache", "runtime")]


def _folder(name: str, folder: Path) -> Finding:
    nearest = next((parent for parent in (folder, *folder.parents) if parent.exists()), folder)
    if os.access(nearest, os.W_OK):
        return Finding(name, True, str(folder))
    return Finding(name, False, f"{folder} cannot be written; sessions play, nothing is kept", "ASMR_HOME=/some/folder")


def _cron(environ: Mapping[str, str]) -> Finding:
    runtime = login_dir()
    if runtime is None or sys.platform != "linux":
        return Finding("cron", True, "not looked at on this system")
    sockets = [runtime / "pulse" / "native", runtime / "pipewire-0"]
    reached = [str(socket) for socket in sockets if socket.exists()]
    if reached:
        return Finding("cron", True, f"a session from cron finds the sound server at {reached[0]}")
    hint = "loginctl enable-linger keeps your sound server running; then asmr schedule add"
    if "PULSE_SERVER" in environ:
        hint = "put PULSE_SERVER into the crontab: asmr schedule add does"
    return Finding("cron", False, f"no sound server's socket in {runtime}", hint)
