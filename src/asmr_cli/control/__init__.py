"""Keys, signals and a local socket, turned into commands."""
