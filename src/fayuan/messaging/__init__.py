"""Messages out: one row each with a status, by text message or into the inbox. Safe contact is decided here."""
