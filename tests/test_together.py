"""Names screened many at a time: the same answers as one at a time, and the same words alike as one by one."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from article41.screening import Entry, Query
from article41.screening.built_in import built_in
from article41.screening.likeness import LEAST_LIKE, likeness
from article41.screening.screener import ListScreener
from article41.screening.spelling import spelling_keys
from article41.screening.vocabulary import COMMON_PERSONAL, GENERIC, NICKNAMES
from article41.screening.words import FEW, Words, likenesses

TYPES = st.sampled_from([None, "person", "entity", "bank", "vessel"])
LISTED = [name for entry in built_in().entries for name in (*entry.names, *entry.weak_aliases)]
SCRIPTS = [
    "리병철",
    "李炳哲",
    "Ри Бён Чхоль",
    "شهاب الدين دلاور",
    "Lee Byung-chul",
    "조선련봉총회사",
    "",
    " ",
    "-",
    "1",
]
KNOWN = sorted({*COMMON_PERSONAL, *GENERIC, *NICKNAMES, *NICKNAMES.values(), "2", "100", "1000", "10000", "10001"})


def perturbed(name: str, chance: random.Random) -> str:
    """The name with one letter lost, doubled or exchanged, or its words in another order or run together."""
    at = chance.randrange(len(name) or 1)
    return chance.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + name[at : at + 1] + name[at:],
            name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
            " ".join(reversed(name.split())),
            name.replace(" ", "", 1),
        ]
    )


PERTURBED = st.builds(perturbed, st.sampled_from(LISTED), st.randoms(use_true_random=False))
MIXED = st.lists(st.sampled_from(" ".join(LISTED).split()), max_size=5).map(" ".join)
NAMES = st.sampled_from(LISTED) | PERTURBED | MIXED | st.sampled_from(SCRIPTS) | st.text(max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(Query, NAMES, TYPES), max_size=60))
def test_together_equals_single(queries: list[Query]) -> None:
    """What stands beside a query never changes its answer."""
    screener = built_in()
    assert screener.screen_together(queries) == [screener.screen_query(query) for query in queries]


def test_empty_list_and_no_queries() -> None:
    """A list without entries meets nobody, and no queries have no answers."""
    assert ListScreener([]).screen_many([Query("Ri Pyong Chol"), Query("")]) == [(), ()]
    assert ListScreener([Entry(id="x", type="entity", name="-")]).screen_many([Query("Ri Pyong Chol")]) == [()]
    assert built_in().screen_many([]) == []


WORDS = st.sampled_from(KNOWN) | st.text("abcdehkostuxz19", min_size=1, max_size=12)
NEAR = st.builds(perturbed, WORDS, st.randoms(use_true_random=False)).map(lambda word: word.replace(" ", "") or "x")


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS | NEAR, min_size=8, max_size=20, unique=True))
def test_likeness_in_arrays(words: list[str]) -> None:
    """All pairs of words at once are as alike as each pair by itself, and so are a few pairs."""
    numbered = Words(words)
    a, b = (places.ravel() for places in np.meshgrid(np.arange(len(words)), np.arange(len(words)), indexing="ij"))
    alone = [likeness(words[i], words[j]) for i, j in zip(a, b, strict=True)]
    assert len(a) > FEW
    assert likenesses(numbered, a, numbered, b).tolist() == alone
    assert likenesses(numbered, a[:FEW], numbered, b[:FEW]).tolist() == alone[:FEW]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=9), max_size=8))
def test_hashes_of_misspellings(words: list[str]) -> None:
    """Two words have a hash in common where they, or they with a letter left out, have a spelling in common."""
    spelt = [{w, *(w[:at] + w[at + 1 :] for at in range(len(w)) if len(w) >= LEAST_LIKE)} for w in words]
    keys, owners = spelling_keys(words, LEAST_LIKE)
    hashed = [set(keys[owners == n].tolist()) for n in range(len(words))]
    for n in range(len(words)):
        assert [bool(hashed[n] & other) for other in hashed] == [bool(spelt[n] & other) for other in spelt]
