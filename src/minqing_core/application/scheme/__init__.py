"""What a new office begins with, taken from the scheme and from published law."""
