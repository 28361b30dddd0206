"""When a Status is told, by a clock that only the test turns."""

from types import SimpleNamespace

import pytest

from asmr_cli.player.news import TOLD, News
from asmr_cli.player.ports import Listeners


class Desk:
    """News with one observer, a question and a clock."""

    def __init__(self):
        self.now = 100.0
        self.question = ""
        self.told = []
        observer = SimpleNamespace(status=lambda status: self.told.append(status.notice))
        self.news = News(None, Listeners((observer,), notice=lambda: self.question), lambda: self.now)

    def turn(self, seconds=0.0):
        self.now += seconds
        self.news.tell(lambda: SimpleNamespace(notice=self.news.notice))


@pytest.fixture
def desk():
    desk = Desk()
    desk.turn()
    return desk


def test_a_status_is_told_now_and_then(desk):
    desk.turn(TOLD / 2)
    assert desk.told == [""]
    desk.turn(TOLD)
    assert desk.told == ["", ""]


def test_a_question_is_told_at_once_and_so_is_that_it_is_over(desk):
    desk.question = "x again: never this"
    desk.turn(TOLD / 8)
    desk.turn(TOLD / 8)
    desk.question = ""
    desk.turn(TOLD / 8)
    assert desk.told == ["", "x again: never this", ""]
