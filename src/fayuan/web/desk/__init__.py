"""The pages of the agency's staff and of the bureau above it."""
