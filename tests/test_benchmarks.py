"""What the suite does not run must load at least: a file that moved is missed by nobody else."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "benchmarks"


def test_every_benchmark_loads():
    names = sorted(path.stem for path in FOLDER.glob("*.py"))
    lines = ["import importlib, sys", f"sys.path.insert(0, {str(FOLDER)!r})"]
    lines += [f"importlib.import_module({name!r})" for name in names]
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, cwd=FOLDER.parent)
