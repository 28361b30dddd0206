"""Presets and settings: which value wins, where it comes from, and what a name may be."""

import datetime
import time
from pathlib import Path

import pytest

from asmr_cli.errors import AsmrError, CannotWrite, UsageError
from asmr_cli.models import FadeLength, Wanted
from asmr_cli.store import presets
from asmr_cli.store.builtin import BUILT_IN
from asmr_cli.store.layers import Layer
from asmr_cli.store.options import EVERY, REQUEST, read_all, write_all
from asmr_cli.store.paths import Paths
from asmr_cli.store.settings import seconds_until, settle

NOW = datetime.datetime(2026, 3, 1, 22, 45).astimezone()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.from_environ({"ASMR_HOME": str(tmp_path / "home")})


def configure(paths: Paths, text: str) -> None:
    paths.config.mkdir(parents=True, exist_ok=True)
    paths.config_file.write_text(text)


def test_each_layer_wins_over_the_one_before(paths: Paths) -> None:
    configure(paths, 'volume = 10\nseed = 10\nbed = "fire"\nmono = true\ncurve = "db"')
    presets.save("mine", {"volume": 30, "seed": 30, "bed": "wind"}, paths.presets)
    file = Layer("evening.toml", {"volume": 40, "seed": 40})
    environ = {"ASMR_VOLUME": "20", "ASMR_SEED": "20", "ASMR_BED": "rain", "ASMR_MONO": "no", "ASMR_HOME": "x"}
    settings = settle(paths, environ, {"preset": "mine", "volume": 50, "mono": None}, file)
    found = {setting.name: (setting.value, setting.source) for setting in settings.all}
    assert found["volume"] == (50, "option")
    assert found["seed"] == (40, "evening.toml")
    assert found["bed"] == ("wind", "preset mine")
    assert found["mono"] == (False, "ASMR_MONO")
    assert found["curve"] == ("db", str(paths.config_file))
    assert found["fade"] == (None, "default")
    assert tuple(found) == EVERY


def test_the_words_of_the_command_line_become_a_request(paths: Paths) -> None:
    options = {"duration": "45", "triggers": ["rain:70,paper", "whisper"], "fade": "40%", "sounds": ("/a", "/b")}
    request = settle(paths, {}, options).request(NOW)
    assert request.duration == 2700.0
    assert request.triggers == (Wanted("rain", 70.0), Wanted("paper"), Wanted("whisper"))
    assert request.fade == FadeLength(percent=40.0)
    assert request.sounds == ("/a", "/b")


def test_of_duration_and_until_the_later_wish_stands_alone(paths: Paths) -> None:
    configure(paths, 'duration = "2h"')
    assert settle(paths, {}, {"until": "23:15"}).request(NOW).duration == 1800.0
    assert settle(paths, {"ASMR_UNTIL": "23:15"}, {"duration": "20m"}).request(NOW).until is None
    with pytest.raises(UsageError, match="both"):
        settle(paths, {}, {"until": "23:15", "duration": "20m"})


def test_until_goes_over_a_change_of_the_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        evening = datetime.datetime(2026, 3, 28, 23, 0).astimezone()
        assert seconds_until("06:00", evening) == 6 * 3600.0
        with pytest.raises(UsageError, match="12 hours"):
            seconds_until("22:59", evening)
        with pytest.raises(UsageError, match="only 2 seconds"):
            seconds_until("23:01", evening + datetime.timedelta(seconds=58))
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("now", "clock", "minutes"),
    [
        ("2026-10-25T00:30+00:00", "02:45", 15),  # 02:30, for the first time
        ("2026-10-25T01:30+00:00", "02:45", 15),  # 02:30 once more
        ("2026-10-25T00:30+00:00", "02:15", 45),  # the second one comes next
        ("2026-10-25T01:30+00:00", "03:30", 60),
        ("2026-10-24T22:30+00:00", "02:45", 135),
        ("2026-03-29T00:30+00:00", "03:15", 45),
        ("2026-03-29T00:30+00:00", "02:30", 60),  # which that night does not have: as long as it would be without
        ("2026-03-28T23:30+00:00", "02:00", 90),
    ],
)
def test_until_is_the_next_such_time_where_the_clocks_show_it_twice_or_never(
    monkeypatch: pytest.MonkeyPatch, now: str, clock: str, minutes: int
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        assert seconds_until(clock, datetime.datetime.fromisoformat(now).astimezone()) == 60.0 * minutes
    finally:
        monkeypatch.undo()
        time.tzset()


def test_other_variables_with_our_prefix_are_not_ours(paths: Paths) -> None:
    assert settle(paths, {"ASMR_SOMETHING": "1", "ASMR_VOLUME": ""}, {}).request(NOW).volume == 100


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("volume = 0", "line 1, column 1: volume has to be a whole number, 1 to 100"),
        ("\nvolme = 50", "line 2, column 1: volme is not known (is “volume” meant?)"),
        ("history = 1", "history has to be true or false"),
        ("volume = ", "config.toml, line 1, column 10"),
    ],
)
def test_a_wrong_config_is_named_with_its_place(paths: Paths, text: str, sentence: str) -> None:
    configure(paths, text)
    with pytest.raises(UsageError) as caught:
        settle(paths, {}, {})
    assert sentence in caught.value.message


