"""What is wrong with a value that somebody sent: what was found, what was expected, the nearest right answer."""

import copyreg
from typing import Any


class InputError(ValueError):
    """A value that cannot be read. Every module that reads values derives its own class from this one.

    `sentence` says what is wrong; `found` is what was sent, shortened and printable; `expected` says what would be
    right; `nearest` holds the right answers that come closest, best first (a single one may be given as a text).
    """

    def __init__(self, sentence: str, found: str = "", expected: str = "", nearest: str | tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.found = found
        self.expected = expected
        self.nearest = (nearest,) if isinstance(nearest, str) else nearest

    def __str__(self) -> str:
        """The sentence; then the nearest answers it does not name yet, or, where there are none, what was expected."""
        unnamed = [answer for answer in self.nearest if answer not in self.sentence]
        if unnamed:
            return f"{self.sentence}; nearest: {', '.join(unnamed)}"
        if self.expected and not self.nearest:
            return f"{self.sentence}; expected {self.expected}"
        return self.sentence

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles by its attributes, so that a subclass may take what arguments it likes."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]
