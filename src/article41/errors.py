"""What is wrong with a value that somebody sent: what was found, what was expected, the nearest right answer."""

from typing import Self


class InputError(ValueError):
    """A value that cannot be read. Every module that reads values derives its own class from this one.

    `found` is what was sent, shortened and printable; `expected` says what would be right; `nearest` holds the right
    answers that come closest, best first (one may be given as a text). `sentence` says what is wrong; left out, it
    names `found` and `expected`. `field` is where it stood, once `at` has said so. Survives pickling.
    """

    def __init__(
        self, found: str, expected: str = "", nearest: str | tuple[str, ...] | None = None, sentence: str = ""
    ) -> None:
        super().__init__(found, expected, nearest, sentence)
        self.found = found
        self.expected = expected
        self.nearest: tuple[str, ...] = (nearest,) if isinstance(nearest, str) else nearest or ()
        self.sentence = sentence or f"found {found}, expected {expected or 'something else'}"
        self.field = ""

    def at(self, field: str) -> Self:
        """The same error, which now names its field, such as `goods[0].hs`."""
        self.field = field
        return self

    @property
    def reason(self) -> str:
        """The sentence; then the nearest answers it does not name yet, or, where there are none, what was expected."""
        unnamed = [answer for answer in self.nearest if answer not in self.sentence]
        if unnamed:
            return f"{self.sentence}; nearest: {', '.join(unnamed)}"
        if self.expected and not self.nearest and self.expected not in self.sentence:
            return f"{self.sentence}; expected {self.expected}"
        return self.sentence

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}" if self.field else self.reason
