"""One file for each group of commands; the only room that prints."""
