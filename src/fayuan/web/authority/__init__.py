"""The pages of courts, procuratorates and police: their own notices."""
