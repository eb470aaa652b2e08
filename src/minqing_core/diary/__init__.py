"""The diary: one matter from the doorstep to the answer (S18–S38)."""
