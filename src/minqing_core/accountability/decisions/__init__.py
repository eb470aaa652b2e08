"""What may be asked of incidents and inquiries, and how it is refused."""
