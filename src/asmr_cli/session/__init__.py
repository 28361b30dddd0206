"""The one place that wires library → plan → render → player → display → history."""
