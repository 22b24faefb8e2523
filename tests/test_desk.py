"""The log: what is written comes back, in one chain, whoever writes; personal parts go and the chain stays."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
import rfc8785
from conftest import ROOT, casebook_acts
from desk_book import AT, COAL, KINDS, NAME, coal, empty
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from article41 import Regime, check
from article41.desk import Desk, DeskError, change, decision, erasure, judged, review, verify
from article41.desk.chain import Head
from article41.desk.entries import START, Personal, canonical, draft, form, linked
from article41.desk.export import lines
from article41.desk.lookback import lookback
from article41.desk.replay import replay
from article41.screening.screener import ListScreener


@pytest.fixture(params=KINDS)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with empty(request.param, tmp_path) as place:
        yield place


@pytest.fixture
def desk(where: str) -> Iterator[Desk]:
    with Desk(where) as opened:
        yield opened


def test_a_decision_comes_back_as_it_was_given(desk: Desk, law: Regime) -> None:
    """The input's text, the act, and the verdict's bytes; by number and by id."""
    entry = desk.append(coal(law)).result()
    act = law.read(json.loads(COAL))
    for which in (1, "1", entry.id):
        told = desk.decision(which)
        assert (told.input, told.act, told.verdict) == (COAL, act, check(act, law).to_json())
    assert told.entry == entry and told.versions["law"] == law.version
    assert (entry.seq, entry.previous, entry.at) == (1, START, "2026-03-01T12:00:00.000000Z")


def test_the_chain_holds_no_word_of_what_was_sent(desk: Desk, law: Regime) -> None:
    """The entry has measures, paragraphs and versions; names, references and texts are in the personal part."""
    body = desk.append(coal(law)).result().body
    assert NAME not in body and "c-1" not in body
    told = json.loads(body)
    assert told["verdict"] == "prohibited" and told["as_of"] == "2019-03-04"
    (found,) = (f for f in told["findings"] if f["measure"] == "coal")
    assert (found["cite"], found["paragraph"], found["unconfirmed"]) == ("S/RES/2371 (2017)", "8", ["hs"])


def test_every_act_of_the_casebook_is_logged_and_replayed(desk: Desk, law: Regime) -> None:
    """The record alone gives the recorded verdict, to the byte, and the input gives the recorded act."""
    acts = casebook_acts()
    futures = [desk.append(judged(json.dumps(act, default=str), law, "casebook", AT)) for act in acts]
    assert [future.result().seq for future in futures] == list(range(1, len(acts) + 1))
    for seq in range(1, len(acts) + 1):
        found = replay(desk.decision(seq), law)
        assert found.is_replay and found.is_same, found
    assert verify(desk) == (Head(len(acts), futures[-1].result().hash), 0, None)


def test_an_act_that_could_not_be_read_back_is_not_taken(desk: Desk, law: Regime) -> None:
    """NaN among its facts is no JSON: it would be kept as null, and could never be replayed."""
    act = msgspec.structs.replace(law.read(json.loads(COAL)), facts={"prior_12_months": float("nan")})
    with pytest.raises(DeskError, match="cannot be written down"):
        decision(COAL, act, check(act, law), "anna", AT)


def test_a_replay_sees_another_verdict(desk: Desk, law: Regime) -> None:
    """A record whose verdict does not follow from its act is told apart, field by field."""
    act = law.read(json.loads(COAL))
    other = msgspec.structs.replace(check(act, law), verdict="permitted")
    desk.append(decision(COAL, act, other, "mallory", AT)).result()
    found = replay(desk.decision(1), law)
    assert found.is_replay and found.differs == ("verdict",) and not found.is_same


def test_a_replay_sees_another_input(desk: Desk, law: Regime) -> None:
    """A record whose act was not read from its input is told apart; so is an input that is no JSON."""
    act = law.read(json.loads(COAL))
    for given_ in (COAL.replace("VN", "CN"), "not JSON"):
        desk.append(decision(given_, act, check(act, law), "mallory", AT)).result()
    first, second = (replay(desk.decision(seq), law) for seq in (1, 2))
    assert first.reading == "another act is read from it" and "not JSON" in second.reading
    assert not first.is_same and not second.is_same and not first.differs


def test_with_another_list_it_is_a_comparison(desk: Desk, law: Regime) -> None:
    """The other list is named beside the recorded one, and the versions alone are no difference."""
    desk.append(coal(law)).result()
    found = replay(desk.decision(1), law, screener=ListScreener((), "nobody", date(2026, 1, 1)))
    assert not found.is_replay and not found.differs
    assert found.other[0].startswith("list nobody, recorded sha256:")


def test_under_a_draft_the_draft_is_laid_over_again(desk: Desk, law: Regime) -> None:
    """A decision under an overlay is replayed under it."""
    desk.append(judged(COAL.replace("2019-03-04", "2022-06-01"), law.overlaid("S/2022/431"), "anna", AT)).result()
    found = replay(desk.decision(1), law)
    assert found.is_replay and found.is_same


def test_lookback_names_what_would_now_differ(desk: Desk, law: Regime) -> None:
    """Watches were free in 2024 and would not be under the draft of 2022; coal was barred and stays so."""
    watch = '{"date":"2024-06-18","activity":"transfer","from":"KP","to":"CN","goods":[{"hs":"9102"}]}'
    for said in (COAL, watch):
        desk.append(judged(said, law, "anna", AT)).result()
    assert [again.kind for again in lookback(desk, law)] == ["", ""]
    coal_, watch_ = lookback(desk, law.overlaid("S/2022/431"))
    assert (coal_.kind, watch_.kind) == ("", "verdict")
    assert watch_.now and (watch_.then.verdict, watch_.now.verdict) == ("permitted", "prohibited")


# The chain


def test_many_threads_and_two_desks_make_one_chain(where: str, law: Regime) -> None:
    """Whatever is acknowledged is there once, and numbers have no gap."""
    one = coal(law)
    with Desk(where) as first, Desk(where) as second, ThreadPoolExecutor(16) as pool:
        desks = [first, second] * 60
        entries = list(pool.map(lambda desk: desk.append(msgspec.structs.replace(one, id=fresh())).result(), desks))
        assert sorted(entry.seq for entry in entries) == list(range(1, 121))
        assert verify(first).fault is None and first.head() == second.head()


def fresh() -> str:
    return draft("change", AT, "x", {}).id


def test_a_draft_is_written_once_and_costs_no_other_its_place(desk: Desk) -> None:
    """Appended again, in the same transaction or later, it is refused alone."""
    one, other = change("law", "a", "b", "x", AT), change("law", "b", "c", "x", AT)
    told = desk._write([one, one, other])
    assert [isinstance(entry, DeskError) for entry in told] == [False, True, False]
    with pytest.raises(DeskError, match="in the log already"):
        desk.append(one).result()
    assert desk.head().seq == 2 and verify(desk).fault is None


def test_several_processes_make_one_chain(where: str) -> None:
    """Processes that write at once wait for one another; none forks the chain."""
    program = (
        "import sys\nfrom desk_book import AT\nfrom article41.desk import Desk, change\n"
        "with Desk(sys.argv[1]) as desk:\n"
        "    for n in range(40): desk.append(change('law', str(n), str(n + 1), 'writer', AT)).result()\n"
    )
    paths = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"}
    running = [subprocess.Popen([sys.executable, "-c", program, where], env=paths) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
    with Desk(where) as desk:
        assert verify(desk).head.seq == 160 and verify(desk).fault is None


def test_asyncio_waits_for_the_disk_without_a_thread_of_its_own(desk: Desk) -> None:
    """A future of the desk is one that an event loop can wait for."""

    async def go() -> list[int]:
        futures = [asyncio.wrap_future(desk.append(change("law", str(n), "b", "x", AT))) for n in range(20)]
        return [entry.seq for entry in await asyncio.gather(*futures)]

    assert asyncio.run(go()) == list(range(1, 21))


def test_a_closed_desk_takes_nothing(desk: Desk) -> None:
    """What was appended before is written; what comes after is refused, not lost in silence."""
    futures = [desk.append(change("law", "a", "b", "x", AT)) for _ in range(50)]
    desk.close()
    assert [future.result().seq for future in futures] == list(range(1, 51))
    with pytest.raises(DeskError, match="closed"):
        desk.append(change("law", "a", "b", "x", AT))


def test_a_store_of_another_version_is_refused_with_what_to_do(where: str) -> None:
    """Rather than misread."""
    with Desk(where) as desk, desk._engine.begin() as connection:
        connection.execute(text("update desk_meta set value = '99'"))
    with pytest.raises(DeskError, match=r"version 99, this program reads 1; open it with the program that wrote it"):
        Desk(where)


texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=8)


@given(st.dictionaries(st.text(st.characters(max_codepoint=0xD7FF)), values), texts.filter(str.strip))
def test_what_is_hashed_is_the_canonical_json_of_rfc_8785(body: dict[str, object], who: str) -> None:
    """Held against the library, for any texts; names of members are below U+D800, where all orders agree."""
    assert canonical(body) == rfc8785.dumps(body).decode()  # type: ignore[arg-type]
    entry = {"about": 3, "at": "t", "id": "i", "kind": "change", "previous": START, "seq": 7, "who": who}
    assert form(entry | {"body": canonical(body)}) == rfc8785.dumps(entry | {"body": body}).decode()  # type: ignore


@pytest.mark.parametrize("who", ["", "  ", "x" * 201, "a\0b"])
def test_a_nameless_writer_is_refused(who: str) -> None:
    """Four eyes need names."""
    with pytest.raises(DeskError, match="who"):
        change("law", "a", "b", who, AT)


def test_half_a_character_is_refused_before_anything_is_written() -> None:
    """It has no UTF-8, so no hash."""
    with pytest.raises(DeskError, match=r"U\+D800 is half of a character"):
        review(1, "comment", "anna", AT, "\ud800")


def test_times_are_kept_in_utc_and_need_a_zone() -> None:
    """14:00 in Pyongyang (UTC+9) is 05:00."""
    there = datetime(2026, 1, 1, 14, tzinfo=timezone(timedelta(hours=9)))
    assert change("law", "a", "b", "x", there).at == "2026-01-01T05:00:00.000000Z"
    with pytest.raises(DeskError, match="has no zone"):
        change("law", "a", "b", "x", datetime(2026, 1, 1))


def test_an_export_verifies_without_the_program(desk: Desk, law: Regime) -> None:
    """Each line without `hash` and `part` gives the hash; salt and content give what the body names."""
    from hashlib import sha256

    desk.append(coal(law)).result()
    desk.append(review(1, "approve", "ben", AT)).result()
    previous = START
    for line, bare in zip(lines(desk, with_personal=True), lines(desk), strict=True):
        entry = json.loads(line)
        part, hash_ = entry.pop("part"), entry.pop("hash")
        assert json.loads(bare) == entry | {"hash": hash_}
        assert sha256(rfc8785.dumps(entry)).hexdigest() == hash_ and entry["previous"] == previous
        if part:
            assert (
                sha256(part["salt"].encode() + rfc8785.dumps(part["content"])).hexdigest() == entry["body"]["personal"]
            )
        assert (part is None) == (entry["kind"] == "review")
        previous = hash_


# Four eyes


def test_two_persons_close_a_decision(desk: Desk, law: Regime) -> None:
    """open → reviewed → closed; nobody gives both reviews, by whatever spelling of a name."""
    desk.append(coal(law)).result()
    assert desk.state(1).name == "open"
    desk.append(review(1, "comment", "anna", AT, "looks like coal")).result()
    desk.append(review(1, "approve", "anna", AT)).result()
    assert desk.state(1) == ("reviewed", ("anna", "approve"), "")
    with pytest.raises(DeskError, match="gave the first review; expected a second review by another person"):
        desk.append(review(1, "approve", " ANNA ", AT)).result()
    desk.append(review(1, "approve", "ben", AT)).result()
    assert desk.state(1)[::2] == ("closed", "approved")
    with pytest.raises(DeskError, match=r"closed \(approved\); reopen it first"):
        desk.append(review(1, "refuse", "carla", AT)).result()
    desk.append(review(1, "reopen", "carla", AT)).result()
    assert desk.state(1).name == "open" and [entry.kind for entry, _ in desk.about(1)] == ["review"] * 4
    with pytest.raises(DeskError, match="open already"):
        desk.append(review(1, "reopen", "carla", AT)).result()
    assert desk.head().seq == 5 and verify(desk).fault is None


@pytest.mark.parametrize(("first", "second", "outcome"), [("approve", "refuse", "refused"), ("refuse", "approve", "refused"), ("refuse", "refuse", "refused")])  # fmt: skip
def test_one_refusal_refuses(desk: Desk, law: Regime, first: str, second: str, outcome: str) -> None:
    """Approval needs both."""
    desk.append(coal(law)).result()
    desk.append(review(1, first, "anna", AT)).result()  # type: ignore[arg-type]
    desk.append(review(1, second, "ben", AT)).result()  # type: ignore[arg-type]
    assert desk.state(1)[::2] == ("closed", outcome)


def test_of_two_that_race_to_be_second_one_is_refused(desk: Desk, law: Regime) -> None:
    """The state is asked inside the transaction that writes, also of entries that share it."""
    desk.append(coal(law)).result()
    told = desk._write([review(1, "approve", who, AT) for who in ("anna", "ben", "carla")])
    assert [isinstance(one, DeskError) for one in told] == [False, False, True]
    assert desk.head().seq == 3 and verify(desk).fault is None


def test_what_is_about_nothing_is_refused(desk: Desk) -> None:
    """A review or erasure needs a decision."""
    desk.append(change("list", "a", "b", "x", AT)).result()
    for one, found in (
        (review(9, "approve", "anna", AT), "no entry 9"),
        (erasure(1, "why", "anna", AT), "of kind change"),
    ):
        with pytest.raises(DeskError, match=found):
            desk.append(one).result()
    with pytest.raises(DeskError, match="no such review: 'wave'"):
        review(1, "wave", "anna", AT)  # type: ignore[arg-type]
    with pytest.raises(DeskError, match="the comment is empty"):
        review(1, "comment", "anna", AT, " ")


# Erasure


def test_erasure_takes_the_names_and_leaves_the_chain(desk: Desk, law: Regime) -> None:
    """The decision's part and the comments on it go; who erased, when and why stays; a later comment is kept."""
    desk.append(coal(law)).result()
    desk.append(coal(law)).result()
    desk.append(review(1, "comment", "anna", AT, f"{NAME} is known")).result()
    anchor = str(desk.head())
    desk.append(erasure(1, "asked for by the person", "ben", AT)).result()
    desk.append(review(1, "comment", "anna", AT, "erased at their wish")).result()
    assert verify(desk, anchor) == (desk.head(), 2, None)
    kept = [personal is not None for _, personal in desk.kept()]
    assert kept == [False, True, False, False, True]
    entry, _ = desk.find(4)
    assert (entry.who, entry.about, entry.said) == ("ben", 1, {"why": "asked for by the person"})
    with pytest.raises(DeskError, match="the personal part of decision 1 is gone"):
        desk.decision(1)
    assert [again.now is None for again in lookback(desk, law)] == [True, False]


