"""What may be done with the record books, and what is then recorded."""
