"""The store of lists: all or nothing, the same from any order, twice as once, whole after a crash."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from lists_book import many, read_bytes, record, snapshot, xml
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from article41.lists import tables
from article41.lists.engine import default_path
from article41.lists.entries import entries
from article41.lists.history import histories
from article41.lists.shrinking import Shrunken
from article41.lists.snapshot import ListError, Snapshot
from article41.lists.store import Store

ROOT = Path(__file__).parents[1]
KEPT = record("KPe.900", "ALWAYS THERE", date(2010, 1, 1))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "lists.sqlite")


def three() -> list[Snapshot]:
    """Lists in which an entry changes, goes and comes back."""
    entry, changed = record("KPe.901", "ONE", date(2015, 1, 1)), record("KPe.901", "Two", date(2015, 1, 1))
    return [
        snapshot("2020-01-01", KEPT, entry),
        snapshot("2020-02-01", KEPT, changed),
        snapshot("2020-03-01", KEPT),
        snapshot("2020-04-01", KEPT, changed),
    ]


def test_what_is_kept_comes_back(store: Store) -> None:
    """A snapshot read back is equal in everything but its warnings."""
    (given,) = (read_bytes(many("2024-01-01", 30).encode()),)
    store.add([given])
    (found,) = store.snapshots("un")
    assert found == given
    assert store.by_regime(store.heads()[0]) == {"DPRK": 30}


def test_twice_is_once(store: Store, tmp_path: Path) -> None:
    """The second import finds everything there and leaves the file as it was."""
    assert [one.new for one in store.add(three(), accept_shrunken=True)] == [True] * 4
    store.close()
    before = (tmp_path / "lists.sqlite").read_bytes()
    again = Store(tmp_path / "lists.sqlite")
    assert [one.new for one in again.add(three())] == [False] * 4
    again.close()
    assert (tmp_path / "lists.sqlite").read_bytes() == before


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_imports_gives_the_same_history(seed: int, tmp_path: Path) -> None:
    """One by one in a shuffled order, or all at once."""
    lists = three()
    at_once, shuffled = Store(tmp_path / "a.sqlite"), Store(tmp_path / "b.sqlite")
    at_once.add(lists, accept_shrunken=True)
    for one in random.Random(seed).sample(lists, len(lists)):
        shuffled.add([one], accept_shrunken=True)
    assert histories(at_once.snapshots("un")) == histories(shuffled.snapshots("un"))
    assert entries(at_once) == entries(shuffled)


def test_equal_contents_and_records_are_kept_once(store: Store) -> None:
    """A list published again unchanged costs one row."""
    lists = [snapshot(f"2020-01-{day:02}", KEPT, record("KPe.901")) for day in range(1, 9)]
    store.add(lists)
    with sqlite3.connect(store.name) as connection:
        counts = [connection.execute(f"select count(*) from {t}").fetchone()[0] for t in tables.metadata.tables]
    assert dict(zip(tables.metadata.tables, counts, strict=True)) == {
        "article41_meta": 1,
        "list_records": 2,
        "list_contents": 1,
        "list_members": 2,
        "list_snapshots": 8,
    }


def test_changes_are_told_against_the_list_before_in_time(store: Store) -> None:
    """Also when a younger list came first."""
    first, second, third, _ = three()
    store.add([third], accept_shrunken=True)
    (told,) = store.add([first], accept_shrunken=True)
    assert told.before is None
    (told,) = store.add([second], accept_shrunken=True)
    assert told.before and told.before.day == date(2020, 1, 1)
    assert [a.id for a in told.delta.amended] == ["KPe.901"]


@pytest.mark.parametrize(("left", "accepted"), [(96, True), (95, True), (94, False), (50, False)])
def test_a_list_shrunken_by_more_than_five_percent_is_refused(left: int, accepted: bool, store: Store) -> None:
    """Five of a hundred may go; six are asked about, and nothing is kept."""
    store.add([read_bytes(many("2024-01-01", 100).encode())])
    smaller = read_bytes(many("2024-02-01", left).encode())
    if accepted:
        assert store.add([smaller])[0].new
        return
    with pytest.raises(Shrunken, match="--accept-shrunken"):
        store.add([smaller])
    assert len(store.heads()) == 1
    assert store.add([smaller], accept_shrunken=True)[0].new


def test_a_regime_that_is_gone_is_asked_about(store: Store) -> None:
    """However few records it had."""
    hundred = [record(f"KPe.{n:03}") for n in range(100)]
    store.add([snapshot("2024-01-01", *hundred, record("MLi.901", regime="Mali"))])
    with pytest.raises(Shrunken, match="Mali"):
        store.add([snapshot("2024-02-01", *hundred)])


def test_an_older_list_may_be_smaller(store: Store) -> None:
    """Lists grow: only a list that comes after another is held against it."""
    store.add([read_bytes(many("2024-01-01", 100).encode())])
    assert store.add([read_bytes(many("2010-01-01", 10).encode())])[0].new


def test_one_refused_list_keeps_the_others_out(store: Store) -> None:
    """An import is one transaction."""
    with pytest.raises(Shrunken):
        store.add([read_bytes(many("2024-01-01", 100).encode()), read_bytes(many("2024-02-01", 10).encode())])
    assert store.heads() == []


CRASH = """
import os, signal, sys
from pathlib import Path
from article41.lists import rows
from article41.lists.reading import read
from article41.lists.store import Store

