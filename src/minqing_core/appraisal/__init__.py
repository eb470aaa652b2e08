"""The end of the year: the summary, appraisal sheets, objections to them, and commendations."""
