"""Names made comparable: what is dropped, what is written alike, what is kept."""

import pytest

from article41.screening.names import MOST_WORDS, plain, read_name
from article41.screening.scripts import script_of


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Ch'ŏngguk", "chongguk"),
        ("CH’ONGGUK", "chongguk"),
        ("SIS d.o.o.", "sis doo"),
        ("J.P. Morgan & Co.", "jp morgan and co"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("  AL-QA'IDA ", "al qaida"),
        ("Łódź", "lodz"),
        ("", ""),
        ("...", ""),
    ],
)
def test_plain(said: str, words: str) -> None:
    """Case, accents and punctuation make no difference; dotted abbreviations close up."""
    assert plain(said) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siemens Aktiengesellschaft", "Siemens AG"),
        ("SIS doo", "SIS d.o.o."),
        ("Sample Co., Ltd.", "SAMPLE COMPANY LIMITED"),
        ("OOO Baikal", "Limited Liability Company Baikal"),
        ("Volkswagen Bank G.m.b.H.", "Volkswagen Bank GmbH"),
    ],
)
def test_legal_forms_in_one_spelling(one: str, other: str) -> None:
    """A legal form is the same in every spelling, and is no part of what tells names apart."""
    first, second = read_name(one, person=False), read_name(other, person=False)
    assert first.forms == second.forms != frozenset()
    assert first.words == second.words


def test_misspelt_legal_form_is_still_one() -> None:
    """An error in a legal form does not become a word of the name."""
    assert read_name("Limited Liabiliti Company Nanochip", person=False).words == ("nanochip",)


def test_titles_go_unless_nothing_else_is_left() -> None:
    """Mr and Dr say nothing about who it is; a name that is nothing but a title is kept."""
    assert read_name("Mr. Dr. Rami Makhlouf", person=True).words == ("rami", "makhlouf")
    assert read_name("Sheikh", person=True).words == ("sheikh",)


def test_servants_of_are_parted() -> None:
    """Abdulaziz, Abdul Aziz and Abd Aziz are written in one way."""
    assert {read_name(n, True).words for n in ("Abdulaziz", "Abdul Aziz", "Abd Aziz")} == {("abd", "aziz")}


def test_for_and_of_do_not_hold_organisations_apart() -> None:
    """Words as small as `for` and `of` are not compared, yet the full names differ: near, not exact."""
    one, other = read_name("Bank for Trade", False), read_name("Bank of Trade", False)
    assert one.words == other.words
    assert one.full != other.full


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("김영철", "hangul"),
        ("金英哲", "han"),
        ("Ким", "cyrillic"),
        ("محمد", "arabic"),
        ("Kim", "latin"),
        ("123", "latin"),
        ("ბარაკ", "other"),
    ],
)
def test_script(text: str, script: str) -> None:
    """The script is that of most letters."""
    assert script_of(text) == script


def test_lengths_are_bounded() -> None:
    """However long a text, only so many words are read."""
    assert len(read_name("ab " * 100_000, person=True).said) <= MOST_WORDS
