"""Folders of all kinds are walked once, and without hanging."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import av
import pytest

from asmr_cli.decode.courier import Listed
from asmr_cli.decode.drives import Drives
from asmr_cli.library.patience import answers
from asmr_cli.library.sidecar import Told, read_sidecar
from asmr_cli.library.walk import walk

DRIVES = Drives()


def _names(folder: Path, troubles: list[str] | None = None) -> list[str]:
    found = walk(folder, (troubles if troubles is not None else []).append, DRIVES)
    return [str(Path(entry.path).relative_to(folder)) for entry in found]


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_finds_sounds_of_any_case_and_name_in_order(tmp_path: Path) -> None:
    _touch(tmp_path, "b.MP3", "a b.wav", "notes.txt", "sub/ü 😀.opus", "sub/line\nbreak.m4a", "cover.jpg")
    assert _names(tmp_path) == ["a b.wav", "b.MP3", "sub/line\nbreak.m4a", "sub/ü 😀.opus"]


@pytest.mark.parametrize(
    ("suffix", "reader", "decoder"),
    [
        ("au", "au", "pcm_s16be"), ("w64", "w64", "pcm_s16le"), ("tta", "tta", "tta"), ("mpc", "mpc8", "mpc8"),
        ("amr", "amr", "amrnb"), ("spx", "ogg", "speex"), ("dsf", "dsf", "dsd_lsbf"), ("dff", "iff", "dsd_msbf"),
        ("ra", "rm", "ra_144"), ("rm", "rm", "cook"), ("avi", "avi", "mp3"), ("wmv", "asf", "wmav2"),
        ("flv", "flv", "aac"), ("m4v", "mp4", "aac"), ("mpg", "mpeg", "mp2"), ("eac3", "eac3", "eac3"),
    ],
)  # fmt: skip
def test_what_is_rare_is_found_too_and_can_be_read(tmp_path: Path, suffix: str, reader: str, decoder: str) -> None:
    _touch(tmp_path, f"a.{suffix}")
    assert _names(tmp_path) == [f"a.{suffix}"]
    assert av.ContainerFormat(reader, "r").is_input and av.Codec(decoder, "r").is_decoder


def test_leaves_hidden_and_system_folders_alone(tmp_path: Path) -> None:
    _touch(tmp_path, ".git/a.wav", "$RECYCLE.BIN/a.wav", "@eaDir/a.wav", "node_modules/a.wav", "._a.wav", "ok/a.wav")
    assert _names(tmp_path) == ["ok/a.wav"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_names_that_are_no_text_are_said_and_nothing_else_is_lost(tmp_path: Path) -> None:
    _touch(tmp_path, "a.wav", "sub/b.wav")
    for name in (b"caf\xe9.wav", b"na\xefve", b".hidden\xff.wav"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    troubles: list[str] = []
    assert _names(tmp_path, troubles) == ["a.wav", "sub/b.wav"]
    assert troubles == [f"caf?.wav in {tmp_path} is in bytes that are no text, and left out, as 1 more of its names."]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    _touch(tmp_path, "a/b/x.wav")
    (tmp_path / "a/b/up").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "a")
    (tmp_path / "nowhere.wav").symlink_to(tmp_path / "gone.wav")
    assert _names(tmp_path) == ["a/b/x.wav"]


def test_a_link_onto_itself_hides_nothing_else(tmp_path: Path) -> None:
    _touch(tmp_path, "a.wav", "b/c.wav", "d.wav")
    (tmp_path / "itself.wav").symlink_to("itself.wav")
    (tmp_path / "itself").symlink_to("itself")
    (tmp_path / "d.json").symlink_to("d.json")
    troubles: list[str] = []
    assert _names(tmp_path, troubles) == ["a.wav", "d.wav", "b/c.wav"]
    assert not troubles


class Counting(Drives):
    """Knows how often it was asked what is in a folder."""

    asked = 0

    def listing(self, folder: Path, endings: frozenset[bytes]) -> Listed:
        self.asked += 1
        return super().listing(folder, endings)


@pytest.mark.skipif(sys.platform != "linux", reason="the system's own files are elsewhere, or are none")
def test_a_link_into_what_the_system_makes_up_is_not_followed(tmp_path: Path) -> None:
    _touch(tmp_path, "a.wav")
    for number, place in enumerate(("/proc", "/proc/self", "/proc/self/root", "/sys", "/dev")):
        (tmp_path / str(number)).symlink_to(place)
    drives, troubles = Counting(), list[str]()
    assert [Path(found.path).name for found in walk(tmp_path, troubles.append, drives)] == ["a.wav"]
    assert drives.asked == 6 and not troubles  # each link and the folder


def test_a_link_to_what_holds_the_library_leads_nowhere(tmp_path: Path) -> None:
    _touch(tmp_path, "home/other/b.wav", "home/asmr/a.wav", "friends/c.wav")
    library = tmp_path / "home/asmr"
    for name, place in {"up": tmp_path / "home", "all": Path(tmp_path.anchor), "friends": tmp_path / "friends"}.items():
        (library / name).symlink_to(place)
    assert _names(library) == ["a.wav", "friends/c.wav"]


def test_a_library_in_what_the_system_makes_up_is_a_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _touch(tmp_path, "a.wav")
    monkeypatch.setattr("asmr_cli.library.walk._MADE_UP", (str(tmp_path), "/nowhere"))
    assert _names(tmp_path) == ["a.wav"]


def test_pipes_and_devices_are_no_sounds(tmp_path: Path) -> None:
    _touch(tmp_path, "a.wav")
    os.mkfifo(tmp_path / "pipe.wav")
    os.mkfifo(tmp_path / "a.txt")  # nobody would ever write to it
    assert [(Path(found.path).name, found.sidecar) for found in walk(tmp_path, print, DRIVES)] == [("a.wav", None)]


AS_NOBODY = """
import sys
from pathlib import Path
from asmr_cli.errors import UsageError
from asmr_cli.decode.drives import Drives
from asmr_cli.library.places import checked_folder
from asmr_cli.library.walk import walk
print([Path(found.path).name for found in walk(Path(sys.argv[1]), lambda text: print("said", text), Drives())])
try:
    checked_folder(Path(sys.argv[1]) / "closed")
