"""Backups of an installation: database, files and keys, encrypted to an officer's key, brought back and compared."""
