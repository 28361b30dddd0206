"""What TAB offers in bash, zsh and fish."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


def offered(home: Path, shell: str, line: str) -> list[str]:
    words = line.split(" ")
    environ = {
        "PATH": os.environ["PATH"], "ASMR_HOME": str(home), "_ASMR_COMPLETE": f"complete_{shell}", "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1), "_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-m", "asmr_cli"], env=environ, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return re.findall(r'"([^"]+)"', done.stdout) if shell == "zsh" else done.stdout.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_presets_and_triggers_are_offered(tmp_path: Path, shell: str) -> None:
    (tmp_path / "presets").mkdir()
    (tmp_path / "presets" / "calm-rain.toml").write_text('bed = "rain"\n')
    assert offered(tmp_path, shell, "asmr sleep --preset cal") == ["calm", "calm-rain"]
    assert offered(tmp_path, shell, "asmr preset show calm-") == ["calm-rain"]
    assert offered(tmp_path, shell, "asmr sleep -t rain,page") == ["rain,page-turning"]


def test_a_broken_preset_does_not_disturb_the_shell(tmp_path: Path) -> None:
    (tmp_path / "presets").mkdir()
    (tmp_path / "presets" / "mine.toml").write_text("= =")
    (tmp_path / "config.toml").write_text("= =")
    assert offered(tmp_path, "bash", "asmr sleep --preset mi") == ["mine"]
