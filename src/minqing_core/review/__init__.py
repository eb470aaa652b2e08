"""What cadres say of their own diaries every quarter, and what their leaders say of them."""
