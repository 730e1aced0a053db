"""Papers and files: the official forms as issued, what was handed in, and (in `papers`) how a form becomes a PDF."""
