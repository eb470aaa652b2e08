"""What may be asked of the context, and how it is refused."""