except UsageError as error:
    print("refused", error.message)
"""


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become nobody")
def test_nobody_passes_an_unreadable_folder_and_is_told() -> None:
    with tempfile.TemporaryDirectory() as place:
        _touch(Path(place), "closed/a.wav", "open/b.wav")
        Path(place).chmod(0o755)
        (Path(place) / "closed").chmod(0o700)
        become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        ready = subprocess.run([*become, sys.executable, "-c", "import asmr_cli.library.walk"], capture_output=True)
        if ready.returncode:
            pytest.skip("nobody may not run this Python, or not read this checkout")
        done = subprocess.run([*become, sys.executable, "-c", AS_NOBODY, place], capture_output=True, text=True)
    said, found, refused = done.stdout.splitlines()
    assert said.startswith("said") and "closed" in said and found == "['b.wav']" and refused.startswith("refused")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_told_and_passed(tmp_path: Path) -> None:
    _touch(tmp_path, "closed/a.wav", "open/b.wav")
    (tmp_path / "closed").chmod(0)
    troubles: list[str] = []
    assert _names(tmp_path, troubles) == ["open/b.wav"]
    assert len(troubles) == 1
    (tmp_path / "closed").chmod(0o700)


def test_names_that_are_no_text_are_passed(tmp_path: Path) -> None:
    (Path(os.fsdecode(bytes(tmp_path) + b"/\xff.wav"))).write_bytes(b"x")
    _touch(tmp_path, "a.wav")
    assert _names(tmp_path) == ["a.wav"]


def test_a_sidecar_stands_beside_its_sound(tmp_path: Path) -> None:
    _touch(tmp_path, "a.m4a", "a.info.json", "b.wav", "b.wav.txt", "c.wav")
    beside = {Path(f.path).name: f.sidecar and Path(f.sidecar).name for f in walk(tmp_path, print, DRIVES)}
    assert beside == {"a.m4a": "a.info.json", "b.wav": "b.wav.txt", "c.wav": None}


def test_of_several_sidecars_the_most_telling_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.wav").touch()
    for name in ("a.wav.txt", "a.txt", "a.wav.json", "a.json", "a.wav.info.json", "a.info.json"):
        (tmp_path / name).touch()
        assert [found.sidecar for found in walk(tmp_path, print, DRIVES)] == [str(tmp_path / name)]


def test_what_sidecars_tell(tmp_path: Path) -> None:
    info = tmp_path / "a.info.json"
    info.write_text(json.dumps({"title": "Rain", "uploader": "Somebody", "webpage_url": "https://x", "tags": [1]}))
    assert read_sidecar(info) == Told("Rain", "Somebody", "", "https://x")
    text = tmp_path / "b.txt"
    text.write_text("Night in the wood\nArtist: Me\nLicense: CC0\n")
    assert read_sidecar(text) == Told("Night in the wood", "Me", "CC0", "")


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff\xfe", b""])
def test_a_broken_sidecar_says_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    assert read_sidecar(path) == Told()


@pytest.mark.skipif(os.name != "posix", reason="asks by a program of POSIX")
def test_a_drive_that_hangs_is_known_by_a_process_that_can_be_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answers(tmp_path) and answers(tmp_path / "nothing")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert answers(tmp_path)  # nobody there to be asked
    hanging = tmp_path / "ls"
    hanging.write_text("#!/bin/sh\nexec /bin/sleep 60\n", encoding="utf-8")
    hanging.chmod(0o700)
    assert not answers(tmp_path, 0.05)
