"""Every kind of failure has a sentence, a hint and an exit code of its own."""

import ast
from pathlib import Path

from asmr_cli import errors

SOURCES = sorted((Path(__file__).parents[1] / "src").rglob("*.py"))
KINDS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.AsmrError) and kind is not errors.AsmrError
}
CODES = {
    "UsageError": 2, "NothingToPlay": 3, "NoDevice": 4, "CannotDecode": 5, "AlreadyPlaying": 6,
    "NothingPlays": 1, "CannotWrite": 1, "Damaged": 2,
}  # fmt: skip


def raised() -> list[tuple[str, ast.Call]]:
    """Every place at which such a failure is made, with the call."""
    return [
        (f"{path.name}:{node.lineno}", node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS
    ]


def last_text(node: ast.expr) -> str | None:
    """How a sentence ends, where that can be read from the source."""
    if isinstance(node, ast.JoinedStr):
        node = node.values[-1]  # type: ignore[assignment]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_exit_codes_are_those_that_are_promised() -> None:
    assert {name: kind.exit_code for name, kind in KINDS.items()} == CODES


def test_every_failure_has_a_whole_sentence_and_a_hint() -> None:
    calls = raised()
    assert len(calls) > 50
    for where, call in calls:
        assert len(call.args) == 2 and not call.keywords, where
        end = last_text(call.args[0])
        assert end is None or end.endswith((".", "?")), f"{where}: {end}"
        hint = last_text(call.args[1])
        assert hint is None or not hint.removesuffix("...").endswith("."), f"{where}: {hint}"
