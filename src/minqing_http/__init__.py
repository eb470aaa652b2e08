"""The office over HTTP: requests in, one call of the office, answers out."""
