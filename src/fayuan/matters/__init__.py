"""The spine: one matter, one number, one timeline.

A matter has one state, moved only by `advance`; a version; parties; grants that say who may see it and why; timers; and
a timeline that people read. Every room above hangs its rows on a matter.
"""
