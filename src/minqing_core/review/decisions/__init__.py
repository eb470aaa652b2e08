"""What may be done with a cadre's diary of a quarter, and what is then recorded."""
