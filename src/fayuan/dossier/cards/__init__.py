"""Reading an identity card from a photograph, so that nobody types eighteen digits on a telephone.

The recognition is an extra (`ocr`); its models are in the wheel, nothing is asked of another server. Where it is not
installed, people type and are told so. What was read only fills a form in: a person looks at it and sends it.
"""

from importlib.util import find_spec


def is_installed() -> bool:
    """Whether this installation can read cards."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
