"""What may happen to accounts, and what makes a login name or a password fit."""
