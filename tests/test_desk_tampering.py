"""Whatever is changed, taken out, put in or moved in the log's tables, `verify` finds it and names the first entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from desk_book import AT, KINDS, coal, empty
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update

from article41 import Regime
from article41.desk import Desk, DeskError, chain, change, erasure, review, tables, verify
from article41.desk.chain import Head
from article41.desk.entries import START, linked

E, P = tables.entries, tables.personal
ERASED, ERASURE, PARTS, LAST = 2, 7, (1, 3, 5, 6, 9), 10
"""What `log` holds: decision 2 was erased by entry 7; these entries have personal parts; so many entries there are."""


class Log(NamedTuple):
    """A log, and its rows as they were written."""

    desk: Desk
    entries: list[dict[str, Any]]
    parts: list[dict[str, Any]]

    @contextmanager
    def tampered(self, *statements: Any) -> Iterator[Desk]:
        """The log after these statements; as it was, afterwards."""
        try:
            with self.desk._engine.begin() as connection:
                for statement in statements:
                    connection.execute(statement)
            yield self.desk
        finally:
            with self.desk._engine.begin() as connection:
                for table, rows in ((E, self.entries), (P, self.parts)):
                    connection.execute(delete(table))
                    connection.execute(insert(table), rows)


@pytest.fixture(scope="module", params=KINDS)
def log(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, law: Regime) -> Iterator[Log]:
    drafts = [coal(law), coal(law), coal(law), review(1, "approve", "ben", AT), coal(law)]
    drafts += [review(3, "comment", "ben", AT, "seen"), erasure(ERASED, "asked for", "ben", AT)]
    drafts += [change("list", "a", "b", "ben", AT), coal(law), review(1, "approve", "anna", AT)]
    with empty(request.param, tmp_path_factory.mktemp("log")) as where, Desk(where) as desk:
        for future in [desk.append(one) for one in drafts]:
            future.result()
        with desk._engine.connect() as connection:
            rows = [[dict(row) for row in connection.execute(select(t)).mappings()] for t in (E, P)]
        assert verify(desk) == (Head(LAST, rows[0][-1]["hash"]), 1, None)
        yield Log(desk, *rows)


def first_fault(desk: Desk, anchor: str = "") -> int:
    """The entry that is named; all before it were found sound."""
    found = verify(desk, anchor)
    assert found.fault, "nothing was found"
    assert f"entry {found.fault.seq}" in found.fault.text
    return found.fault.seq


seqs = st.integers(1, LAST)
letters = st.characters(min_codepoint=1, exclude_categories=["Cs"])


@given(seqs, st.sampled_from(["id", "at", "who", "kind", "body", "previous", "hash"]), st.integers(0), letters)
def test_any_character_of_an_entry(log: Log, seq: int, column: str, place: int, letter: str) -> None:
    """One other character anywhere in a row is found in that row."""
    old = log.entries[seq - 1][column]
    at = place % len(old)
    new = old[:at] + letter + old[at + 1 :]
    if new != old:
        with log.tampered(update(E).where(E.c.seq == seq).values({column: new})) as desk:
            assert first_fault(desk) == seq


@given(st.sampled_from(PARTS), st.sampled_from(["salt", "content"]), st.integers(0), letters)
def test_any_character_of_a_personal_part(log: Log, seq: int, column: str, place: int, letter: str) -> None:
    """One other character in what was sent, in the verdict or in the salt is found."""
    old = next(row for row in log.parts if row["seq"] == seq)[column]
    at = place % len(old)
    new = old[:at] + letter + old[at + 1 :]
    if new != old:
        with log.tampered(update(P).where(P.c.seq == seq).values({column: new})) as desk:
            assert first_fault(desk) == seq


@given(seqs, st.integers(0, 2**62))
def test_what_an_entry_is_about(log: Log, seq: int, about: int) -> None:
    """A review or erasure cannot be turned to another decision."""
    if about != log.entries[seq - 1]["about"]:
        with log.tampered(update(E).where(E.c.seq == seq).values(about=about)) as desk:
            assert first_fault(desk) == seq


@given(seqs, st.integers(LAST + 1, 2**62))
def test_a_number_of_an_entry(log: Log, seq: int, other: int) -> None:
    """An entry that gets another number leaves a gap; the last one stands where none follows."""
    with log.tampered(update(E).where(E.c.seq == seq).values(seq=other)) as desk:
        assert first_fault(desk) == seq


@given(st.sets(seqs, min_size=1, max_size=3))
def test_entries_taken_out(log: Log, gone: set[int]) -> None:
    """The first that is missing is named; the end is missed by the anchor, and by parts left behind."""
    anchor = str(log.desk.head())
    with log.tampered(delete(E).where(E.c.seq.in_(gone))) as desk:
        assert first_fault(desk, anchor) == min(gone)
    with log.tampered(delete(E).where(E.c.seq.in_(gone)), delete(P).where(P.c.seq.in_(gone))) as desk:
        assert first_fault(desk, anchor) == min(gone)


@given(st.lists(seqs, min_size=2, max_size=2, unique=True))
def test_entries_that_change_places(log: Log, pair: list[int]) -> None:
    """With or without their numbers inside: the earlier place is named."""
    one, other = pair
    swapped = [dict(log.entries[b - 1], seq=a) for a, b in ((one, other), (other, one))]
    with log.tampered(delete(E).where(E.c.seq.in_(pair)), insert(E).values(swapped)) as desk:
        assert first_fault(desk) == min(pair)


@given(st.permutations(PARTS))
def test_personal_parts_that_change_places(log: Log, order: list[int]) -> None:
    """Each entry knows its own part."""
    by_seq = {row["seq"]: row for row in log.parts}
    moved = [dict(by_seq[source], seq=target) for source, target in zip(order, PARTS, strict=True)]
    wrong = [target for source, target in zip(order, PARTS, strict=True) if source != target]
    if wrong:
        with log.tampered(delete(P), insert(P).values(moved)) as desk:
            assert first_fault(desk) == min(wrong)


@pytest.mark.parametrize("seq", PARTS)
def test_a_personal_part_taken_out_without_an_erasure(log: Log, seq: int) -> None:
    """Only an entry of the chain excuses it."""
    with log.tampered(delete(P).where(P.c.seq == seq)) as desk:
        found = verify(desk).fault
        assert found == (seq, f"the personal part of entry {seq} is gone, and no erasure says so")


@pytest.mark.parametrize("seq", [ERASED, 4, ERASURE, 8, LAST + 5])
def test_a_personal_part_put_in(log: Log, seq: int) -> None:
    """Under an erased entry, under one that never had any, under none."""
    with log.tampered(insert(P).values(seq=seq, salt="0" * 64, content="{}")) as desk:
        assert first_fault(desk) == seq


def test_an_erased_part_put_back(tmp_path: Path, law: Regime) -> None:
    """The very part that was erased may not come back, though its hash is right."""
    with Desk(tmp_path / "log.db") as other:
        one = coal(law)
        other.append(one).result()
        other.append(erasure(1, "asked for", "ben", AT)).result()
        assert one.personal and verify(other).fault is None
        with other._engine.begin() as connection:
            connection.execute(insert(P).values(seq=1, salt=one.personal.salt, content=one.personal.content))
        assert verify(other).fault == (1, "entry 1 has a personal part, which entry 2 erased")


def test_an_entry_put_in_at_the_end_without_the_right_hash(log: Log) -> None:
    """Also with a sound hash of its own, where it does not follow the last one."""
    forged = linked(change("law", "a", "b", "mallory", AT), LAST + 1, START)
    row = {name: getattr(forged, name) for name in E.c.keys()}  # noqa: SIM118, columns have no other iteration
    with log.tampered(insert(E).values(row)) as desk:
        assert first_fault(desk) == LAST + 1


@pytest.mark.parametrize("last", range(LAST))
def test_a_chain_cut_at_its_end(log: Log, last: int) -> None:
    """It is sound in itself, but for an erasure cut off; the anchor tells, with its number or as a bare hash."""
    anchor = log.desk.head()
    with log.tampered(delete(E).where(E.c.seq > last), delete(P).where(P.c.seq > last)) as desk:
        alone = verify(desk).fault
        assert (alone is None) == (last < ERASED or last >= ERASURE)
        assert first_fault(desk, str(anchor)) == first_fault(desk, anchor.hash) == last + 1
        assert verify(desk, str(Head())).fault == alone
        if last:
            assert verify(desk, f"{last}:{log.entries[last - 1]['hash']}").fault == alone


def test_a_chain_written_anew(log: Log) -> None:
    """Whoever can write the tables can make another sound chain; an anchor of the old one tells them apart."""
    anchor, previous, rows = str(log.desk.head()), START, []
    for seq in range(1, LAST + 3):
        entry = linked(change("law", "a", str(seq), "mallory", AT), seq, previous)
        rows.append({name: getattr(entry, name) for name in E.c.keys()})  # noqa: SIM118
        previous = entry.hash
    with log.tampered(delete(P), delete(E), insert(E).values(rows)) as desk:
        assert verify(desk).fault is None
        assert first_fault(desk, anchor) == LAST
        assert first_fault(desk, anchor.partition(":")[2]) == LAST + 3


@pytest.mark.parametrize("anchor", ["12", "x:" + "0" * 64, "1:" + "G" * 64, "1:" + "0" * 63, ":" * 65])
def test_what_is_no_anchor_is_refused(log: Log, anchor: str) -> None:
    """Rather than taken for one that nobody meets."""
    with pytest.raises(DeskError, match="not an anchor"):
        verify(log.desk, anchor)


def test_bytes_that_are_no_text_are_found_in_their_entry(log: Log) -> None:
    """A broken byte in a file, a value of another type: SQLite hands over anything."""
    if log.desk._engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps its types")
    for column in ("id", "who", "body", "hash"):
        for value in (r"cast(x'61ff62' as text)", "x'61ff62'", "7"):
            with log.tampered(text(f"update desk_entries set {column} = {value} where seq = 3")) as desk:
                assert first_fault(desk) == 3
    for column in ("salt", "content"):
        for value in (r"cast(x'61ff62' as text)", "x'61ff62'", "7"):
            with log.tampered(text(f"update desk_personal set {column} = {value} where seq = 3")) as desk:
                assert first_fault(desk) == 3


def test_what_is_written_meanwhile_is_no_fault(log: Log, law: Regime) -> None:
    """One state of the store is verified: an erasure after its beginning has not happened in it."""
    with log.tampered() as desk, desk.reading() as connection:
        assert chain.erasures(connection) == {ERASED: ERASURE}
        desk.append(erasure(1, "asked for", "ben", AT)).result()
        assert [entry.seq for entry, part in chain.kept(connection) if part] == list(PARTS)
        assert chain.erasures(connection) == {ERASED: ERASURE}
