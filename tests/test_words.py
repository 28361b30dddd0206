"""Calm and plain words, in everything that a person reads."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / ".github").glob("*.md")])
CATALOG = ROOT / "sounds" / "catalog.toml"
PROMISES = re.compile(
    r"\b(treat(s|ed|ing|ment)?|cur(e|es|ed|ing)|heal(s|ed|ing)?|therap\w*|proven|guarantee\w*|oxytocin|dopamine)\b",
    re.I,
)
DEEP_BREATH = re.compile(r"\bdeep(ly|er)?[^\w.]+(\w+[^\w.]+)?breath|\bbreath\w*[^\w.]+(\w+[^\w.]+)?deep", re.I)
GAMES = re.compile(r"\b(streak|score|tingl)\w*", re.I)


def texts(path: Path) -> list[tuple[int, str]]:
    """Every text of a Python file that may reach a person; in `cli/` docstrings too, for help is made of them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = set() if path.parent.name == "cli" else {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    constants = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in notes]
    return [(n.lineno, n.value) for n in constants if isinstance(n.value, str)]


@pytest.mark.parametrize("pattern", [PROMISES, DEEP_BREATH, GAMES], ids=["promises", "deep breaths", "games"])
def test_no_text_of_the_program_promises_anything(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text.strip()[:80]}"
        for path in SOURCES
        if path.name != "about.py"  # which says that nothing of this is claimed
        for line, text in texts(path)
        if pattern.search(text)
    ]
    assert not found


@pytest.mark.parametrize("pattern", [PROMISES, DEEP_BREATH], ids=["promises", "deep breaths"])
def test_no_page_promises_anything(pattern: re.Pattern[str]) -> None:
    found = [f"{page.name}: {hit[0]}" for page in PAGES for hit in pattern.finditer(page.read_text(encoding="utf-8"))]
    assert not found


def test_no_sound_is_described_with_a_promise() -> None:
    for name, entry in tomllib.loads(CATALOG.read_text(encoding="utf-8")).items():
        words = f"{entry['title']} {entry['description']} {' '.join(entry['tags'])}"
        assert not PROMISES.search(words) and not GAMES.search(words), name


def test_about_names_the_words_only_to_say_that_they_are_not_claimed() -> None:
    from asmr_cli.cli.about import EVIDENCE, NOTICE

    sentences = re.split(r"(?<=[.?])\s", f"{NOTICE}\n{EVIDENCE}")
    assert all("not claimed" in " ".join(one.split()) for one in sentences if PROMISES.search(one))
    assert "Not medical advice" in NOTICE and "clinician" in NOTICE
