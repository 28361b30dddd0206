"""What the planner plans can be saved and comes back the same: a thousand random requests."""

import random
from pathlib import Path

import pytest

from asmr_cli.errors import NothingToPlay
from asmr_cli.library.catalogue import load_catalogue
from asmr_cli.models import CURVES, PATTERNS, Catalogue, FadeLength, Request, Session, Taste, Wanted
from asmr_cli.plan.planner import plan
from asmr_cli.store import session_file
from asmr_cli.store.again import remember
from asmr_cli.store.options import REQUEST, read_all
from asmr_cli.store.paths import pack_dir

FADES = (None, FadeLength(seconds=0.0), FadeLength(percent=90.0), FadeLength(seconds=1e4))
SOME: tuple[tuple[Wanted, ...], ...] = (
    (),
    (Wanted("rain", 70.0), Wanted("paper")),
    (Wanted("nature"),),
    (Wanted("taps"),),
)


def request(dice: random.Random) -> Request:
    """Any request; most are short, for a plan of twelve hours takes a while."""
    return Request(
        duration=dice.choice([5.0, 20.0, 90.0, 600.0, 1800.0, dice.uniform(5, 7200), dice.uniform(5, 43200)]),
        triggers=dice.choice(SOME),
        bed=dice.choice([None, None, "none", "waves"]),
        preset=dice.choice(["sleep", "break"]),
        voice=dice.random() < 0.8,
        breath=dice.choice(PATTERNS),
        breath_cue=dice.random() < 0.2,
        fade=dice.choice(FADES),
        curve=dice.choice(CURVES),
        volume=dice.randint(1, 100),
        mono=dice.random() < 0.2,
        seed=dice.getrandbits(31),
        end_cue=dice.random() < 0.2,
    )


def planned(wish: Request, catalogue: Catalogue) -> Session | None:
    try:
        return plan(wish, catalogue, Taste(), random.Random(wish.seed))
    except NothingToPlay:
        return None


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(10))
def test_a_plan_comes_back_the_same(tmp_path: Path, hundred: int) -> None:
    catalogue = load_catalogue(pack_dir())
    path = tmp_path / "evening.toml"
    found = 0
    for number in range(100):
        wish = request(random.Random(hundred * 100 + number))
        assert Request(**(read_all(remember(wish), REQUEST))) == wish
        session = planned(wish, catalogue)
        if session:
            path.write_bytes(session_file.dumps(session).encode())
            assert session_file.load(path) == session
            found += 1
    assert found > 50