def test_nothing_is_erased_twice(desk: Desk, law: Regime) -> None:
    """An erasure with nothing to erase is refused, and writes nothing."""
    desk.append(coal(law)).result()
    told = desk._write([erasure(1, "why", "ben", AT), erasure(1, "why", "ben", AT)])
    assert isinstance(told[1], DeskError) and "nothing personal is left" in str(told[1])
    assert desk.head().seq == 2 and verify(desk).fault is None


def test_an_erased_name_is_in_no_file_of_the_store(tmp_path: Path, law: Regime) -> None:
    """Not in the pages, not in what was freed, not in the write-ahead log; and the chain stands."""
    where = tmp_path / "log.db"
    with Desk(where) as desk:
        for future in [desk.append(coal(law)) for _ in range(50)]:
            future.result()
        assert NAME.encode() in b"".join(file.read_bytes() for file in tmp_path.iterdir())
        for seq in range(1, 51):
            desk.append(erasure(seq, "ten years", "ben", AT)).result()
        desk.scrub()
        assert NAME.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert verify(desk).fault is None and verify(desk).erased == 50
    assert NAME.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_scrubbing_says_when_a_reader_is_in_the_way(
    tmp_path: Path, law: Regime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes may then stand in the write-ahead log, and whoever erased must know."""
    monkeypatch.setattr("article41.database._WAIT", 0)
    with Desk(tmp_path / "log.db") as desk:
        for _ in range(3):
            desk.append(coal(law)).result()
        reader = desk._engine.connect()
        reader.execute(text("select * from desk_personal")).fetchone()
        desk.append(erasure(1, "why", "ben", AT)).result()
        with pytest.raises(DeskError, match=r"is being read|cannot be used"):
            desk.scrub()
        reader.close()
        desk.scrub()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "sqlite"])
def test_a_server_rewrites_the_table(kind: str, tmp_path: Path, law: Regime) -> None:
    """VACUUM FULL leaves an empty table without pages."""
    with empty(kind, tmp_path) as where, Desk(where) as desk:
        desk.append(coal(law)).result()
        desk.append(erasure(1, "why", "ben", AT)).result()
        desk.scrub()
        with desk._engine.connect() as connection:
            assert connection.scalar(text("select pg_relation_size('desk_personal')")) == 0


@pytest.mark.parametrize(
    ("written", "on", "is_due"),
    [
        ("2026-03-01", "2036-02-29", False),
        ("2026-03-01", "2036-03-01", True),
        ("2026-03-01", "2036-03-02", True),
        ("2028-02-29", "2038-02-28", False),
        ("2028-02-29", "2038-03-01", True),
        ("2026-02-28", "2036-02-28", True),
        ("2026-03-01", "2036-12-31", True),
    ],
)
def test_ten_years_are_ten_full_years(desk: Desk, law: Regime, written: str, on: str, is_due: bool) -> None:
    """Due on the day of the tenth return, not on the day before; a 29 February returns on 1 March."""
    at = datetime.fromisoformat(f"{written}T23:59:59.999999").replace(tzinfo=UTC)
    desk.append(coal(law, at=at)).result()
    assert desk.due(date.fromisoformat(on)) == ([1] if is_due else [])


def test_a_later_review_keeps_a_decision_longer(desk: Desk, law: Regime) -> None:
    """Ten years run from the last entry about it; what is erased is due no more; change notes never are."""
    desk.append(coal(law, at=datetime(2026, 1, 1, tzinfo=UTC))).result()
    desk.append(coal(law, at=datetime(2026, 1, 1, tzinfo=UTC))).result()
    desk.append(change("law", "a", "b", "x", datetime(2026, 1, 1, tzinfo=UTC))).result()
    desk.append(review(1, "comment", "anna", datetime(2027, 6, 1, tzinfo=UTC), "asked again")).result()
    assert desk.due(date(2036, 1, 1)) == [2] and desk.due(date(2037, 6, 1)) == [1, 2]
    desk.append(erasure(2, "kept for ten years", "ben", datetime(2036, 1, 2, tzinfo=UTC))).result()
    assert desk.due(date(2050, 1, 1)) == [1]


def test_a_salt_is_drawn_for_each_entry(law: Regime) -> None:
    """Equal inputs have unequal hashes, so nobody finds a name by trying."""
    first, second = coal(law), coal(law)
    assert isinstance(first.personal, Personal) and isinstance(second.personal, Personal)
    assert first.personal.content == second.personal.content and first.personal.hash != second.personal.hash
    assert linked(first, 1, START).hash != linked(second, 1, START).hash
