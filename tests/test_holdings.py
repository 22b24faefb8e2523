"""Holdings: who stands behind a party, how the chain is told, and what it proves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article41 import FieldError, check, load
from article41.reader import read_transaction
from article41.screening.holdings import chains, told
from article41.transaction import Holding, Party, Transaction

LAW = load()
LISTED = "Korea Mining Development Trading Corporation"
ACT = {"date": "2018-03-03", "activity": "assets", "to": "KP", "parties": [{"name": "A"}]}


def judged(*holdings: dict[str, object], **facts: object) -> str:
    return check(LAW.read({**ACT, "holdings": list(holdings), "facts": facts}), LAW).verdict


def act_with(*holdings: Holding) -> Transaction:
    read = read_transaction(ACT)
    return Transaction(date=read.date, activity=read.activity, parties=(Party("A"),), holdings=holdings)


def owned(owner: str, by: str, share: float | None = None) -> dict[str, object]:
    return {"owned": owner, "owner": by, **({} if share is None else {"share": share})}


def test_the_chain_is_told() -> None:
    """The finding names every link, and the entry at its end."""
    links = [owned("A", "B", 0.4), {"owned": "B", "owner": LISTED, "how": "controls"}]
    verdict = check(LAW.read({**ACT, "holdings": links}), LAW)
    assert (verdict.verdict, verdict.missing[0].fact) == ("undetermined", "owned_or_controlled")
    assert f"A, owned by B (40 %), controlled by {LISTED}" in verdict.missing[0].question
    assert verdict.matches[0].party == f"A, owned by B (40 %), controlled by {LISTED}"
    assert verdict.matches[0].decision == "possible"


@pytest.mark.parametrize(
    ("share", "verdict"),
    [(None, "prohibited"), (1, "prohibited"), (0.99, "undetermined"), (0.5, "undetermined"), (0.01, "undetermined")],
)
def test_no_percentage_decides(share: float | None, verdict: str) -> None:
    """Only the whole is taken as owned; every share below is a question, large or small."""
    assert judged(owned("A", LISTED, share)) == verdict


def test_the_answer_settles_a_share() -> None:
    """The fact decides a share, and cannot undo a whole holding."""
    assert judged(owned("A", LISTED, 0.5), owned_or_controlled=True) == "prohibited"
    assert judged(owned("A", LISTED, 0.5), owned_or_controlled=False) == "permitted"
    assert judged(owned("A", LISTED), owned_or_controlled=False) == "prohibited"


def test_owners_of_others_do_not_count() -> None:
    """A chain begins at somebody the act names and runs upwards only."""
    assert judged(owned("Somebody else", LISTED)) == "permitted"
    assert judged(owned(LISTED, "A")) == "permitted"


def test_an_owner_who_resembles_a_listed_one_asks_who_it_is() -> None:
    """A near name at the end of a chain asks for the identity, not for the control."""
    verdict = check(LAW.read({**ACT, "holdings": [owned("A", "Korea Mining Developement Trading Corporation")]}), LAW)
    assert [q.fact for q in verdict.missing] == ["identity"]


def test_circles_end() -> None:
    """Firms that own each other are followed once."""
    found = list(chains(act_with(Holding("B", "A"), Holding("A", "B"), Holding("C", "B"), Holding("B", "C"))))
    assert [told(chain) for chain in found] == ["A, owned by B", "A, owned by B, owned by C"]


def test_a_sure_chain_is_found_behind_a_shorter_share() -> None:
    """A share that leads up directly does not hide the whole holdings that lead up by a longer way."""
    assert judged(owned("A", LISTED, 0.1), owned("A", "B"), owned("B", LISTED)) == "prohibited"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF"), st.sampled_from((None, 0.5, 1))), max_size=60
    )
)
def test_work_stays_small_whatever_is_sent(links: list[tuple[str, str, float | None]]) -> None:
    """At most two chains lead to each owner, none passes a name twice, each begins at the party."""
    found = list(chains(act_with(*(Holding(owner, name, "owns", share) for owner, name, share in links))))
    assert len(found) <= 2 * 5
    for chain in found:
        names = [chain[0].owned, *(holding.owner for holding in chain)]
        assert names[0] == "A" and len(set(names)) == len(names)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(("A", "B", LISTED)), st.sampled_from("AB"), st.sampled_from((None, 0.5))), max_size=6
    )
)
def test_one_more_holding_never_softens(links: list[tuple[str, str, float | None]]) -> None:
    """Adding a holding leaves the verdict as it was, or makes it harder."""
    order = ["permitted", "undetermined", "prohibited"]
    said = [owned(name, owner, share) for owner, name, share in links]
    before = order.index(judged(*said[:-1])) if said else 0
    assert order.index(judged(*said)) >= before


@pytest.mark.parametrize(
    ("holding", "field"),
    [
        ({"owned": "A"}, "holdings[0].owner"),
        ({"owner": "B"}, "holdings[0].owned"),
        ({"owner": "B", "owned": "A", "how": "knows"}, "holdings[0].how"),
        ({"owner": "B", "owned": "A", "share": 40}, "holdings[0].share"),
        ({"owner": "B", "owned": "A", "share": -1}, "holdings[0].share"),
        ("B owns A", "holdings[0]"),
    ],
)
def test_faults_name_their_field(holding: object, field: str) -> None:
    """A holding that cannot be read is refused by its field."""
    with pytest.raises(FieldError) as fault:
        LAW.read({**ACT, "holdings": [holding]})
    assert fault.value.field == field


@pytest.mark.parametrize("field", ["owner", "operator"])
def test_who_holds_the_ship(field: str) -> None:
    """A ship's owner or operator is screened, and so is who stands behind it."""
    ship = {"name": "Sample Star", "flag": "TZ", field: "Sample Line"}
    said = {"date": "2018-03-03", "activity": "bunker", "to": "KP", "vessel": ship}
    behind = [{"owned": "Sample Line", "owner": LISTED, "how": "controls"}]
    entries = [m.entry for m in check(LAW.read({**said, "holdings": behind}), LAW).matches]
    assert entries == ["KPe.001"]
    assert [m.entry for m in check(LAW.read({**said, "vessel": {**ship, field: LISTED}}), LAW).matches] == ["KPe.001"]


