"""yente's interface, asked by yente's own client and by the shapes that yente publishes."""

import io
import json
from datetime import date
from typing import Any

import msgspec
import pytest
from web_book import service, shared
from yente_client import Client, Company, Person, Vessel
from yente_client.exceptions import BadRequestError, NotFoundError

from article41.lists.as_ftm import entity, times
from article41.lists.entries import entries
from article41.lists.ftm import read as read_ftm
from article41.screening.screener import ListScreener
from article41.web.example import MOST_VARIANTS

RI = "KPi.076"


@pytest.fixture(scope="module")
def client() -> Client:
    """yente's client, unchanged, talking to the app in this process."""
    return Client(base_url="http://127.0.0.1", transport=shared()._transport)


def test_the_client_matches_a_person(client: Client) -> None:
    """The listed person comes first, with score, match, and our decision in the explanation."""
    found = client.match(Person(name="Ri Pyong Chol", nationality="kp"))
    assert found.top is not None and found.top.id == RI and found.top.match and found.top.schema_ == "Person"
    assert found.query["properties"] == {"name": ["Ri Pyong Chol"], "nationality": ["kp"]}
    detail = found.top.explanations["a41"].detail
    assert detail is not None and detail.startswith("match: same name")
    assert found.total.value == 1 and found.limit == 5


def test_the_client_matches_a_company_and_a_ship(client: Client) -> None:
    """By an acronym, and by an IMO number alone; a number that is nobody's finds nobody."""
    company, ship = client.match(Company(name="KOMID")), client.match(Vessel(imoNumber="8518780"))
    assert company.top is not None and company.top.id == "KPe.001"
    listed = next(e for e in service().screener.entries if e.imo == "8518780")
    assert ship.top is not None and ship.top.id == listed.id
    assert client.match(Vessel(imoNumber="9074729")).results == []


def test_the_client_sees_a_threshold(client: Client) -> None:
    """As in yente, a result is a match from the threshold on, at it too; below the cutoff it is no result."""
    person = Person(name="리병철")
    score = client.match(person).results[0].score
    assert client.match(person, threshold=score).results[0].match
    assert not client.match(person, threshold=score + 0.001, cutoff=score).results[0].match
    assert client.match(person, threshold=1.0, cutoff=score + 0.001).results == []


def test_the_client_filters(client: Client) -> None:
    """Excluded entries and schemata, topics, datasets and days of change leave out what they say."""
    person = Person(name="Ri Pyong Chol")
    for filters in (
        {"exclude_entities": [RI]}, {"exclude_schemata": ["Person"]}, {"topics": ["role.pep"]},
        {"exclude_datasets": ["default"]}, {"changed_since": "2026-11-01"},
    ):  # fmt: skip
        assert client.match(person, **filters).results == [], filters
    assert client.match(person, topics=["sanction"], changed_since="2020-01-01").results


def test_the_client_searches_and_fetches(client: Client) -> None:
    """Search by words, page by page; an entity with its listings nested in."""
    found = client.search("kim", limit=3)
    assert len(found.results) == 3 and found.total.value > 3 and found.offset == 0
    second = client.search("kim", limit=3, offset=3)
    assert not {e.id for e in found.results} & {e.id for e in second.results}
    assert {v.name for v in found.facets["topics"].values} == {"sanction"}
    one = client.fetch(RI)
    listing = one.properties["sanctions"][0]
    assert one.caption == "RI PYONG CHUL" and one.target and not isinstance(listing, str)
    assert listing.properties["startDate"] == ["2017-12-22"]
    assert "sanctions" not in client.fetch(RI, nested=False).properties


def test_the_client_reads_the_rest(client: Client) -> None:
    """Catalog, algorithms, health."""
    assert "default" in client.datasets().current
    assert client.algorithms().best == client.algorithms().default == "a41"
    assert client.healthz().status == client.readyz().status == "ok"


def test_the_client_understands_refusals(client: Client) -> None:
    """Its own errors, with our sentence."""
    with pytest.raises(NotFoundError, match="known are default"):
        client.match(Person(name="x"), datasets=["sanctions"])
    with pytest.raises(NotFoundError):
        client.fetch("NK-1234")
    with pytest.raises(BadRequestError, match="here it is a41"):
        client.match(Person(name="x"), algorithm="logic-v1")


def matched(body: Any, more: str = "") -> Any:
    answer = shared().post(f"/match/default{more}", json=body)
    return answer.status_code, answer.json()


def test_the_day_decides() -> None:
    """With `on`: the day before the listing, the day itself, the day after; without it, the day of the list."""
    query = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Ri Pyong Chol"]}}}}
    for more, count in (("?on=2017-12-21", 0), ("?on=2017-12-22", 1), ("?on=2017-12-23", 1), ("", 1)):
        assert matched(query, more)[1]["responses"]["q"]["total"]["value"] == count
    assert shared().get("/search/default?q=Ri%20Pyong%20Chol&on=2017-12-21").json()["results"] == []


def test_published_examples_of_requests() -> None:
    """A country as a plain text, several names in several scripts, an id that passes through, a batch."""
    example = {"schema": "Person", "properties": {"name": ["Ri Pyong Chol", "리병철"], "country": "North Korea"}}
    status, body = matched({"queries": {"a": example, "b": example | {"id": "mine"}, "c": example}})
    assert status == 200 and set(body["responses"]) == {"a", "b", "c"} and body["limit"] == 5
    assert body["responses"]["a"]["query"]["properties"]["country"] == ["kp"]
    assert body["responses"]["b"]["query"]["id"] == "mine"
    first = body["responses"]["a"]["results"][0]
    assert {"id", "caption", "schema", "properties", "datasets", "referents", "target", "first_seen", "last_seen",
            "last_change", "score", "match", "features", "explanations"} <= set(first)  # fmt: skip


