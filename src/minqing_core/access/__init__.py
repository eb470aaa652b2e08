"""Accounts: whose they are, which administrator role they bring, and whether they are locked."""
