"""A made-up town of two years, grown through the office's own use cases."""
