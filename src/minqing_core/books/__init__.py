"""The record books: printed, passed down, held, handed in, archived (S22, S43–S47)."""
