"""Payment messages: every field in its place, every version, and nothing that stands in a message passed over."""

import gzip
import io
import json
from datetime import date
from pathlib import Path

import messages_book as book
import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from article41 import Regime, check
from article41.bulk import Fault
from article41.messages import Judged, judge_messages, resting
from article41.schemas import schema
from article41.screening.entries import Entry, Listed
from article41.screening.screener import ListScreener

NEAR = "Korea Mining Development Trading Corporation"
"""A listed entity (KPe.001, since 2009-04-24)."""
BIC = "FTBDKPPY"
"""The BIC of a listed bank (KPe.047, since 2017-08-05)."""
TX = "CdtTrfTxInf[1]"
AGENTS = [
    "DbtrAgt",
    "CdtrAgt",
    "IntrmyAgt1",
    "IntrmyAgt2",
    "IntrmyAgt3",
    "PrvsInstgAgt",
    "PrvsInstgAgt1",
    "PrvsInstgAgt2",
    "PrvsInstgAgt3",
    "InstgAgt",
    "InstdAgt",
]
PARTIES = ["Dbtr", "UltmtDbtr", "Cdtr", "UltmtCdtr", "InitgPty"]


def met(answer: Judged) -> set[tuple[str, str, str]]:
    """Path, entry and decision of every hit."""
    return {(hit.path, hit.entry, hit.decision) for hit in answer.hits}


def rests(answer: Judged, measure: str) -> set[str]:
    """The fields that findings of a measure rest on."""
    return {path for resting in answer.rests if resting.measure == measure for path in resting.fields}


@pytest.mark.parametrize("tag", PARTIES)
def test_each_party_is_screened_by_its_name(law: Regime, tag: str) -> None:
    """A listed name is met in whichever party's field it stands, and the finding names that field."""
    others = "".join(part for part in (book.DEBTOR, book.CREDITOR) if not part.startswith(f"<{tag}>"))
    answer = book.judged(book.pacs008(book.transfer(f"{others}<{tag}><Nm>{NEAR}</Nm></{tag}>")), law)
    assert met(answer) == {(f"{TX}/{tag}/Nm", "KPe.001", "match")}
    assert answer.verdict == "prohibited"
    assert rests(answer, "asset-freeze") == {f"{TX}/{tag}/Nm"}


@pytest.mark.parametrize("tag", AGENTS)
@pytest.mark.parametrize("inside", ["<BICFI>{}XXX</BICFI>", "<BIC>{}</BIC>"])
def test_each_agent_is_screened_by_its_bic(law: Regime, tag: str, inside: str) -> None:
    """A listed bank is met by its BIC, of eight characters or eleven, under the name of old versions and new."""
    agent = f"<{tag}><FinInstnId>{inside.format(BIC)}</FinInstnId></{tag}>"
    answer = book.judged(book.pacs008(book.transfer(book.DEBTOR + book.CREDITOR + agent)), law)
    assert {(path.partition("/FinInstnId")[0], entry, said) for path, entry, said in met(answer)} == {
        (f"{TX}/{tag}", "KPe.047", "match")
    }
    assert answer.verdict == "prohibited"


