"""Readings of the log: pure functions from envelopes to what people look at."""
