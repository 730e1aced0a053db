"""The file of a case: it gathers itself from papers and uploads, is sealed as one PDF, can be checked page by page."""
