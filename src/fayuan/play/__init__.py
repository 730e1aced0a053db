"""Stories: a matter told as data is played through the operations, and what must be true is held against what is.

`verify` recomputes from history what the database says now.
"""
