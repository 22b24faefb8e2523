"""What tests of the log share: a store on SQLite or PostgreSQL, empty at the start, and small drafts."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from article41.desk import Draft, judged
from article41.law import Regime

SERVER = os.environ.get("A41_TEST_DATABASE", "")
"""A PostgreSQL database that tests may write to; without it they run on SQLite alone."""
KINDS = ("sqlite", *(("postgresql",) if SERVER else ()))
AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NAME = "Kumsong Testhandel Zweigstelle"
COAL = (
    '{"id":"c-1","date":"2019-03-04","activity":"transfer","from":"KP","to":"VN",'
    f'"goods":[{{"hs":"2701.11"}}],"parties":[{{"name":"{NAME}","role":"buyer"}}]}}'
)


@contextmanager
def empty(kind: str, folder: Path) -> Iterator[str]:
    """The path or URL of a store that holds nothing yet; on the server a schema of its own, which goes afterwards."""
    if kind == "sqlite":
        yield str(folder / f"{secrets.token_hex(4)}.db")
        return
    engine, schema = create_engine(SERVER), f"desk_{secrets.token_hex(6)}"
    with engine.begin() as connection:
        connection.execute(text(f"create schema {schema}"))
    try:
        url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
        yield url.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"drop schema {schema} cascade"))
        engine.dispose()


def coal(law: Regime, who: str = "anna", at: datetime = AT) -> Draft:
    """The decision on a transfer of coal whose buyer is NAME."""
    return judged(COAL, law, who, at)
