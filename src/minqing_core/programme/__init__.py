"""The programme: its legal basis, its rules, its categories and the working calendar (S1–S3)."""
