"""The one file of what is liked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asmr_cli.errors import UsageError
from asmr_cli.library.likes import Likes, load_likes, save_likes

LIKING = st.sampled_from(["love", "ok", "never"])
TABLE = st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), LIKING, max_size=4)


@given(TABLE, TABLE, TABLE, st.booleans())
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, a: dict, b: dict, c: dict, asked: bool
) -> None:
    path = tmp_path_factory.mktemp("likes") / "taste.toml"
    likes = Likes(a, b, c, {"/x\n.wav": ("soft", "voice")}, {"rain": 2}, asked)
    save_likes(likes, path)
    assert load_likes(path) == likes


def test_no_file_is_no_opinion(tmp_path: Path) -> None:
    assert load_likes(tmp_path / "taste.toml") == Likes()


BROKEN = [
    "[triggers", '[triggers]\nrain = "adore"\n', "triggers = 3", "tags = {a = 1}", "skipped = {rain = inf}",
    "a = " + "[" * 9999,
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_is_said_and_not_ignored(tmp_path: Path, text: str) -> None:
    path = tmp_path / "taste.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        load_likes(path)
    assert str(path) in caught.value.hint


def test_the_file_explains_itself(tmp_path: Path) -> None:
    save_likes(Likes().with_trigger("rain", "love"), tmp_path / "taste.toml")
    text = (tmp_path / "taste.toml").read_text()
    assert text.startswith("# What asmr knows of your taste") and 'rain = "love"' in text


def test_a_tag_that_is_never_counts_for_all_but_what_was_said_of_one() -> None:
    likes = Likes().with_tag("plastic", "never").with_trigger("wrap", "ok")
    assert likes.of_trigger("bag", ("plastic",)) == "never"
    assert likes.of_trigger("wrap", ("plastic",)) == "ok"
    assert likes.of_trigger("rain", ("nature",)) is None


def test_skips_make_it_come_less_but_never_not_at_all() -> None:
    likes = Likes()
    assert likes.willingness("rain") == 1.0
    for _ in range(9):
        likes = likes.with_skip("rain")
    assert likes.willingness("rain") == 0.125
    assert Likes(skipped={"rain": 10**400}).willingness("rain") == 0.125, "whoever edits the file"
    assert Likes(skipped={"rain": -9}).willingness("rain") == 1.0
    assert likes.with_trigger("rain", "love").willingness("rain") == 1.0
    assert Likes().with_skip("rain").with_skip("rain", -1).willingness("rain") == 1.0


def test_never_holds_for_a_file_over_whatever_link_it_is_reached(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.wav").touch()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.wav").touch()
    (tmp_path / "link").symlink_to("here")
    here, link, other = (str(tmp_path / folder / "a.wav") for folder in ("here", "link", "other"))
    for marked in (here, link):
        likes = Likes().with_sound(marked, "never")
        assert likes.of_sounds([here, link, other, "a/a.wav"]) == {here: "never", link: "never"}
    assert Likes().with_sound(here, "love").of_sounds([link]) == {}, "that counts where it was said"
