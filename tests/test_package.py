"""What is installed: the built files hold what they should, and every dependency is used, declared and explained."""

import ast
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import asmr_cli

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = {re.split(r"[><=~!;\[ ]", line)[0] for line in PROJECT["dependencies"]}
IMPORTED_AS = {"pygame-ce": "pygame", "tomli-w": "tomli_w"}


def build(folder: Path, target: str, out: Path) -> Path:
    """Build as pip does, but with what is already here and without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The unpacked source distribution; 90 MB, so it does not stay."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build(ROOT, "sdist", folder / "out")) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian 12's Python 3.11.2 has none yet
        archive.extractall(folder)
    yield next(path for path in folder.iterdir() if path.name != "out")
    shutil.rmtree(folder)


def test_the_wheel_holds_the_program_and_the_sounds_and_nothing_else(sdist: Path, tmp_path: Path) -> None:
    """Built from the sdist, so that this too can be installed from."""
    built = build(sdist, "wheel", tmp_path / "out")
    with zipfile.ZipFile(built) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        about = {Path(name).name for name in wheel.namelist() if ".dist-info/" in name}
    built.unlink()
    source = ROOT / "src" / "asmr_cli"
    modules = {f"asmr_cli/{path.relative_to(source).as_posix()}" for path in source.rglob("*.py")}
    tables = {f"asmr_cli/{path.relative_to(source).as_posix()}" for path in source.rglob("*.toml")}
    sounds = {f"asmr_cli/sounds/{path.relative_to(ROOT / 'sounds').as_posix()}" for path in sound_files()}
    assert names == modules | tables | sounds
    assert {"METADATA", "entry_points.txt", "LICENSE"} <= about


def sound_files() -> list[Path]:
    return [path for path in (ROOT / "sounds").rglob("*") if path.is_file()]


def test_the_sdist_holds_what_its_tests_read(sdist: Path) -> None:
    there = {path.name for path in sdist.iterdir()}
    assert {"README.md", "LICENSE", "pyproject.toml", "src", "sounds", "tests", "docs", "benchmarks"} <= there
    assert {".ci", ".github"} <= there  # the pages that the tests read name files in them


def test_every_dependency_is_imported_and_every_import_is_declared() -> None:
    used = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                used.add(str(node.module).partition(".")[0])
    assert used - sys.stdlib_module_names - {"asmr_cli"} == {IMPORTED_AS.get(name, name) for name in NEEDED}


def test_the_readme_says_what_every_dependency_is_for_and_how_large_it_is() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("| dependency |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| ([\w-]+) \| ([\d.]+) MB \| (.+) \|$", table, re.MULTILINE)
    assert {name for name, _, _ in rows} >= NEEDED


def test_there_is_one_version() -> None:
    assert asmr_cli.__version__ == PROJECT["version"]
    newest = re.search(r"^## ([\d.]+)$", (ROOT / "docs" / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest and newest[1] == PROJECT["version"]
