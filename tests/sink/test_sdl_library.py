"""Where SDL 2 is looked for, and what is said where it is not."""

import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

from asmr_cli.errors import NoDevice
from asmr_cli.session.doctor import examine
from asmr_cli.sink import sdl, sdl_library
from asmr_cli.store.paths import Paths, pack_dir
from support.shell import alone

OTHERS = ("SDL2_image.dll", "libSDL2_image-2-1a2b.so.0", "libSDL2_mixer-2.0.0.dylib")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages with a pygame in it."""
    package = tmp_path / "pygame" / "__init__.py"
    package.parent.mkdir()
    package.touch()
    spec = ModuleSpec("pygame", None, origin=str(package))
    monkeypatch.setattr(sdl_library, "find_spec", lambda name: spec)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "pygame_ce.libs/libSDL2-2-1a2b3c4d.0.so.0.3200.56",
        "pygame/.dylibs/libSDL2-2.0.0.dylib",
        "pygame/.dylibs/libSDL2.dylib",
        "pygame/SDL2.dll",
    ],
)
def test_the_wheels_of_linux_macos_and_windows(site: Path, name: str) -> None:
    library = site / name
    library.parent.mkdir(exist_ok=True)
    library.touch()
    for other in OTHERS:
        (library.parent / other).touch()
    assert sdl_library._file() == library


def test_built_with_the_systems_own_it_is_the_module_that_is_linked(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = ModuleType("pygame.base")
    linked.__file__ = "/usr/lib/python3/dist-packages/pygame/base.so"
    monkeypatch.setitem(sys.modules, "pygame", ModuleType("pygame"))
    monkeypatch.setattr(sys.modules["pygame"], "base", linked, raising=False)
    monkeypatch.setitem(sys.modules, "pygame.base", linked)
    assert sdl_library._file() == Path(linked.__file__)


def test_a_folder_called_pygame_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no file of its own; what lies in the current folder is not ours."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "libSDL2-2.so").touch()
    monkeypatch.setattr(sdl_library, "find_spec", lambda name: ModuleSpec("pygame", None))
    assert sdl_library._file().is_absolute()


def broken(site: Path, contents: str | None) -> dict[str, str]:
    """The environment of a process whose pygame is one that cannot be loaded."""
    package = site / "pygame"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('libSDL2-2.0.so.0: cannot open shared object file')")
    if contents is not None:
        (package / "SDL2.dll").write_text(contents)
    return alone(site / "home", PYTHONPATH=str(site))


@pytest.mark.parametrize("contents", [None, "not a library"])
@pytest.mark.parametrize("driver", ["dummy", "pulseaudio"])
@pytest.mark.parametrize("words", [("devices",), ("sleep", "5s", "--plain"), ("preview", "rain")])
def test_without_it_there_is_a_sentence_and_no_session(
    tmp_path: Path, contents: str | None, driver: str, words: tuple[str, ...]
) -> None:
    environ = broken(tmp_path, contents) | {"SDL_AUDIODRIVER": driver}
    done = subprocess.run(
        [sys.executable, "-m", "asmr_cli", *words], env=environ, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (4, "")
    told, hint = done.stderr.splitlines()
    assert told == "SDL 2, which brings the sound to the device, cannot be loaded."
    assert hint.startswith("hint: ")


def test_the_doctor_names_what_mends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise ModuleNotFoundError

    monkeypatch.setenv("SDL_AUDIODRIVER", "nonexistent")
    monkeypatch.setattr(sdl_library, "_file", missing)
    sdl_library.library.cache_clear()
    try:
        with pytest.raises(NoDevice):
            sdl.load()
        device = examine(Paths(tmp_path, tmp_path, tmp_path, tmp_path), pack_dir(), {})[0]
    finally:
        sdl_library.library.cache_clear()
    assert not device.fine and "pygame-ce" in device.hint
