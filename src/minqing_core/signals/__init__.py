"""Evidence that something may be amiss in the record; never a verdict."""
