"""Which words of `asmr library tag` are files, and which say what those are."""

from pathlib import Path

from asmr_cli.cli.named import named
from asmr_cli.errors import UsageError


def files_and_tags(words: list[str]) -> tuple[list[Path], tuple[str, ...]]:
    """What is there as files, all else as tags. UsageError where there are none, or a word is neither."""
    from asmr_cli.library.places import absolute
    from asmr_cli.library.walk import SUFFIXES
    from asmr_cli.library.words import slug

    files: list[Path] = []
    others: list[str] = []
    for word in words:
        if Path(word).expanduser().is_file():
            files.append(absolute(Path(word)))
        else:
            others.append(word)
    as_files = [word for word in others if "/" in word or Path(word).suffix.lower() in SUFFIXES]
    for word in as_files or ([] if files else others[:1]):
        wrong = "is a folder, not a file" if named(word).expanduser().is_dir() else "is not there"
        raise UsageError(f"{word} {wrong}.", "asmr library tag FILE... TAG...")
    for word in others:
        if not slug(word):
            raise UsageError(f"“{word}” is no tag.", "asmr library tag night.m4a whisper voice")
    if not others:
        raise UsageError("What are they? There is no tag behind the files.", "asmr library tag night.m4a whisper voice")
    return files, tuple(map(slug, others))
