"""What the public is told: the scheme itself, matters with names taken out, good practice."""
