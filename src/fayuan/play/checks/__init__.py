"""Recomputing from history what the database says now: each check gives the differences that it finds."""
