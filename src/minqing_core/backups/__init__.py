"""Copies of the record kept elsewhere, and the drills that show they can be put back."""
