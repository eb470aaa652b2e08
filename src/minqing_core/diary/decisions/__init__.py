"""What may be done with a matter, and what is then recorded."""
