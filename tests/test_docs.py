"""The pages tell the truth: commands parse or run, paths exist, help fits the screen."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from asmr_cli.cli.commands import GROUPS, command_line
from asmr_cli.ui.words import keys as shown_keys
from support.shell import run

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = sorted([README, *(ROOT / "docs").glob("*.md"), *(ROOT / ".github").glob("*.md")])
ARCHITECTURE = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
READING = ("plan", "triggers", "list", "about", "status", "history", "preset list", "preset show sleep", "config show")
"""What can be run on any machine, and is over in a moment."""


def commands(page: Path) -> Iterator[str]:
    """Every command line of ours on a page: in blocks and inside sentences."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    for code in [line for block in blocks for line in block.splitlines()] + re.findall(r"`([^`]+)`", outside):
        for part in re.split(r"\||&&|;", code):
            if found := re.match(r"\s*(?:[A-Z_]+=\S+\s+)*(?:\.venv/bin/)?asmr\s+(\S.*)$", part):
                yield re.sub(r"[\[\]…]", "", re.split(r"2>>|\s#\s", found[1])[0]).strip()


ALL = sorted({command for page in PAGES for command in commands(page) if not command.startswith("COMMAND")})


def parsed(argv: list[str]) -> typer.Context:
    """The context of the innermost command; raises what typer raises for wrong words. A mere name is enough."""
    only_named = all(word.isalpha() for word in argv)
    command: Any = typer.main.get_command(command_line(argv))
    name, rest, context = "asmr", argv, None
    while True:
        context = command.make_context(name, list(rest), parent=context, resilient_parsing=only_named)
        if not isinstance(command, TyperGroup):
            return context
        name, command, rest = command.resolve_command(context, [*context._protected_args, *context.args])


def leaves(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that lead to it."""
    if isinstance(command, TyperGroup):
        for name, child in command.commands.items():
            yield from leaves(child, (*path, name))
    yield path, command


def test_there_are_commands_on_the_pages() -> None:
    assert len(ALL) > 40 and "sleep 30m" in ALL


@pytest.mark.parametrize("line", ALL)
def test_every_command_on_a_page_is_one(line: str) -> None:
    argv = shlex.split(line)
    if argv[-1] in ("--help", "--version", "-h"):
        argv.pop()
    if argv:
        parsed(argv)


@pytest.mark.parametrize("line", [line for line in ALL if line.startswith(READING)])
def test_what_only_reads_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.chdir(tmp_path)
    told = run(*shlex.split(line), home=tmp_path)
    assert told.code == (1 if line.startswith("status") else 0), told


def test_the_table_of_the_readme_names_every_command() -> None:
    table = README.read_text(encoding="utf-8")
    missing = [name for names in GROUPS.values() for name in names if not re.search(rf"`(asmr )?{name}\b", table)]
    assert set(missing) <= {"list"}  # another word for `triggers`


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_path_that_is_named_exists() -> None:
    for page in PAGES:
        for path in re.findall(r"`((?:src|tests|docs|sounds|benchmarks|\.ci|\.github)/[\w./-]*)`", page.read_text()):
            named_for_example = "NAME" in path
            assert named_for_example or (ROOT / path).exists(), f"{page.name}: {path}"


def test_the_map_names_every_room_and_only_those_that_are_there() -> None:
    source = ROOT / "src" / "asmr_cli"
    table = ARCHITECTURE.split("## Rooms")[1].split("\n## ")[0]
    named = {name for name in re.findall(r"`(\w+)(?:/|\.py)`", table) if name != "src"}
    there = {
        path.stem for path in source.iterdir() if (path.is_dir() or path.suffix == ".py") and path.name[0] not in "_."
    } - {"sounds"}
    assert named == there


def test_the_map_names_only_folders_that_are_there() -> None:
    source = ROOT / "src" / "asmr_cli"
    for path in re.findall(r"`(\w+(?:/[\w.]+)*/(?:\w+\.py)?)`", ARCHITECTURE):
        assert (source / path).exists() or (ROOT / path).exists(), path


def test_help_fits_eighty_columns_and_says_every_default(tmp_path: Path) -> None:
    everything = dict(leaves(typer.main.get_command(command_line(["--help"]))))
    assert len(everything) > 40
    for path, command in everything.items():
        context = command.make_context(" ".join(("asmr", *path)), [], resilient_parsing=True, max_content_width=80)
        page = command.get_help(context)
        assert max(map(len, page.splitlines())) <= 80, path
        cut_off = [line for line in page.splitlines() if line.startswith(" ") and line.endswith("...")]
        assert not cut_off, path
        assert command.help, path
        for parameter in command.params:
            said = (parameter.get_help_record(context) or ("", ""))[1]
            if parameter.default not in (None, False, [], "") and not getattr(parameter, "hidden", False):
                assert "default:" in said or "required" in said, (path, parameter.name)


def test_every_option_says_something(tmp_path: Path) -> None:
    for path, command in leaves(typer.main.get_command(command_line(["--help"]))):
        context = command.make_context(" ".join(("asmr", *path)), [], resilient_parsing=True)
        for parameter in command.params:
            record = parameter.get_help_record(context)
            assert record is None or re.sub(r"\[.*?\]", "", record[1]).strip(), (path, parameter.name)


def test_the_page_of_keys_is_complete() -> None:
    page = (ROOT / "docs" / "KEYS.md").read_text(encoding="utf-8")
    shown = [key for keys, _ in shown_keys() for key in keys.replace("−", "-").split() if keys != "any key"]
    assert all(f"`{key}`" in page or f"| {key} |" in page for key in shown)


def test_every_picture_is_on_a_page() -> None:
    shown = {Path(target).name for page in PAGES for target in re.findall(r"\]\(([^)]+\.svg)\)", page.read_text())}
    assert shown == {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
