"""What the law says, as pure code: who may be aided, by when, where, by whom and for how much.

Dates and facts come in as arguments; results come out with the article, the inputs and the arithmetic behind
them. Nothing here knows a clock, a database, a network or a web framework.
"""
