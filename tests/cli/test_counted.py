"""Numbers of things, as one says them."""

import pytest

from asmr_cli.cli.counted import amount


@pytest.mark.parametrize(
    ("files", "seconds", "said"),
    [
        (1, 2.0, "1 file, 1 min"),
        (2, 150.0, "2 files, 2 min"),
        (2, 3569.0, "2 files, 59 min"),
        (3, 3590.0, "3 files, 1 h 0 min"),
        (3, 7800.0, "3 files, 2 h 10 min"),
    ],
)
def test_how_much_there_is(files: int, seconds: float, said: str) -> None:
    assert amount(files, seconds) == said
