"""Fayuan 法援: a province's legal aid, from a person's first question to the archived file."""
