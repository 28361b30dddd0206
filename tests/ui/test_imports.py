"""What the display of the night needs not: the first sound must not wait for it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["asmr_cli.ui.live", "asmr_cli.ui.plain", "asmr_cli.ui.lines"])
def test_the_displays_load_no_more_than_they_use(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "av", "pygame", "typer", "rich.console", "rich.style"} & set(loaded)