kept = rows._save_content
def die(connection, snapshot):
    found = kept(connection, snapshot)   # records and members are written, the transaction is open
    print("in the middle", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
    return found
rows._save_content = die
Store(sys.argv[1]).add(read(Path(sys.argv[2])))
"""


def test_a_crash_in_the_middle_leaves_the_old_list(tmp_path: Path) -> None:
    """The program is killed after it wrote the records; the store is as before, and the import can be repeated."""
    path, file = tmp_path / "lists.sqlite", tmp_path / "new.xml"
    old, text = read_bytes(many("2024-01-01", 40).encode()), many("2024-02-01", 60)
    store = Store(path)
    store.add([old])
    store.close()
    file.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    told = subprocess.run(
        [sys.executable, "-c", CRASH, str(path), str(file)], env=environment, capture_output=True, check=False
    )
    assert (told.returncode, told.stdout.strip()) == (-signal.SIGKILL, b"in the middle"), told.stderr
    store = Store(path)
    assert store.snapshots("un") == [old]
    assert store.add([read_bytes(text.encode())])[0].new
    assert len(store.snapshots("un")[-1].records) == 60


def test_lists_of_different_names_are_kept_apart(store: Store) -> None:
    """The same content in two lists is two lists."""
    store.add([snapshot("2020-01-01", KEPT), snapshot("2020-01-01", KEPT, name="another")])
    assert store.lists() == ["another", "un"]
    assert len(store.snapshots("un")) == 1


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    """With its name, and without touching it."""
    file = tmp_path / "notes.txt"
    file.write_text("Some notes, longer than a header of a database would be. " * 20, encoding="utf-8")
    with pytest.raises(ListError, match=r"notes\.txt"):
        Store(file)
    assert file.read_text(encoding="utf-8").startswith("Some notes")


def test_a_store_of_another_version_is_refused(store: Store, tmp_path: Path) -> None:
    """It is not misread."""
    store.close()
    with sqlite3.connect(tmp_path / "lists.sqlite") as connection:
        connection.execute("update article41_meta set value = '99'")
    with pytest.raises(ListError, match="version 99"):
        Store(tmp_path / "lists.sqlite")


@pytest.mark.parametrize("url", ["nosuch://user:secret@host/db", "postgresql+nosuch://user:secret@host/db"])
def test_a_database_that_cannot_be_opened_is_refused_without_its_password(url: str) -> None:
    """Secrets stay out of errors."""
    with pytest.raises(ListError) as fault:
        Store(url)
    assert "secret" not in str(fault.value)


def test_the_tables_are_also_postgresql() -> None:
    """Every table compiles in that dialect; a live server is tried where A41_TEST_DATABASE names one."""
    for table in tables.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


@pytest.mark.skipif("A41_TEST_DATABASE" not in os.environ, reason="no database server is named")
def test_a_database_server_keeps_the_same_history(tmp_path: Path) -> None:
    """The same lists by the same code: equal histories."""
    server, file = Store(os.environ["A41_TEST_DATABASE"]), Store(tmp_path / "lists.sqlite")
    for one in (server, file):
        one.add(three(), accept_shrunken=True)
        assert [told.new for told in one.add(three())] == [False] * 4
    assert histories(server.snapshots("un")) == histories(file.snapshots("un"))
    with pytest.raises(Shrunken):
        server.add([snapshot("2021-01-01", record("XXe.1", regime="Other"))])


def test_the_default_store_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the platform keeps such things."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    assert default_path() == Path("/somewhere/article41/lists.sqlite")
    assert xml("2024-01-01", []).count("ENTITY") == 0
