"""asmr about, as it is typed."""

from pathlib import Path

from support.shell import run


def test_about_says_what_it_is_not(tmp_path: Path) -> None:
    page = run("about", home=tmp_path).stdout
    assert "Not medical advice" in page and "BS.1770" in page
    assert max(map(len, page.splitlines())) <= 80
