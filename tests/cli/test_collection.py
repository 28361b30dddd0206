"""What tonight knows of the nights before."""

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from asmr_cli.cli import environment
from asmr_cli.cli.collection import Collection
from asmr_cli.models import Taste
from asmr_cli.store.history import History
from asmr_cli.store.played import Progress
from support.shell import Here

NOW = datetime.datetime(2026, 3, 11, 21, 0).astimezone()


@pytest.fixture
def evening(home: Path) -> Iterator[None]:
    """The environment of a command on one evening; rain was heard two months ago, and wind four."""
    with History(home / "history.db") as history:
        for days, trigger in ((60, "rain"), (120, "wind")):
            number = history.begin(NOW - datetime.timedelta(days=days), None, 1800.0, 7)
            heard = {(trigger, f"{trigger}/{trigger}.opus"): 1800.0}
            history.end(number, Progress(1800.0, 1800.0, None, heard), "deadline")
    nobody = io.StringIO()
    environment.use(Here(nobody, nobody, nobody, {"ASMR_HOME": str(home)}, moment=NOW))
    yield
    environment.use(None)


def taste(new: bool) -> Taste:
    collection = Collection()
    return collection.taste(collection.catalogue(), new)


@pytest.mark.usefixtures("evening")
def test_for_rotation_a_season_counts_and_for_what_is_new_all_that_ever_played() -> None:
    season = taste(new=False).triggers
    assert season["rain"] < season["wind"] == season["fire"] == 1.0
    ever = taste(new=True).triggers
    assert ever["rain"] < ever["wind"] == 1.0 < ever["fire"], "four months ago weigh nothing, and are not new"
