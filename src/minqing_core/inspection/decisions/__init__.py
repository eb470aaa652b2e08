"""What may be done with inspections and bulletins, and what is then recorded."""
