"""The entry point; `--version` answers without loading anything."""

import gc
import os
import sys


def main() -> None:
    """Run the command line of the process and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        from asmr_cli import __version__

        print(f"asmr {__version__}")
        return
    # One thread does the little linear algebra there is; OpenBLAS's pool doubles numpy's CPU at import.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is imported stays: 60,000 objects, which would be looked through again and again for what may go.
    gc.set_threshold(100_000)
    from asmr_cli.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
