"""From a request to a Session and on: pure, nothing is opened and no clock is looked at."""