def test_what_is_not_read_or_not_reached_is_said() -> None:
    """A field nobody knows, and a name that leads nowhere, are warned of with the nearest right word."""
    said = LAW.read(
        {
            **ACT,
            "parties": [{"name": "Sample Ocean"}],
            "holdings": [{"owner": LISTED, "owned": "Sampel Ocean", "shares": 1}],
        }
    )
    assert [w.partition(";")[2] for w in said.warnings] == [" nearest: 'share'", " nearest: 'Sample Ocean'"]


def test_names_meet_without_case_and_doubled_blanks() -> None:
    """The same name is written in two ways within one act."""
    assert judged(owned(" a ", "b  c"), owned("B C", LISTED)) == "prohibited"


def test_one_answer_does_not_settle_the_other_question() -> None:
    """That a party is not the listed one says nothing of who holds a share of it."""
    holdings = [owned("Korea Mining Developement Trading Corporation", LISTED, 0.5)]
    said = {
        **ACT,
        "parties": [{"name": "Korea Mining Developement Trading Corporation"}],
        "holdings": holdings,
        "facts": {"identity": False},
    }
    verdict = check(LAW.read(said), LAW)
    assert (verdict.verdict, [q.fact for q in verdict.missing]) == ("undetermined", ["owned_or_controlled"])


def test_what_reaches_listed_parties_alone_does_not_reach_those_behind() -> None:
    """An owned shipper meets the freeze, which reaches the owned; not the paragraph on items of listed parties."""
    said = {**ACT, "activity": "transfer", "from": "CN", "goods": [{"hs": "1006.30", "description": "Rice"}]}
    cites = {
        owner: {f.paragraph for f in check(LAW.read({**said, **more}), LAW).findings}
        for owner, more in {
            "listed": {"parties": [{"name": LISTED}]},
            "owned": {"holdings": [owned("A", LISTED)]},
        }.items()
    }
    assert {"8(d)", "9"} <= cites["listed"]
    assert "8(d)" in cites["owned"] and "9" not in cites["owned"]
