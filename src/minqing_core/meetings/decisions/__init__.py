"""What may be done with meetings, studies and what they resolve, and what is then recorded."""
