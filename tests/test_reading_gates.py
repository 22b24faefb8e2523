"""What is looked for before a pattern runs: nothing that the pattern would find is passed over."""

import re

from hypothesis import given
from hypothesis import strategies as st

from article41.reading import when
from article41.reading.claims.vocabulary import either, triggers
from article41.reading.claims.vocabulary import pattern as words_of
from article41.reading.stance import Position, Told
from article41.reading.text import Span
from article41.reading.vocabulary import words


def _patterns() -> list[str]:
    every = words("stances", dict[str, Position]).values()
    return sorted({p for position in every for p in (*position.words, *position.unless, *position.hints)})


@given(st.data())
def test_a_text_of_a_stance_is_not_passed_over(data: st.DataObject) -> None:
    """Whatever a pattern of reading/stances.yaml finds holds one of the letters that it is gated by."""
    pattern = data.draw(st.sampled_from(_patterns()))
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)).lower()
    assert Told((pattern,)).count(text) == len({m[0] for m in re.finditer(pattern, text)})


@given(st.data())
def test_words_tried_together_are_found_as_one_by_one(data: st.DataObject) -> None:
    """Lists of words, joined by their initials, find what they find one after another, the longest first."""
    name = data.draw(st.sampled_from(sorted(triggers())))
    listed = triggers()[name]
    said = [w.removeprefix("=").replace("*", data.draw(st.sampled_from(["", "s", "ed"]))) for w in listed]
    picked = data.draw(st.lists(st.sampled_from(said), min_size=1, max_size=4))
    text = " ".join(data.draw(st.sampled_from([w, w.upper(), w.lower()])) for w in picked)
    each = sorted((either((w,)) for w in listed), key=len, reverse=True)
    found = words_of(name).search(text)
    alone = [m for p in each if (m := re.search(p, text, re.I))]
    assert (found is None) == (not alone)
    if found:
        assert found.start() == min(m.start() for m in alone)
        assert found.end() in {m.end() for m in alone if m.start() == found.start()}


@given(st.sampled_from(when._COMPILED), st.data())
def test_a_word_of_time_is_not_passed_over(
    row: "tuple[str, frozenset[str], re.Pattern[str]]", data: st.DataObject
) -> None:
    """Whatever a pattern of time finds holds all that it is said to need."""
    _, needs, pattern = row
    text = data.draw(st.from_regex(re.compile(pattern.pattern, re.ASCII), fullmatch=True))
    assert all(when._NEEDS[need].search(text) for need in needs)
    assert when.words("", Span(0, 0)) == []
