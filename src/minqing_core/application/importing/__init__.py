"""Foreign messages and rosters, taken in in two steps: checked, then applied."""
