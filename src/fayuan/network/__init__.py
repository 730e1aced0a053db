"""Institutions and places: bureaus, agencies, stations, firms, authorities, and the divisions of the country."""
