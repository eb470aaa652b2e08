"""Meetings on people's troubles: the analysis meetings of villages, and collective studies."""
