"""The agencies' electronic seals: where keys come from, how a PDF is sealed (PAdES), and how a sealed one is read.

Knows papers as bytes alone; which of them this installation issued is asked of `dossier.queries`.
"""
