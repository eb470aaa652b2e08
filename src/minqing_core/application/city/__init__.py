"""The city's office over the records of its towns: followed, mirrored, cosigned, counted."""
