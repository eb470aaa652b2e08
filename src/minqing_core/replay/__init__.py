"""Reading the past back: what was so when, who could have known of it, what was owed."""
