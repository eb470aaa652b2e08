"""The roster: units, people, the posts they hold and where they are stationed (S6–S9)."""
