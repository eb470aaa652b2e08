"""The Django application of the twin."""
