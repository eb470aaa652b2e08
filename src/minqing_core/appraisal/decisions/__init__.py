"""What may be asked of summaries, appraisal sheets and commendations, and how it is refused."""
