"""The output gain: one gain for every fade, applied last, continuous whatever happens."""
