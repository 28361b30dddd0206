"""asmr: a timed wind-down session of quiet sounds for the terminal."""

__version__ = "0.1.0"
