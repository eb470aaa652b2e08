"""Duties: what was due when, derived from rules, calendar and facts, never recorded."""
