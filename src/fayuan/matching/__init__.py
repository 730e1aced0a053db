"""Who could take which case: hard rules first, then an order that explains itself. Pure: facts in, lists
out."""
