"""Evenings by the clock: cron, systemd user timers, launchd."""