@pytest.mark.parametrize(
    ("inside", "path", "decision"),
    [
        (f"<CdtrAgt><FinInstnId><Nm>{NEAR}</Nm></FinInstnId></CdtrAgt>", "CdtrAgt/FinInstnId/Nm", "match"),
        (f"<CdtrAgt><BrnchId><Nm>{NEAR}</Nm></BrnchId></CdtrAgt>", "CdtrAgt/BrnchId/Nm", "match"),
        (f"<UltmtCdtr><Nm>Sample</Nm><CtctDtls><Nm>{NEAR}</Nm></CtctDtls></UltmtCdtr>", "UltmtCdtr/CtctDtls/Nm", "possible"),
        (f"<UltmtCdtr><Nm>Sample</Nm><PstlAdr><AdrLine>{NEAR}</AdrLine></PstlAdr></UltmtCdtr>", "UltmtCdtr/PstlAdr/AdrLine", "possible"),
        (f"<CdtrAcct><Nm>{NEAR}</Nm></CdtrAcct>", "CdtrAcct/Nm", "possible"),
        (f"<UltmtDbtr><Id><OrgId><AnyBIC>{BIC}XXX</AnyBIC></OrgId></Id></UltmtDbtr>", "UltmtDbtr/Id/OrgId/AnyBIC", "match"),
        (f"<UltmtDbtr><Id><OrgId><BICOrBEI>{BIC}</BICOrBEI></OrgId></Id></UltmtDbtr>", "UltmtDbtr/Id/OrgId/BICOrBEI", "match"),
        (f"<RmtInf><Strd><Invcr><Nm>{NEAR}</Nm></Invcr></Strd></RmtInf>", "RmtInf/Strd/Invcr/Nm", "match"),
        (f"<RmtInf><Strd><Invcee><Nm>{NEAR}</Nm></Invcee></Strd></RmtInf>", "RmtInf/Strd/Invcee/Nm", "match"),
        (f"<RltdRmtInf><RmtLctnDtls><PstlAdr><Nm>{NEAR}</Nm></PstlAdr></RmtLctnDtls></RltdRmtInf>", "RltdRmtInf/RmtLctnDtls/PstlAdr/Nm", "match"),
        (f"<RgltryRptg><Authrty><Nm>{NEAR}</Nm></Authrty></RgltryRptg>", "RgltryRptg/Authrty/Nm", "match"),
        (f"<ChrgsInf><Agt><FinInstnId><Nm>{NEAR}</Nm></FinInstnId></Agt></ChrgsInf>", "ChrgsInf/Agt/FinInstnId/Nm", "match"),
        (f"<SplmtryData><Envlp><Whoever><Nm>{NEAR}</Nm></Whoever></Envlp></SplmtryData>", "SplmtryData/Envlp/Whoever/Nm", "match"),
        (f"<UltmtCdtr><Nm>Sample Ltd c/o {NEAR}, Beijing office</Nm></UltmtCdtr>", "UltmtCdtr/Nm", "possible"),
        (f"<UltmtCdtr><Nm>S</Nm><PstlAdr><AdrLine>c/o {NEAR}</AdrLine></PstlAdr></UltmtCdtr>", "UltmtCdtr/PstlAdr/AdrLine", "possible"),
        (f"<RmtInf><Ustrd>on behalf of {NEAR.upper()} as agreed</Ustrd></RmtInf>", "RmtInf/Ustrd", "possible"),
    ],
)  # fmt: skip
def test_other_fields_that_may_name_somebody(law: Regime, inside: str, path: str, decision: str) -> None:
    """Branches, contacts, accounts, lines of addresses, invoicers, texts and unknown elements; less sure, `possible`."""
    answer = book.judged(book.pacs008(book.transfer(book.DEBTOR + book.CREDITOR + inside)), law)
    assert {(p, d) for p, _, d in met(answer)} == {(f"{TX}/{path}", decision)}
    assert answer.verdict == ("prohibited" if decision == "match" else "undetermined")
    assert path in "".join(rests(answer, "asset-freeze"))


def test_header_and_envelope_are_screened_too(law: Regime) -> None:
    """Agents of the group header and the business header belong to every transfer."""
    agent = f"<InstgAgt><FinInstnId><BICFI>{BIC}</BICFI></FinInstnId></InstgAgt>"
    both = [
        a
        for a in book.answers(book.pacs008(book.transfer(), book.transfer(), header=agent), law)
        if isinstance(a, Judged)
    ]
    assert [met(answer) for answer in both] == [{("GrpHdr/InstgAgt/FinInstnId/BICFI", "KPe.047", "match")}] * 2
    bah = f"<x><AppHdr><Fr><FIId><FinInstnId><BICFI>{BIC}</BICFI></FinInstnId></FIId></Fr></AppHdr>".encode()
    wrapped = bah + book.pacs008(book.transfer()) + b"</x>"
    assert met(book.judged(wrapped, law)) == {("AppHdr/Fr/FIId/FinInstnId/BICFI", "KPe.047", "match")}


def test_a_listing_counts_from_its_day(law: Regime) -> None:
    """KPe.047 was listed on 5 August 2017: not met the day before, met on the day and after."""
    agent = book.DEBTOR + book.CREDITOR + f"<CdtrAgt><FinInstnId><BICFI>{BIC}</BICFI></FinInstnId></CdtrAgt>"
    found = [
        book.judged(book.pacs008(book.transfer(agent, day=day)), law)
        for day in ("2017-08-04", "2017-08-05", "2017-08-06")
    ]
    assert [bool(answer.hits) for answer in found] == [False, True, True]
    assert [answer.as_of for answer in found] == [date(2017, 8, 4), date(2017, 8, 5), date(2017, 8, 6)]


def test_an_address_weakens_a_match_and_never_ends_it(law: Regime) -> None:
    """A listed person with an address elsewhere is still possible: an address is no nationality."""
    for country, decision in [("KP", "match"), ("CN", "possible")]:
        person = f"<Cdtr><Nm>Ri Pyong Chul</Nm><PstlAdr><Ctry>{country}</Ctry></PstlAdr></Cdtr>"
        answer = book.judged(book.pacs008(book.transfer(book.DEBTOR + person)), law)
        assert ("KPi.076", decision) in {(entry, said) for _, entry, said in met(answer)}


def test_a_birth_date_that_differs_ends_it(law: Regime) -> None:
    """DtAndPlcOfBirth is read: somebody of the same name born in another year is somebody else."""
    birth = "<Id><PrvtId><DtAndPlcOfBirth><BirthDt>{}</BirthDt></DtAndPlcOfBirth></PrvtId></Id>"
    said = {year: book.judged(book.pacs008(book.transfer(book.DEBTOR + f"<Cdtr><Nm>Ri Pyong Chul</Nm>{birth.format(year)}</Cdtr>")), law)
            for year in ("1948-01-01", "1990-01-01")}  # fmt: skip
    assert any(entry == "KPi.076" for _, entry, _ in met(said["1948-01-01"]))
    assert not any(entry == "KPi.076" for _, entry, _ in met(said["1990-01-01"]))


