"""States as a text names them, in its order."""

import re
from functools import cache

from article41.reading.text import Span
from article41.reading.vocabulary import any_of, governments


@cache
def _named() -> dict[str, str]:
    """Codes by name, adjective, capital and short form; not by "the North" or "North", which may be any north.

    Of the bodies that speak as governments do, only the EU acts as a State does.
    """
    names = {
        form: g.code
        for g in governments()
        for form in (g.name, g.adjective, *g.forms)
        if form[0].isupper() and (form == g.name or form not in g.name.split())
    }
    return {name: code for name, code in names.items() if code and (len(code) == len("ISO") or code == "EU")}


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
