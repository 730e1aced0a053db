"""The pages of lawyers and of the heads of their firms."""
