"""The pages of the three administrators: system, security, audit."""