@pytest.mark.parametrize(
    ("example", "status"),
    [
        ({"properties": {"name": "Banana"}}, 422),
        ({"schema": "xxx", "properties": {"name": "Banana"}}, 400),
        ({"schema": "Person", "properties": {"name": [{"a": 1}, None, 5]}}, 200),
        ({"schema": "Person", "properties": {"name": [["x"]]}}, 400),
        ({"schema": "Airplane", "properties": {"name": ["Air Koryo"]}}, 200),
        ({"schema": "Person", "properties": {"name": [f"A {n}" for n in range(MOST_VARIANTS + 1)]}}, 400),
        ({"schema": "Person", "properties": {"firstName": ["Pyong Chol"], "lastName": ["Ri"]}}, 200),
        ({"schema": "Person", "properties": {"name": ["Ri"], "birthDate": ["yesterday"]}}, 422),
        ({"schema": "Vessel", "properties": {"imoNumber": ["1234568"]}}, 422),
        ({"schema": "Person", "properties": {}}, 200),
    ],
)  # fmt: skip
def test_examples_that_are_odd(example: Any, status: int) -> None:
    """yente's status for what it refuses; our own reader's sentence for values."""
    assert matched({"queries": {"q": example}})[0] == status


def test_batches_that_are_odd() -> None:
    assert matched({"queries": {}})[0] == 400
    assert matched({"queries": {str(n): {"schema": "Person", "properties": {}} for n in range(101)}})[0] == 400
    assert matched([])[0] == 422 and matched({"queries": {"q": 1}})[0] == 422


def test_our_entities_can_be_read_back() -> None:
    """The reader of FollowTheMoney makes of every entity written an entry that is found by the same name."""
    screener = service().screener
    lines = b"\n".join(
        msgspec.json.encode(entity(e, "default", screener.list_date, nested=False) | {"target": True})
        for e in screener.entries
    )
    back = {e.id: e for e in entries(read_ftm(io.BytesIO(lines), "ours", "ours", str(screener.list_date)).records)}
    assert set(back) == {e.id for e in screener.entries}
    for e in screener.entries:
        assert set(back[e.id].names) >= {e.name} and back[e.id].imo == e.imo and back[e.id].type == e.type
        assert set(back[e.id].countries) | set(back[e.id].flags) >= set(e.flags or e.countries) - {"CN"}


def test_doubts_go_along() -> None:
    """What no source confirmed of an entry or a listing stands in the entity."""
    screener = service().screener
    doubtful = next(e for e in screener.entries if any(t.unconfirmed for t in times(e)))
    written = entity(doubtful, "default", date(2026, 2, 27))
    assert "unconfirmed in a source" in str(written["properties"]["sanctions"])


RECONCILE = "/reconcile/default"


def reconciled(**form: str) -> Any:
    return shared().post(RECONCILE, data=form)


def test_reconciliation_answers_openrefine() -> None:
    """The manifest; a query as a form and as a parameter; its particulars weighed; a browser may read it."""
    manifest = shared().get(RECONCILE)
    assert manifest.json()["versions"] == ["0.2"] and len(manifest.json()["defaultTypes"]) > 3
    assert manifest.headers["access-control-allow-origin"] == "*"
    queries = json.dumps(
        {
            "a": {"query": "Ri Pyong Chol", "type": "Person", "limit": 3},
            "b": {"query": "Ri Pyong Chol", "properties": [{"pid": "Person:birthDate", "v": "1990"}]},
            "c": {"query": "banana man"},
        }
    )
    body = reconciled(queries=queries).json()
    assert (body["a"]["result"][0]["id"], body["a"]["result"][0]["match"]) == (RI, True)
    assert body["b"]["result"] == [] and body["c"]["result"] == []
    assert shared().get(RECONCILE, params={"queries": queries}).json() == body


def test_reconciliation_suggests_and_extends() -> None:
    """Entities, types and properties for what is typed; properties of entries; nothing for nothing."""

    def suggested(what: str, prefix: str) -> list[str]:
        answer = shared().get(f"{RECONCILE}/suggest/{what}", params={"prefix": prefix}).json()
        return [one["id"] for one in answer["result"]]

    assert suggested("entity", "ri pyong")[0] == RI
    assert suggested("type", "organ") == ["Organization"] and suggested("property", "date") == ["birthDate"]
    assert suggested("entity", "") == suggested("type", " ") == suggested("property", "banana") == []
    extended = reconciled(extend=json.dumps({"ids": [RI, "x"], "properties": [{"id": "birthDate"}]})).json()
    assert extended["rows"] == {RI: {"birthDate": [{"str": "1948"}]}, "x": {"birthDate": []}}
    assert "name" in {one["id"] for one in shared().get(f"{RECONCILE}/extend/property").json()["properties"]}


@pytest.mark.parametrize(
    "queries", ["", "[]", "{", '{"a": {"query": 37473874}}', '{"a": {"query": "x", "type": "xxx"}}']
)
def test_reconciliation_refuses(queries: str) -> None:
    assert reconciled(queries=queries).status_code == 400
    assert shared().post(RECONCILE, json={"queries": queries}).status_code == 400


def test_the_screener_is_the_programs_own() -> None:
    """One list serves checks and both foreign interfaces."""
    assert isinstance(service().datasets["default"], ListScreener)
    assert service().datasets["default"] is service().screener
