"""From a file of any format to a Tape, read at any place."""
