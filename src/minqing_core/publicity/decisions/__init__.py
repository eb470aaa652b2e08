"""Writing for the public, approving, releasing and withdrawing what was written (S79–S81)."""
