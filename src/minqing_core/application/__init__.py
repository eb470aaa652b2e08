"""What a person may ask of the office: one function for each use case."""
