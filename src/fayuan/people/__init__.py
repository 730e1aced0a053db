"""Persons and accounts: applicants, staff, lawyers; their posts and what the posts allow."""
