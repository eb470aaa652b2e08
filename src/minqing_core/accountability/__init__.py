"""Holding somebody to account for a matter that was mishandled with bad consequences (S66)."""
