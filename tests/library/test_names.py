"""Names of files and folders become triggers."""

from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asmr_cli.errors import UsageError
from asmr_cli.library.grouping import group, retagged
from asmr_cli.library.names import Guess, trigger_of
from asmr_cli.library.words import TABLE, WordBook, own_words, slug, user_words
from asmr_cli.models import Sound

WORDS = own_words()


@pytest.mark.parametrize(
    ("path", "title", "trigger", "kind"),
    [
        ("rain/a.opus", "", "rain", "bed"),
        ("ocean/x.mp3", "", "ocean", "bed"),
        ("my hum/x.wav", "", "my-hum", "bed"),
        ("[ASMR] Tapping on wood for sleep 3h.m4a", "", "tapping-wood", "foreground"),
        ("best of all the years 2020/Whisper ear to ear #3.webm", "", "whisper", "foreground"),
        ("x/y/zz.wav", "Geflüster im Dunkeln", "whisper", "foreground"),
        ("雨の音 3時間.m4a", "", "rain", "bed"),
        ("hum.wav", "", "hum", "bed"),
        ("Ocean Waves 02.flac", "", "ocean-waves", "bed"),
        ("gibberish.wav", "", "gibberish", "foreground"),
        ("tone 01.wav", "", "tone", "foreground"),
        ("strange box/file 7.wav", "", "strange-box", "foreground"),
        ("😀.mp3", "", "sound", "foreground"),
        ("line\nbreak rain.mp3", "", "rain", "bed"),
    ],
)
def test_guesses(path: str, title: str, trigger: str, kind: str) -> None:
    guess = trigger_of(PurePath(path), title, WORDS)
    assert (guess.trigger, guess.kind) == (trigger, kind)


def test_a_voice_in_a_folder_of_rain_is_a_voice() -> None:
    guess = trigger_of(PurePath("rain/rain with whispering.mp3"), "", WORDS)
    assert guess.category == "voice" and guess.kind == "foreground" and "voice" in guess.tags


def test_no_talking_is_no_voice() -> None:
    guess = trigger_of(PurePath("Soft spoken? Brushing, NO TALKING.mp3"), "", WORDS)
    assert guess.trigger == "brushing" and "voice" not in guess.tags


def test_a_folder_s_meaning_comes_as_tags() -> None:
    assert "waves" in trigger_of(PurePath("ocean/x.mp3"), "", WORDS).tags


@given(st.text(min_size=1, max_size=60).filter(lambda name: name not in (".", "..")))
def test_any_name_gives_a_name_that_can_be_typed(name: str) -> None:
    guess = trigger_of(PurePath(name.replace("/", " ").replace("\0", " ")), name, WORDS)
    assert guess.trigger
    assert not set(guess.trigger) & set(" ,:/\n\t")
    assert slug(guess.trigger) == guess.trigger


def test_every_word_of_the_table_is_understood() -> None:
    for meaning in WORDS.meanings.values():
        for word in meaning.words:
            assert trigger_of(PurePath(f"a long title about {word}.mp3"), "", WORDS).trigger in WORDS.meanings, word


def test_the_user_s_table_goes_before_ours(tmp_path: Path) -> None:
    table = tmp_path / "triggers.toml"
    table.write_text('[cave]\nkind = "bed"\nwords = ["tropfstein", "rain"]\nfiles = ["odd/*.wav"]\n', "utf-8")
    words = user_words(table)
    assert trigger_of(PurePath("Tropfstein 3.wav"), "", words).trigger == "cave"
    assert trigger_of(PurePath("odd/whisper.wav"), "", words).trigger == "cave"
    assert trigger_of(PurePath("a long title about Rain.wav"), "", words).trigger == "cave"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[rain\n", "line 1, column 6"),
        ("[rain]\ntitle = '", "line 2, column 10"),
        ('[rain]\nkind = "bed"\nkind = "bed"', "line 3, column 13"),
        ('[rain]\nkind = "bed"\n\n  kinds = 3\n', "line 4, column 3"),
        ('[a]\nkind = "bed"\n[b]\nkind = "chair"\n', "line 4, column 1"),
        ('[a]\ntags = "soft"\n', "line 2, column 1"),
        ("stray = 1\n", "line 1, column 1"),
        ('[a]\ntitle = "\udce9"\n', "line 2, column 10"),
    ],
)
def test_an_error_in_the_user_s_table_is_named_with_its_place(tmp_path: Path, text: str, where: str) -> None:
    table = tmp_path / "triggers.toml"
    table.write_text(text, "utf-8", "surrogateescape")
    with pytest.raises(UsageError) as caught:
        user_words(table)
    assert where in caught.value.message and str(table) in caught.value.message


def test_a_table_with_a_mark_before_it_is_read(tmp_path: Path) -> None:
    """As some editors of Windows save it."""
    table = tmp_path / "triggers.toml"
    table.write_text('[cave]\nwords = ["tropfstein"]\n', "utf-8-sig")
    assert trigger_of(PurePath("Tropfstein 3.wav"), "", user_words(table)).trigger == "cave"


def test_the_fingerprint_changes_with_the_user_s_table(tmp_path: Path) -> None:
    before = WordBook(tmp_path / "triggers.toml").fingerprint
    (tmp_path / "triggers.toml").write_text("[x]\n")
    assert WordBook(tmp_path / "triggers.toml").fingerprint != before
    assert TABLE.exists()


def test_one_voice_makes_the_whole_trigger_a_voice() -> None:
    calm = Guess("evening", "bed", "nature", ("water",), "")
    voice = Guess("evening", "foreground", "voice", ("voice",), "")
    (trigger,) = group([(calm, Sound("/a", 1.0), "/"), (voice, Sound("/b", 1.0), "/")])
    assert (trigger.kind, trigger.category, trigger.tags) == ("foreground", "voice", ("water", "voice"))


def test_tags_of_the_user_correct_a_guess() -> None:
    guess = trigger_of(PurePath("rain/a.mp3"), "", WORDS)
    corrected = retagged(guess, ("whisper", "cosy"), WORDS)
    assert corrected.trigger == "whisper" and corrected.category == "voice" and "cosy" in corrected.tags
    assert retagged(guess, ("cosy",), WORDS).trigger == "rain"