@pytest.mark.parametrize(
    ("inside", "field"),
    [
        ("<PstlAdr><Ctry>KP</Ctry></PstlAdr>", "Cdtr/PstlAdr/Ctry"),
        ("<CtryOfRes>KP</CtryOfRes>", "Cdtr/CtryOfRes"),
        ("<PstlAdr><TwnNm>Pyongyang</TwnNm></PstlAdr>", "Cdtr/PstlAdr/TwnNm"),
        ("<PstlAdr><AdrLine>12 Main Street</AdrLine><AdrLine>Nampo, DPRK</AdrLine></PstlAdr>", "Cdtr/PstlAdr/AdrLine[2]"),
        ("</Cdtr><CdtrAgt><FinInstnId><BICFI>SMPLKPPYXXX</BICFI></FinInstnId></CdtrAgt><Cdtr>", "CdtrAgt/FinInstnId/BICFI"),
        ("</Cdtr><CdtrAgt><FinInstnId><PstlAdr><Ctry>KP</Ctry></PstlAdr></FinInstnId></CdtrAgt><Cdtr>", "CdtrAgt/FinInstnId/PstlAdr/Ctry"),
        ("</Cdtr><UltmtCdtr><PstlAdr><Ctry>KP</Ctry></PstlAdr></UltmtCdtr><Cdtr>", "UltmtCdtr/PstlAdr/Ctry"),
    ],
)  # fmt: skip
def test_where_a_side_is(law: Regime, inside: str, field: str) -> None:
    """Any field that puts the creditor's side in the DPRK makes it the destination, and the trade's beginning."""
    text = "<RmtInf><Ustrd>seafood</Ustrd></RmtInf>"
    cdtr = (
        f"<Cdtr>{inside}</Cdtr>"
        if "</Cdtr>" not in inside
        else f"<Cdtr><Nm>Sample</Nm>{inside}</Cdtr>".replace("<Cdtr></Cdtr>", "")
    )
    answer = book.judged(book.pacs008(book.transfer(book.DEBTOR + cdtr + text)), law)
    assert answer.acts[0].to == "KP" and answer.acts[0].from_ == "DE"
    assert (answer.acts[1].from_, answer.acts[1].to) == ("KP", "DE")
    assert answer.verdict == "prohibited"
    assert f"{TX}/{field}" in rests(answer, "seafood")


def test_the_account_tells_a_country(law: Regime) -> None:
    """An IBAN's first letters count where its check digits fit; another account says nothing, and it is said."""
    for iban, country in [("DE89370400440532013000", "DE"), ("DE88370400440532013000", None)]:
        inside = f"<Dbtr><Nm>Sample</Nm></Dbtr><DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>{book.CREDITOR}"
        answer = book.judged(book.pacs008(book.transfer(inside)), law)
        assert answer.acts[0].from_ == country
        unread = {f.path for f in answer.not_screened if f.why.startswith("no IBAN")}
        assert unread == (set() if country else {f"{TX}/DbtrAcct/Id/IBAN"})


def test_a_coded_country_governs_the_town(law: Regime) -> None:
    """As everywhere in the contract: words count where there is no code."""
    inside = "<Cdtr><Nm>S</Nm><PstlAdr><TwnNm>Pyongyang</TwnNm><Ctry>KR</Ctry></PstlAdr></Cdtr>"
    assert book.judged(book.pacs008(book.transfer(book.DEBTOR + inside)), law).acts[0].to == "KR"


def test_an_unclear_country_stays_open(law: Regime) -> None:
    """`Korea` may be two: the act keeps both."""
    inside = "<Cdtr><Nm>S</Nm><PstlAdr><Ctry>Korea</Ctry></PstlAdr></Cdtr>"
    answer = book.judged(book.pacs008(book.transfer(book.DEBTOR + inside)), law)
    assert answer.acts[0].to is None and set(answer.acts[0].unclear["to"]) == {"KP", "KR"}


