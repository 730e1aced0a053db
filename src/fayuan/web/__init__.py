"""The only place that knows HTTP: one folder per audience, and `shared` for what all of them wear."""
