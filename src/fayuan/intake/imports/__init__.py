"""Old cases from another system: a table read by a mapping, taken in whole, and reckoned against the table."""
