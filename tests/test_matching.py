"""Two names compared: what is the same, what is near, what is somebody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.screening.likeness import fold, likeness, weight
from article41.screening.matching import compare
from article41.screening.thresholds import POSSIBLE

NEAR_PERSONS = [
    ("Vladimir Putin", "Vladimir Vladimirovich Putin"),
    ("Bachar el-Assad", "Bashar al-Assad"),
    ("Vladmir Putin", "Vladimir Putin"),
    ("Mohamed bin Salman", "Mohammed bin Salman"),
    ("NURISTANI, Abdul Aziz", "Abdulaziz Nuristani"),
    ("Ali A. Velayati", "Ali Akbar Velayati"),
    ("SergeiLavrov", "Sergei Lavrov"),
    ("Сергей Лавров", "Sergei Lavrov"),
    ("محمد شياع السوداني", "Mohammed Shia al-Sudani"),
]
OTHER_PERSONS = [
    ("Michelle Obama", "Barack Obama"),
    ("Igor Deripaska", "Oleg Deripaska"),
    ("Hans O Friedrich", "Hans Joachim Friedrich"),
    ("Salman bin Muhammad al-Rawi", "Muhammad bin Salman al-Rawi"),
    ("Snoe", "Snow"),
    ("Kim Jong Man", "Kim Jong Sik"),
    ("Ali", "Ali Hassan"),
]
NEAR_OTHERS = [
    ("SIS DOO", "SIS d.o.o."),
    ("Limited Liabiliti Company Nanochip", "LLC Nanochip"),
    ("Procter & Gamble Co.", "The Procter and Gamble Company"),
    ("Aquaquasar Limited", "Aquaquasar Holding Limited"),
    ("UNCHON TRADINGCORP.", "UNCHON TRADING CORP."),
    ("Bank for Credit", "Bank of Credit"),
]
OTHERS = [
    ("Korea Zinc Sample Works Co., Ltd.", "Korea Zinc Industrial Group"),
    ("Management Company", "Westminster Management Company"),
    ("Korea Trading Corporation", "Korea Kumsan Trading Corporation"),
    ("Korea Bank", "Koryo Bank"),
    ("MID", "MIB"),
    ("Rey", "Rey Airlines"),
]


@pytest.mark.parametrize(("a", "b"), NEAR_PERSONS)
def test_near_persons(a: str, b: str) -> None:
    """Errors, order, initials, patronymics and romanisation leave a person recognisable."""
    assert compare(a, b, person=True).score >= POSSIBLE


@pytest.mark.parametrize(("a", "b"), OTHER_PERSONS)
def test_other_persons(a: str, b: str) -> None:
    """A different given name, father or initial is a different person; short names resemble nothing."""
    assert compare(a, b, person=True).score < POSSIBLE


@pytest.mark.parametrize(("a", "b"), NEAR_OTHERS)
def test_near_organisations(a: str, b: str) -> None:
    """Legal forms, small words and errors leave an organisation recognisable."""
    assert compare(a, b, person=False).score >= POSSIBLE


@pytest.mark.parametrize(("a", "b"), OTHERS)
def test_common_words_start_no_match(a: str, b: str) -> None:
    """Sharing Korea, Bank or Trading says nothing, and three letters resemble nothing."""
    assert compare(a, b, person=False).score < POSSIBLE


def test_exact_means_the_same_words() -> None:
    """Case, accents, legal form's spelling and the family name's end leave a name exact; an error does not."""
    assert compare("Ri Won-Ho", "RI WON HO", True).exact
    assert compare("Won Ho Ri", "RI WON HO", True).exact
    assert compare("Siemens AG", "SIEMENS Aktiengesellschaft", False).exact
    assert not compare("Siemens", "Siemens AG", False).exact
    assert not compare("Vladmir Putin", "Vladimir Putin", True).exact


def test_reasons_name_what_differs() -> None:
    """Each error, omission and legal form has its reason."""
    found = compare("Korea Ryonbong Trading Corp", "Korea Ryonbbong Trading Co.", person=False)
    assert "near: ryonbong / ryonbbong" in found.reasons
    assert any(reason.startswith("legal form") for reason in found.reasons)


NAMES = st.text(st.characters(codec="utf-8"), max_size=60) | st.lists(
    st.sampled_from(
        ["ali", "kim", "trading", "bank", "muhammad", "o'neil", "abd", "al", "3", "llc", "김영철", "محمد", "Иван"]
    ),
    max_size=7,
).map(" ".join)


@given(NAMES, NAMES, st.booleans())
def test_scores_are_bounded_and_symmetric_enough(a: str, b: str, person: bool) -> None:
    """Junk never raises; a score lies between 0 and 1; exactness does not depend on the side."""
    found = compare(a, b, person)
    assert 0 <= found.score <= 1
    assert found.exact == compare(b, a, person).exact


@given(st.permutations(["rustam", "magomedovich", "aselderov", "junior"]), st.booleans())
def test_order_and_case_never_change_a_score(words: list[str], upper: bool) -> None:
    """However the words are ordered, hyphened or capitalised, the score is the same."""
    said = "-".join(words) if upper else " ".join(words).upper()
    assert (
        compare(said, "Rustam Magomedovich Aselderof", True).score
        == compare("Rustam Magomedovich Aselderov", "Rustam Magomedovich Aselderof", True).score
    )


WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@given(WORDS, WORDS)
def test_likeness_is_symmetric(a: str, b: str) -> None:
    """Two words are as alike one way as the other, and equal words alone are fully alike."""
    assert likeness(a, b) == likeness(b, a)
    assert (likeness(a, b) == 1) == (a == b)


def test_fold_joins_romanisations() -> None:
    """What clerks write differently for one sound folds to one word."""
    assert len({fold(w) for w in ("mohammed", "mohamed", "muhamad", "mouhammed")}) <= 2
    assert fold("ryzhkov") == fold("rizhkow")


def test_weights() -> None:
    """Particles weigh least, common words little, and the more names bear a word the less it tells."""
    assert weight("al", True) < weight("trading", False) < weight("muhammad", True) < weight("ryonbong", False)
    assert weight("ryonbong", False, 2_000) < weight("ryonbong", False, 100) < weight("ryonbong", False, 1)
