"""The machine interface for authorities: `/api/v1/`, JSON, one token for each of their systems."""
