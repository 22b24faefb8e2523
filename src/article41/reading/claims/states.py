"""States as a text names them, in its order."""

import re
from functools import cache

from article41 import yamlfile
from article41.places_of_data import data_folder
from article41.reading.text import Span
from article41.reading.vocabulary import any_of


@cache
def _named() -> dict[str, str]:
    file = yamlfile.read(data_folder("reading") / "states.yaml").as_type(dict[str, tuple[str, ...]])
    return {name: code for code, names in file.items() for name in names}


@cache
def state_words() -> str:
    """A pattern, without groups, for any name of a State; capitals matter."""
    return rf"(?<![\w.])(?:{any_of(_named())})(?![\w])"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(state_words())


def states_in(text: str, within: Span) -> list[str]:
    """Alpha-3 codes of the States named in a span, each once, in order."""
    return list(dict.fromkeys(_named()[m[0]] for m in _pattern().finditer(text, *within)))