def test_a_wrong_variable_is_named(paths: Paths) -> None:
    with pytest.raises(UsageError, match="ASMR_VOLUME has to be a whole number"):
        settle(paths, {"ASMR_VOLUME": "loud"}, {})


def test_what_is_written_is_read_back() -> None:
    values = {
        "duration": 5400.0, "triggers": (Wanted("rain", 70.0), Wanted("paper")), "fade": FadeLength(percent=33.5),
        "sounds": ("/a", "/b c"), "voice": False, "seed": 7, "bed": "none", "preset": "calm",
    }  # fmt: skip
    assert read_all(write_all(values), REQUEST) == values
    assert read_all(write_all({"fade": FadeLength(seconds=0.0)}), REQUEST) == {"fade": FadeLength(seconds=0.0)}


@pytest.mark.parametrize("name", ["", "a/b", "..", ".x", "a\\b", "-x", "x" * 65, "CON", "none", "a\nb", "x ", "a.b"])
def test_a_name_that_no_file_can_have_is_refused(paths: Paths, name: str) -> None:
    with pytest.raises(UsageError):
        presets.save(name, {}, paths.presets)
    with pytest.raises(UsageError):
        presets.find(name, paths.presets)
    assert not paths.presets.exists()


@pytest.mark.parametrize("name", ["rain-45", "Regen über Nacht", "夜", "a_1", "x" * 64])
def test_a_preset_is_kept_replaced_listed_and_deleted(paths: Paths, name: str) -> None:
    presets.save(name, {"duration": 60.0}, paths.presets)
    path = presets.save(name, {"duration": 2700.0, "triggers": (Wanted("rain", 70.0),)}, paths.presets)
    assert path.read_text().startswith("# A preset of asmr.")
    assert presets.find(name, paths.presets).layer.values == {"duration": 2700.0, "triggers": (Wanted("rain", 70.0),)}
    assert [preset.name for preset in presets.everything(paths.presets)] == [*BUILT_IN, name]
    presets.delete(name, paths.presets)
    with pytest.raises(UsageError, match="no preset"):
        presets.find(name, paths.presets)


@pytest.mark.parametrize("name", [*BUILT_IN, "Sleep"])
def test_what_comes_with_the_program_stays(paths: Paths, name: str) -> None:
    with pytest.raises(UsageError, match="comes with asmr"):
        presets.save(name, {}, paths.presets)
    if name in BUILT_IN:
        with pytest.raises(UsageError, match="comes with asmr"):
            presets.delete(name, paths.presets)
        assert settle(paths, {}, {"preset": name}).request(NOW).preset == name


def test_the_nearest_preset_is_named(paths: Paths) -> None:
    presets.save("rain-45", {}, paths.presets)
    with pytest.raises(UsageError, match="rain-45"):
        presets.find("rain45", paths.presets)


def test_a_preset_may_not_name_another_one(paths: Paths) -> None:
    paths.presets.mkdir(parents=True)
    (paths.presets / "mine.toml").write_text('preset = "nature"\n')
    with pytest.raises(UsageError, match=r"mine\.toml, line 1, column 1: preset is not known"):
        presets.find("mine", paths.presets)


def test_a_folder_that_refuses_is_one_sentence(paths: Paths) -> None:
    configure(paths, "")
    paths.presets.write_text("in the way")
    with pytest.raises(CannotWrite):
        presets.save("mine", {}, paths.presets)
    with pytest.raises(AsmrError):
        presets.find("mine", paths.presets)
