"""The event log and the tables beside it, in SQLite or PostgreSQL."""
