"""Files that people hand in and get back: sheets read as text, copies with remarks."""
