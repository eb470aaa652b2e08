"""Households, the people in them, and the visits that reach them (S4, S23)."""
