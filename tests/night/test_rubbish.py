"""A small corpus of rubbish for whatever reads what others wrote; `benchmarks/fuzz.py` feeds more of it."""

from pathlib import Path

import fuzz
import pytest


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_rubbish_is_refused_calmly(name: str, tmp_path: Path) -> None:
    count = 25 if name in ("decoding", "screening") else 150
    assert not [trace for trace in (fuzz.once(name, seed, tmp_path) for seed in range(count)) if trace]
