"""The command line: parses what is asked, calls the office once, and shows the answer."""
