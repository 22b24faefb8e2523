"""What is looked for before a pattern runs: nothing that the pattern would find is passed over."""

import re

from hypothesis import given
from hypothesis import strategies as st

from article41.reading import when
from article41.reading.beginnings import Beginnings
from article41.reading.claims import gates
from article41.reading.claims.vocabulary import either, triggers
from article41.reading.claims.vocabulary import pattern as words_of
from article41.reading.stance import Position, Told
from article41.reading.text import Span
from article41.reading.vocabulary import words


def _patterns() -> list[str]:
    every = words("stances", dict[str, Position]).values()
    return sorted({p for position in every for p in (*position.words, *position.unless)})


@given(st.data())
def test_a_text_of_a_stance_is_not_passed_over(data: st.DataObject) -> None:
    """Whatever a pattern of reading/stances.yaml finds has a word with one of the beginnings that it is gated by."""
    pattern = data.draw(st.sampled_from(_patterns()))
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)).lower()
    told = Told((pattern,))
    assert told.count(text) == len({m[0] for m in re.finditer(rf"\b(?:{pattern})", text)})
    assert Beginnings({"it": told.needs}).opened(text) or not told.count(text)


@given(st.data())
def test_a_word_of_a_list_opens_it(data: st.DataObject) -> None:
    """Whatever the pattern of a list finds, in any letters, opens the gate of the list."""
    name = data.draw(st.sampled_from(sorted(triggers())))
    phrase = data.draw(st.sampled_from(triggers()[name])).removeprefix("=")
    said = phrase.replace("*", data.draw(st.sampled_from(["", "s", "ing"])))
    text = f"On Monday, {data.draw(st.sampled_from([said, said.upper()]))}; it said."
    assert gates.holds(gates.opened(text.lower()), name)


@given(st.text(), st.text(alphabet="ab é", min_size=1))
def test_a_list_is_open_where_a_word_begins_with_an_entry(text: str, entry: str) -> None:
    """And nowhere else; case is the caller's."""
    opened = Beginnings({"it": [entry]}).opened(text)
    assert bool(opened) == any(word.startswith(entry) for word in re.findall(r"\w+", text))


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