@pytest.mark.parametrize(
    ("inside", "path"),
    [
        ("<RmtInf><Ustrd>INV 7 anthracite 500 t</Ustrd></RmtInf>", "RmtInf/Ustrd"),
        ("<RmtInf><Ustrd>INV 7</Ustrd><Ustrd>500MT COAL</Ustrd></RmtInf>", "RmtInf/Ustrd[2]"),
        ("<RmtInf><Strd><AddtlRmtInf>coal</AddtlRmtInf></Strd></RmtInf>", "RmtInf/Strd/AddtlRmtInf"),
        ("<RmtInf><Strd><CdtrRefInf><Ref>COAL 7</Ref></CdtrRefInf></Strd></RmtInf>", "RmtInf/Strd/CdtrRefInf/Ref"),
        ("<RmtInf><Strd><RfrdDocInf><Nb>coal-7</Nb></RfrdDocInf></Strd></RmtInf>", "RmtInf/Strd/RfrdDocInf/Nb"),
        ("<RmtInf><Strd><RfrdDocInf><LineDtls><Desc>coal</Desc></LineDtls></RfrdDocInf></Strd></RmtInf>", "RmtInf/Strd/RfrdDocInf/LineDtls/Desc"),
        ("<RgltryRptg><Dtls><Inf>coal</Inf></Dtls></RgltryRptg>", "RgltryRptg/Dtls/Inf"),
        ("<RltdRmtInf><RmtId>coal</RmtId></RltdRmtInf>", "RltdRmtInf/RmtId"),
        ("<InstrForCdtrAgt><InstrInf>coal</InstrInf></InstrForCdtrAgt>", "InstrForCdtrAgt/InstrInf"),
        ("<InstrForNxtAgt><InstrInf>coal</InstrInf></InstrForNxtAgt>", "InstrForNxtAgt/InstrInf"),
        ("<Purp><Prtry>coal</Prtry></Purp>", "Purp/Prtry"),
        ("<RmtInf><Ustrd>INV HS 2701.11</Ustrd></RmtInf>", "RmtInf/Ustrd"),
    ],
)  # fmt: skip
def test_every_text_is_read_for_goods(law: Regime, inside: str, path: str) -> None:
    """Coal from the DPRK: S/RES/2371 (2017), paragraph 8, resting on the text and on the creditor's address."""
    seller = "<Cdtr><Nm>Sample</Nm><PstlAdr><Ctry>KP</Ctry></PstlAdr></Cdtr>"
    answer = book.judged(book.pacs008(book.transfer(book.DEBTOR + seller + inside)), law)
    assert answer.verdict == "prohibited"
    assert rests(answer, "coal") == {f"{TX}/{path}", f"{TX}/Cdtr/PstlAdr/Ctry", f"{TX}/Dbtr/PstlAdr/Ctry"}
    assert any(a.kind == "warning" and "read from words" in a.text for a in answer.advisories)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("coal from Nampo", "prohibited"),
        ("coal FOB NAMPO", "prohibited"),
        ("coal to Nampo", "permitted"),
        ("coal, DPRK contract", "undetermined"),
        ("coal, Republic of Korea", "permitted"),
        ("coal tar from Nampo", "permitted"),
        ("salary for Nampo office", "permitted"),
        ("coal from Hamburg", "permitted"),
    ],
)
def test_places_in_a_text_say_where_the_trade_runs(law: Regime, text: str, verdict: str) -> None:
    """`from` and `to` place it; a place without either is asked; a payment between other countries stays one."""
    answer = book.judged(
        book.pacs008(book.transfer(book.DEBTOR + book.CREDITOR + f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf>")), law
    )
    assert answer.verdict == verdict
    assert (answer.acts[0].from_, answer.acts[0].to) == ("DE", "SG")
    warned = any("names KP" in a.text for a in answer.advisories)
    assert warned == ("Nampo" in text or "NAMPO" in text or "DPRK" in text)


@pytest.mark.parametrize(
    ("inside", "path"),
    [
        ("<IntrmyAgt1><FinInstnId><BICFI>SMPLKPPY</BICFI></FinInstnId></IntrmyAgt1>", "IntrmyAgt1/FinInstnId/BICFI"),
        ("<InitgPty><CtryOfRes>KP</CtryOfRes></InitgPty>", "InitgPty/CtryOfRes"),
        ("<RgltryRptg><Dtls><Ctry>KP</Ctry></Dtls></RgltryRptg>", "RgltryRptg/Dtls/Ctry"),
        ("<UltmtCdtr><Id><PrvtId><DtAndPlcOfBirth><CityOfBirth>Nampo</CityOfBirth></DtAndPlcOfBirth></PrvtId></Id></UltmtCdtr>",
         "UltmtCdtr/Id/PrvtId/DtAndPlcOfBirth/CityOfBirth"),
        ("<UltmtCdtr><Id><PrvtId><DtAndPlcOfBirth><CtryOfBirth>KP</CtryOfBirth></DtAndPlcOfBirth></PrvtId></Id></UltmtCdtr>",
         "UltmtCdtr/Id/PrvtId/DtAndPlcOfBirth/CtryOfBirth"),
    ],
)  # fmt: skip
def test_the_territory_beside_the_two_sides_is_a_warning(law: Regime, inside: str, path: str) -> None:
    """An agent on the way, who asks for the payment, a birth place: they do not place the payment, and are not lost."""
    answer = book.judged(book.pacs008(book.transfer(book.DEBTOR + book.CREDITOR + inside)), law)
    assert any(a.kind == "warning" and a.text.startswith(f"{TX}/{path} names KP") for a in answer.advisories)


def test_a_ship_by_its_number(law: Regime) -> None:
    """An IMO number in a text is looked for; one with a wrong check digit is none."""
    for number, hits in [("9314650", 1), ("9314651", 0)]:
        inside = book.DEBTOR + book.CREDITOR + f"<RmtInf><Ustrd>dues IMO {number}</Ustrd></RmtInf>"
        assert len(book.judged(book.pacs008(book.transfer(inside)), law).hits) == hits


def test_an_entry_that_decides_nothing_is_named_all_the_same(law: Regime) -> None:
    """A ship barred from ports is met by its number; the payment falls under no measure, and a warning says look."""
    inside = book.DEBTOR + book.CREDITOR + "<RmtInf><Ustrd>IMO 9562233</Ustrd></RmtInf>"
    answer = book.judged(book.pacs008(book.transfer(inside, day="2018-06-01")), law)
    assert answer.verdict == "permitted" and len(answer.hits) == 1
    assert any("no finding rests on it" in a.text for a in answer.advisories)


@pytest.mark.parametrize(
    ("text", "service"), [("Services", "transfer"), ("loan 7", None), ("letter of credit 9", None)]
)
def test_a_service_that_is_named_is_left_to_the_words(law: Regime, text: str, service: str | None) -> None:
    """A credit transfer is a transfer unless its text names another service; then the law's own reading stands."""
    answer = book.judged(
        book.pacs008(book.transfer(book.DEBTOR + book.CREDITOR + f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf>")), law
    )
    assert answer.acts[0].facts.get("financial_service") == service
    assert answer.acts[0].activity == "finance"


@pytest.mark.parametrize("version", [f"{n:02}" for n in range(2, 14)])
def test_versions_of_pacs008(law: Regime, version: str) -> None:
    """Each is read by the names of its elements, with the version in the answer."""
    answer = book.judged(book.pacs008(book.transfer(), version=version), law)
    assert (answer.message, answer.path) == (f"pacs.008.001.{version}", TX)
    assert (answer.acts[0].from_, answer.acts[0].to) == ("DE", "SG")


@pytest.mark.parametrize("version", [f"{n:02}" for n in range(2, 13)])
def test_versions_of_pacs009(law: Regime, version: str) -> None:
    """Debtor and creditor are banks; version 02 has another name for the body."""
    bic = "BIC" if version == "02" else "BICFI"
    inside = f"<Dbtr><FinInstnId><{bic}>SMPLDEFF</{bic}></FinInstnId></Dbtr><Cdtr><FinInstnId><{bic}>{BIC}</{bic}></FinInstnId></Cdtr>"
    answer = book.judged(book.pacs009(book.transfer(inside), version=version), law)
    assert (answer.acts[0].from_, answer.acts[0].to, answer.verdict) == ("DE", "KP", "prohibited")
    assert {party.type for party in answer.acts[0].parties} == {"bank"}


@pytest.mark.parametrize("version", [f"{n:02}" for n in range(3, 13)])
def test_versions_of_pain001(law: Regime, version: str) -> None:
    """The payment's debtor, day and agent belong to each of its transfers; the day is a choice from version 08 on."""
    content = book.pain001(book.payment(book.order(), version=version), version=version)
    answer = book.judged(content, law)
    assert (answer.path, answer.as_of) == (f"PmtInf[1]/{TX}", date(2018, 3, 1))
    assert [party.name for party in answer.acts[0].parties] == ["Sample Seller Pte", "Sample Buyer GmbH"]


def test_each_payment_keeps_its_own_debtor(law: Regime) -> None:
    """What stands in one PmtInf is not carried into the next."""
    one = book.payment(book.order(id="a"), book.order(id="b"), around=f"<Dbtr><Nm>{NEAR}</Nm></Dbtr>")
    found = book.answers(book.pain001(one, book.payment(book.order(id="c")), count=3), law)
    assert [(a.id, a.path, a.verdict) for a in found if isinstance(a, Judged)] == [
        ("a", "PmtInf[1]/CdtTrfTxInf[1]", "prohibited"),
        ("b", "PmtInf[1]/CdtTrfTxInf[2]", "prohibited"),
        ("c", "PmtInf[2]/CdtTrfTxInf[1]", "permitted"),
    ]
    assert rests(found[0], "asset-freeze") == {"PmtInf[1]/Dbtr/Nm"}  # type: ignore[arg-type]


def test_prefixes_envelopes_and_missing_namespaces_change_nothing(law: Regime) -> None:
    """The same transfers with a prefix, in an envelope, in another encoding and without a namespace."""
    bare = book.judged(book.pacs008(book.transfer()), law)
    text = book.pacs008(book.transfer()).decode()
    prefixed = text.replace("</", "</n:").replace("<", "<n:").replace("<n:/n:", "</n:").replace("xmlns=", "xmlns:n=")
    for content in (
        prefixed.encode(),
        f"<?xml version='1.0'?><e:Env xmlns:e='urn:x'><e:Body>{text}</e:Body></e:Env>".encode(),
        ("<?xml version='1.0' encoding='utf-16'?>" + text).encode("utf-16"),
        text.encode("utf-16-le"),
        b"\xef\xbb\xbf" + text.encode(),
    ):
        assert book.judged(content, law) == bare
    nameless = book.judged(text.replace(f" xmlns='{book.SPACE}pacs.008.001.08'", "").encode(), law)
    assert (nameless.message, nameless.verdict, nameless.hits) == ("pacs.008", bare.verdict, bare.hits)


def test_several_documents_in_one_envelope(law: Regime) -> None:
    """Each begins anew; transfers are counted through."""
    content = b"<x>" + book.pacs008(book.transfer(id="a")) + book.pain001(book.payment(book.order(id="b"))) + b"</x>"
    found = [a for a in book.answers(content, law) if isinstance(a, Judged)]
    assert [(a.transaction, a.id, a.message) for a in found] == [
        (1, "a", "pacs.008.001.08"),
        (2, "b", "pain.001.001.09"),
    ]


def test_bulk_equals_single(law: Regime) -> None:
    """A transfer gets the same answer alone and among others, but for its number, line and path."""
    insides = [
        book.DEBTOR + book.CREDITOR,
        book.DEBTOR + f"<Cdtr><Nm>{NEAR}</Nm></Cdtr>",
        book.DEBTOR + "<RmtInf><Ustrd>coal from Nampo</Ustrd></RmtInf>",
    ]
    transfers = [book.transfer(inside, id=str(n)) for n, inside in enumerate(insides * 400)]
    bulk = book.answers(book.pacs008(*transfers), law)
    alone = {n: book.judged(book.pacs008(transfers[n]), law) for n in (0, 1, 2, 3, 1198, 1199)}
    assert len(bulk) == 1200
    for n, one in alone.items():
        many = bulk[n]
        assert isinstance(many, Judged) and many.transaction == n + 1
        told = json.loads(many.to_json().replace(f"CdtTrfTxInf[{n + 1}]".encode(), b"CdtTrfTxInf[1]"))
        said = json.loads(one.to_json())
        for field in ("transaction", "not_screened", "screened"):
            told.pop(field), said.pop(field)
        assert told == said


def test_the_verdict_is_what_check_says_of_the_acts(law: Regime) -> None:
    """`acts` are in the contract's form: judged by themselves they give the same findings, where no name is met."""
    inside = "<Dbtr><Nm>Sample</Nm><PstlAdr><Ctry>CN</Ctry></PstlAdr></Dbtr><Cdtr><Nm>Other</Nm><PstlAdr><Ctry>KP</Ctry></PstlAdr></Cdtr>"
    answer = book.judged(book.pacs008(book.transfer(inside + "<RmtInf><Ustrd>coal</Ustrd></RmtInf>")), law)
    alone = [check(act, law) for act in answer.acts]
    assert [v.verdict for v in alone] == ["permitted", "prohibited"]
    assert {(f.measure, f.paragraph) for f in answer.findings} == {
        (f.measure, f.paragraph) for v in alone for f in v.findings
    }
    assert answer.verdict == "prohibited" and answer.range == ("prohibited", "prohibited")


def test_the_answer_is_the_contract_s(law: Regime) -> None:
    """Every field of a verdict is there; `rests` stands beside `findings`."""
    answer = json.loads(book.judged((ROOT / "examples/messages/pacs009-cov.xml").read_bytes(), law).to_json())
    assert {
        "verdict",
        "range",
        "as_of",
        "findings",
        "conditions",
        "missing",
        "matches",
        "advisories",
        "versions",
    } <= set(answer)
    assert len(answer["rests"]) == len(answer["findings"])
    assert [r["measure"] for r in answer["rests"]] == [f["measure"] for f in answer["findings"]]
    assert all(r["fields"] for r in answer["rests"])


def test_every_text_of_a_message_is_accounted_for(law: Regime) -> None:
    """Each stands among the fields screened or among those not, but for the day and the amount, which are used."""
    for file in sorted((ROOT / "examples/messages").glob("*.xml")):
        for answer in book.answers(file.read_bytes(), law):
            assert isinstance(answer, Judged)
            held, beside = {f.path for f in answer.screened}, {f.path for f in answer.not_screened}
            assert not held & beside
            content = file.read_text(encoding="utf-8")
            assert len(held | beside) > 8 and content.count("<") > len(held)
    inside = "<Dbtr><Nm>NOTPROVIDED</Nm><Odd>text</Odd></Dbtr><Cdtr><Name>Misspelt</Name></Cdtr>"
    answer = book.judged(book.pacs008(book.transfer(inside)), law)
    beside = {f.path: f.why for f in answer.not_screened}
    assert {f"{TX}/Dbtr/Nm", f"{TX}/Dbtr/Odd", f"{TX}/Cdtr/Name", f"{TX}/PmtId/EndToEndId", "GrpHdr/MsgId"} <= set(
        beside
    )
    assert beside[f"{TX}/Dbtr/Nm"] == "NOTPROVIDED: left without content"


def test_who_is_absent_is_said(law: Regime) -> None:
    """Nobody is passed over in silence: absent agents, a BIC without a name, no text."""
    inside = (
        book.DEBTOR
        + "<DbtrAgt><FinInstnId><BICFI>SMPLDEFF</BICFI><ClrSysMmbId><MmbId>12345</MmbId></ClrSysMmbId></FinInstnId></DbtrAgt>"
    )
    said = {f.path: f.why for f in book.judged(book.pacs008(book.transfer(inside)), law).not_screened}
    assert said[f"{TX}/Cdtr"] == said[f"{TX}/CdtrAgt"] == "absent: nobody to screen"
    assert said[f"{TX}/DbtrAgt"] == "no name: SMPLDEFF is not resolved to one"
    assert "clearing member" in said[f"{TX}/DbtrAgt/FinInstnId/ClrSysMmbId/MmbId"]
    assert said[f"{TX}/RmtInf"].startswith("absent")


@pytest.mark.parametrize(
    ("old", "new", "path", "text"),
    [
        ("<IntrBkSttlmAmt Ccy='EUR'>100.00", "<IntrBkSttlmAmt Ccy='EUR'>1OO", f"{TX}/IntrBkSttlmAmt", "expected an amount"),
        ("Ccy='EUR'", "Ccy='EURO'", f"{TX}/IntrBkSttlmAmt", "EURO"),
        (" Ccy='EUR'", "", f"{TX}/IntrBkSttlmAmt/@Ccy", "required"),
        ("<IntrBkSttlmDt>2018-03-01", "<IntrBkSttlmDt>2018-02-30", f"{TX}/IntrBkSttlmDt", "no 30 February"),
        ("<IntrBkSttlmDt>2018-03-01", "<IntrBkSttlmDt>1 March", f"{TX}/IntrBkSttlmDt", "expected a day"),
        ("<Nm>Sample Buyer GmbH", f"<Nm>{'x' * 301}", f"{TX}/Dbtr/Nm", "at most 300"),
        ("<Nm>Sample Buyer GmbH", f"<Nm>{'x' * 100_001}", "CdtTrfTxInf[2]", "more than 100,000"),
    ],
)  # fmt: skip
def test_a_bad_transfer_costs_no_other_its_answer(law: Regime, old: str, new: str, path: str, text: str) -> None:
    """It is reported by number and field, with what was expected; those before and after are answered."""
    good, bad = book.transfer(id="g"), book.transfer(id="b").replace(old, new)
    before, fault, after = book.answers(book.pacs008(good, bad, good), law)
    assert isinstance(before, Judged) and isinstance(after, Judged) and isinstance(fault, Fault)
    assert (fault.row, fault.field) == (2, path.replace("[1]", "[2]"))
    assert text in fault.message
    assert (before.transaction, after.transaction) == (1, 3)


def test_a_count_that_is_wrong_is_a_fault(law: Regime) -> None:
    """NbOfTxs counts other transfers than there are: the answers stand, and it is said."""
    found = book.answers(book.pacs008(book.transfer(), count=2), law)
    assert isinstance(found[0], Judged)
    assert (
        isinstance(found[1], Fault) and found[1].field == "GrpHdr/NbOfTxs" and "found 2, expected 1" in found[1].message
    )


def test_what_stands_behind_the_transfers_it_belongs_to_is_a_fault(law: Regime) -> None:
    """A debtor after the transfers of a payment cannot be screened with them; that is never passed over."""
    late = book.payment(book.order()).replace("</PmtInf>", f"<UltmtDbtr><Nm>{NEAR}</Nm></UltmtDbtr></PmtInf>")
    found = book.faults(book.pain001(late), law)
    assert [(f.field, "after the transfers" in f.message) for f in found] == [("UltmtDbtr", True)]
    more = "<SplmtryData><Envlp><Nm>x</Nm></Envlp></SplmtryData>"
    assert [f.field for f in book.faults(book.pacs008(book.transfer(), more, count=1), law)] == ["SplmtryData"]


def test_a_transfer_outside_a_payment_has_none(law: Regime) -> None:
    """The debtor of a payment that has ended is not another transfer's."""
    content = book.pain001(book.payment(book.order(id="a")), book.order(id="b"), count=2)
    first, second = book.answers(content.replace(b"<IntrBkSttlmDt>", b"<X>"), law)
    assert isinstance(first, Judged) and isinstance(second, Judged)
    assert (first.acts[0].from_, second.acts[0].from_) == ("DE", None)


def test_packed_files_are_told_from_plain_ones(tmp_path: Path) -> None:
    """A .gz is unpacked by the command."""
    from click.testing import CliRunner

    from article41.cli import main

    packed = tmp_path / "m.xml.gz"
    packed.write_bytes(gzip.compress(book.pacs008(book.transfer())))
    result = CliRunner().invoke(main, ["messages", str(packed), "--format", "jsonl"])
    assert result.exit_code == 0 and json.loads(result.stdout)["verdict"] == "permitted"


def test_a_birth_date_that_is_none_ends_nothing(law: Regime) -> None:
    """A text that is no date is not used, and that is said."""
    birth = "<Id><PrvtId><DtAndPlcOfBirth><BirthDt>1.1.90</BirthDt></DtAndPlcOfBirth></PrvtId></Id>"
    answer = book.judged(book.pacs008(book.transfer(book.DEBTOR + f"<Cdtr><Nm>Ri Pyong Chul</Nm>{birth}</Cdtr>")), law)
    assert any(entry == "KPi.076" for _, entry, _ in met(answer))
    assert any(f.path.endswith("BirthDt") and f.why.startswith("no date") for f in answer.not_screened)


def test_a_side_without_a_country_stays_open_in_the_trade(law: Regime) -> None:
    """Where the text names the DPRK and nothing says where the creditor is, the seller may be there or elsewhere."""
    inside = book.DEBTOR + "<Cdtr><Nm>Sample Seller</Nm></Cdtr><RmtInf><Ustrd>coal, DPRK contract</Ustrd></RmtInf>"
    answer = book.judged(book.pacs008(book.transfer(inside)), law)
    assert answer.verdict == "undetermined"
    assert "Which country is meant by `from`: KP or another country?" in [m.question for m in answer.missing]


def test_many_hits_of_one_entry_are_judged_as_one(law: Regime, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are shown; a check is asked about the first alone, so that a stuffed transfer costs no more than others."""
    asked: list[int] = []
    monkeypatch.setattr(
        resting, "check", lambda act, law, screener: asked.append(1) or check(act, law, screener=screener)
    )
    stuffed = "".join(
        f"<UltmtCdtr><Nm>{NEAR}</Nm></UltmtCdtr><RmtInf><Ustrd>{n} {NEAR}</Ustrd></RmtInf>" for n in range(300)
    )
    answer = book.judged(book.pacs008(book.transfer(stuffed)), law)
    assert len(answer.hits) == 600 and answer.verdict == "prohibited"
    assert len(asked) < 50


def test_a_text_of_codes_is_a_fault(law: Regime) -> None:
    """Up to 50 HS codes are goods; one more is no remittance information, and its transfer is reported."""
    for codes, answered in [(50, True), (51, False)]:
        text = " ".join(f"HS {2701 + n}" for n in range(codes))
        seller = "<Cdtr><Nm>S</Nm><PstlAdr><Ctry>KP</Ctry></PstlAdr></Cdtr>"
        (found,) = book.answers(
            book.pacs008(book.transfer(f"{book.DEBTOR}{seller}<RmtInf><Ustrd>{text}</Ustrd></RmtInf>")), law
        )
        assert isinstance(found, Judged) == answered
        assert answered or "found 51 HS codes" in str(found)


def test_answers_fit_the_public_schema(law: Regime) -> None:
    """Every sample's answers are verdicts as the contract has them, with fields of our own beside."""
    checker = Draft202012Validator(schema("verdict"))
    for file in sorted((ROOT / "examples/messages").glob("*.xml")):
        for answer in book.answers(file.read_bytes(), law):
            assert isinstance(answer, Judged)
            assert list(checker.iter_errors(json.loads(answer.to_json()))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rice from Viet Nam to the Philippines", {"VN", "PH"}),
        ("Guinea-Bissau cashew", {"GW"}),
        ("contract with Papua New Guinea", {"PG"}),
        ("order IN DE US", set()),
        ("no country here", set()),
    ],
)
def test_countries_in_a_text(law: Regime, text: str, found: set[str]) -> None:
    """By name, the longer of two; two letters in a text are words, no codes."""
    inside = book.DEBTOR + book.CREDITOR + f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf>"
    answer = book.judged(book.pacs008(book.transfer(inside)), law)
    assert {read.means for read in answer.read if read.what == "country"} == found


def test_ordinary_names_meet_nobody(law: Regime) -> None:
    """Names of two invented words, as most messages hold, are no hits: at most one in a hundred."""
    words = [
        a + b
        for a in ("bar", "den", "fol", "gur", "har", "jos", "kel", "lom", "mir", "nup")
        for b in ("da", "fe", "gi", "lo", "mu", "ra", "so", "ta", "vi", "zo")
    ]
    inside = [f"<Cdtr><Nm>{a} {b} GmbH</Nm></Cdtr>" for a, b in zip(words, reversed(words), strict=True)]
    found = book.answers(book.pacs008(*(book.transfer(one) for one in inside)), law)
    assert sum(bool(answer.hits) for answer in found if isinstance(answer, Judged)) <= 1


def test_entries_that_share_a_name_are_all_met(law: Regime) -> None:
    """In a text as in a name; the list screened is the one handed in."""
    listed = (Listed(date(2010, 1, 1), "the Committee"),)
    screener = ListScreener([Entry(id, "entity", "Sample Shared Name", listed=listed) for id in ("x-1", "x-2")], "own")
    for inside, path in [("<UltmtCdtr><Nm>Sample Shared Name</Nm></UltmtCdtr>", "UltmtCdtr/Nm"),
                         ("<RmtInf><Ustrd>for Sample Shared Name</Ustrd></RmtInf>", "RmtInf/Ustrd")]:  # fmt: skip
        content = book.pacs008(book.transfer(book.DEBTOR + book.CREDITOR + inside))
        (answer,) = judge_messages(io.BytesIO(content), law, screener=screener)
        assert isinstance(answer, Judged) and answer.versions["list"] == "own"
        assert {(hit.path, hit.entry) for hit in answer.hits} == {(f"{TX}/{path}", "x-1"), (f"{TX}/{path}", "x-2")}
