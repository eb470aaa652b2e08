"""Accounts and keys: whose they are, which administrator role they bring, what is locked."""
