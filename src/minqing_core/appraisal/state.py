"""As much of the context's history as its rules need."""
