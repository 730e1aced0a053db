"""Matters that were driven through the operations, copied with other people, days and keys.

`originals` reads them, `days` moves one to other weeks, `people` makes up who it happens to, `writing` puts the
copies into the database, and `plan` says how many of which when.
"""
