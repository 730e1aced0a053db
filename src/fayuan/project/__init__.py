"""Puts the rooms together and runs them: settings, addresses, set-up, the database server, the supervisor."""
