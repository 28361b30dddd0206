"""What is kept: paths, settings, presets, session files, history."""
