"""Powers: what a post may do and read, as of now; whatever is not granted is refused."""
