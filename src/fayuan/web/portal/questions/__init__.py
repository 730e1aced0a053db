"""The questions of an application, one to a page: their forms, their order, and which of them are asked.

A page belongs to an application when `asked` says so for the answers given so far; answers of pages that no longer
belong stay in the draft but are not handed in.
"""
