"""A pattern with its first letters in front finds what it found before."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.reading.fronts import fronted, opening_group, parts
from article41.reading.vocabulary import any_of

PATTERNS = (
    "met|held",
    "[Rr]esolutions?|number|no",
    "(?:no|old|an old) (?:ban|moon)|note",
    "(?:the |an )?(?:old|new) one|them",
    r"n(?:o|ot)\b|no+ne",
    any_of(["ban", "banned", "bans", "no ban", "moon"]),
)


@given(st.sampled_from(PATTERNS), st.text(alphabet="ABNRabdehlmnorstuw .-é", max_size=40))
def test_the_same_is_found(pattern: str, text: str) -> None:
    """Each match and its place, at the beginnings of words only."""
    plain = re.compile(rf"\b(?:{pattern})")
    assert [m.span() for m in re.finditer(fronted(pattern), text)] == [m.span() for m in plain.finditer(text)]


@given(st.sampled_from(PATTERNS), st.text(alphabet="BNRabdehlmnorstuw .-", max_size=40))
def test_what_may_not_stand_before(pattern: str, text: str) -> None:
    """`behind` may hold a hyphen or a stop too."""
    plain = re.compile(rf"(?<![\w.-])(?:{pattern})")
    found = re.finditer(fronted(pattern, r"[\w.-]"), text)
    assert [m.span() for m in found] == [m.span() for m in plain.finditer(text)]


def test_only_at_the_beginning() -> None:
    """`^` keeps its meaning."""
    assert re.search(fronted("^to comment|talks"), "to comment")
    assert not re.search(fronted("^to comment|talks"), "not to comment")


@pytest.mark.parametrize("pattern", [r"\d+", "a|.b", "s?ummit", "(?:a|b", "[a-c]x", "(?:a|b)*c", "a+b"])
def test_what_begins_with_no_letter_is_refused(pattern: str) -> None:
    """Rather than found elsewhere than before."""
    with pytest.raises(ValueError, match=r"begins with no letter|does not close"):
        fronted(pattern)


def test_parts_and_groups() -> None:
    """Bars and brackets within brackets, and those that are escaped, divide nothing."""
    assert parts(r"a|(?:b|c)d|[|]|\|e") == ["a", "(?:b|c)d", "[|]", r"\|e"]
    assert opening_group(r"(?:a(?:b|\))c[)])d?") == (r"a(?:b|\))c[)]", "d?")
