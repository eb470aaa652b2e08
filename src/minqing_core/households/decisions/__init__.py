"""What may be done with households and visits, and what is then recorded."""
