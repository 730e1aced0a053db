"""The machine interface: the same operations, for the systems of other offices."""
