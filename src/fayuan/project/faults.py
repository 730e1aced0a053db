"""A fault in the set-up of this machine, told in one sentence with the way out of it."""


class SetupFault(Exception):
    """Something about the machine, not the program, stands in the way.

    `sentence` says what is wrong, `way_out` what the person at the keyboard can do about it; both are
    Chinese, plain, and shown without a traceback by `fayuan`.
    """

    def __init__(self, sentence: str, way_out: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.sentence}\n  办法：{self.way_out}"
