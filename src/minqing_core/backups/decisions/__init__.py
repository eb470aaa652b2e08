"""Putting copies and drills on record."""
