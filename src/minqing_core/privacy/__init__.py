"""Personal data restricted, and destroyed once it need no longer be kept (S12, S44)."""
