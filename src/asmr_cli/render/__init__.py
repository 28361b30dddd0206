"""From a plan to samples: pull-based Sources, one idea a file."""
