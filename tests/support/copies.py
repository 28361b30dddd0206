"""What holds for tests in which a process is copied."""

import pytest

from asmr_cli.decode.ahead import possible

UNCOLLECTED = pytest.mark.usefixtures("uncollected")

COPIES = [
    UNCOLLECTED,
    pytest.mark.skipif(not possible(), reason="a process is copied on Linux alone"),
    # Python 3.12 warns: where tests run side by side this process has more threads, unlike one that begins a session.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
