"""Every operative paragraph of every instrument is encoded, or listed with the reason why it is not."""

from collections.abc import Iterator

import pytest
import yaml
from conftest import SHARED

from article41 import Regime, load
from article41.citation import Citation
from article41.regime import Exemption, Measure, Provision

LAW = load()
NAMES = ["1695", "1718", "1874", "2087", "2094", "2270", "2321", "2356", "2371", "2375", "2397", "2664"]


def cited(law: Regime) -> set[tuple[str, str]]:
    """Symbol and paragraph (without letters) of everything the measures cite."""
    texts = [text for m in law.measures.values() for text in _of_measure(m)]
    return {(c.symbol, c.top) for c in map(Citation.parse, texts)}


def _of_measure(m: Measure) -> Iterator[str]:
    for provision in m.history:
        yield from _of_provision(provision)
    for opening in m.openings:
        yield from _of_exemption(opening)


def _of_provision(p: Provision) -> Iterator[str]:
    yield p.law
    yield from p.reads_with
    yield from (e.law for e in p.explained_by)
    if p.clarified:
        yield p.clarified.law
    for exemption in p.exceptions:
        yield from _of_exemption(exemption)


def _of_exemption(e: Exemption) -> Iterator[str]:
    if e.law:
        yield e.law
    yield from (x.law for x in e.explained_by)


def test_the_eleven_resolutions_and_the_carve_out_are_there() -> None:
    """No instrument is missing."""
    symbols = {r.symbol for r in LAW.about.resolutions}
    assert all(any(f"/{name} " in symbol for symbol in symbols) for name in NAMES)


@pytest.mark.parametrize("resolution", LAW.about.resolutions, ids=lambda r: r.symbol)
def test_every_paragraph_is_encoded_or_listed(resolution) -> None:  # type: ignore[no-untyped-def]
    """Each paragraph from 1 to the last is cited by a measure or listed with a reason, and never both."""
    encoded = {top for symbol, top in cited(LAW) if symbol == resolution.symbol}
    listed = set(resolution.not_encoded)
    wanted = {str(n) for n in range(1, resolution.paragraphs + 1)}
    assert encoded | listed == wanted
    assert not encoded & listed
    assert all(reason.strip() for reason in resolution.not_encoded.values())


REFERENCE = SHARED / "law" / "measures.yaml"


@pytest.mark.skipif(not REFERENCE.exists(), reason="the law reference is not at hand; the tests above stand for it")
def test_every_entry_of_the_law_reference_is_cited() -> None:
    """Each paragraph of the reference, with its letters, stands in a measure or among the reasons."""
    texts = {text for m in LAW.measures.values() for text in _of_measure(m)}
    drafts = {p.law for d in LAW.drafts.values() for ps in d.changes.values() for p in ps}
    for entry in yaml.safe_load(REFERENCE.read_text(encoding="utf-8"))["measures"]:
        for cite in entry["cites"]:
            symbol = cite["symbol"].removesuffix(" (draft)")
            if entry["status"] == "vetoed_draft":
                assert f"{symbol}, paragraph ?" in drafts
                continue
            for paragraph in cite["paras"]:
                wanted = f"{symbol}, paragraph {paragraph}"
                assert any(text == wanted or text.startswith(wanted + "(") for text in texts), entry["id"]
