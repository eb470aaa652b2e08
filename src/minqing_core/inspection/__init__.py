"""Inspections: spot checks with a sample anyone can draw again, findings, and bulletins."""
