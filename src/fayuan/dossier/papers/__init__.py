"""How an official form becomes a sheet of paper: the forms, their wording and layout, fonts, and the PDF.

Knows no database and no framework: data comes in, a PDF comes out. `render.py` is the way in.
"""
