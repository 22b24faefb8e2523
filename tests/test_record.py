"""The record: its files are sound, what is worked out from them is right, and each answer names what it rests on."""

import random
import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT, SHARED
from hypothesis import given
from hypothesis import strategies as st

from article41.calendar import Event, calendar, escaped, folded
from article41.citation import Citation
from article41.cli import main, recordpage
from article41.record.counting import between, counted, definitions, numbered
from article41.record.days import first_day, in_words, last_day, months, ordinal
from article41.record.entries import Incident
from article41.record.export import as_calendar
from article41.record.files import Placed, read
from article41.record.following import causes, committed, open_on, timeline
from article41.record.membership import sitting
from article41.record.people import holders, statements
from article41.record.store import NotInRecord, Record, lint, load
from article41.record.texts import Ballot, Resolution
from article41.record.voting import outcome, vote

PERMANENT = ("CN", "FR", "RU", "GB", "US")
CLAIM = re.compile(r"^\| (?P<claim>.+?) \| `(?P<command>a41 .+?)` \| `(?P<shows>.+?)` \|$", re.M)


@pytest.fixture(scope="module")
def record() -> Record:
    """The project's own record."""
    return load()


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Commands take the record that the module has read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recordpage, "load", lambda: RECORD)
        yield


def asked(*arguments: str) -> str:
    """What a command prints, blanks run together."""
    result = CliRunner().invoke(main, [*arguments], prog_name="a41", env={"COLUMNS": "400"})
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def answered(*arguments: str) -> dict:  # type: ignore[type-arg]
    """What a command answers as JSON."""
    found: dict = msgspec.json.decode(asked(*arguments, "--format", "json"))  # type: ignore[type-arg]
    return found


def claims() -> list[tuple[str, str, str]]:
    """Rows of the table of claims in docs/record.md."""
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    return [(m["claim"], m["command"], m["shows"]) for m in CLAIM.finditer(page)]


def test_the_files_have_no_fault() -> None:
    """`a41 record lint` of the project's own files finds nothing."""
    assert lint() == []


def test_the_table_of_claims_is_read() -> None:
    """The page has the claims of the three seed reports."""
    assert len(claims()) >= 30


@pytest.mark.parametrize(("claim", "command", "shows"), claims())
def test_a_claim_is_answered_by_one_command(claim: str, command: str, shows: str) -> None:
    """The essential figure of a claim stands in what its command prints."""
    assert shows in asked(*shlex.split(command)[1:]), claim


# Votes


def test_every_recorded_outcome_follows_from_the_ballots(record: Record) -> None:
    """Article 27 of the Charter, applied to the ballots, gives each result as published, and its figures."""
    found = [v for v in record.voted() if v.recorded]
    assert len(found) >= 34
    for text in found:
        o = vote(record, text).outcome
        assert text.recorded
        assert (text.id, o.word) == (text.id, text.recorded.outcome)
        assert (o.in_favour, o.against, o.abstaining) == (
            text.recorded.in_favour, text.recorded.against, text.recorded.abstaining,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("yes", "against", "abstaining", "procedural", "word"),
    [
        (9, [], 6, False, "adopted"),
        (8, [], 7, False, "not_adopted"),
        (14, ["CN"], 0, False, "vetoed"),
        (8, ["CN"], 6, False, "not_adopted"),
        (13, ["e1", "e2"], 0, False, "adopted"),
        (9, ["CN", "RU"], 4, True, "carried"),
        (8, ["CN"], 6, True, "not_carried"),
    ],
)
def test_nine_votes_and_no_veto(yes: int, against: list[str], abstaining: int, procedural: bool, word: str) -> None:
    """Below and at nine; a permanent member against; too few votes are no veto; procedure knows none."""
    others = [c for c in (*PERMANENT, *(f"e{n}" for n in range(1, 11))) if c not in against]
    ballots: dict[str, Ballot] = dict.fromkeys(against, "no")
    ballots |= dict.fromkeys(others[:abstaining], "abstain")
    ballots |= dict.fromkeys(others[abstaining:], "yes")
    assert sum(b == "yes" for b in ballots.values()) == yes
    assert outcome(ballots, PERMANENT, procedural).word == word


ONE_BALLOT = st.sampled_from(["yes", "no", "abstain", "absent"])


@given(st.lists(ONE_BALLOT, min_size=15, max_size=15), st.integers(0, 14), st.booleans())
def test_a_vote_more_in_favour_never_defeats_a_text(cast: list[Ballot], changed: int, procedural: bool) -> None:
    """Turning one ballot into yes keeps what carried, and an abstention of a permanent member is never a veto."""
    members = (*PERMANENT, *(f"e{n}" for n in range(10)))
    before = outcome(dict(zip(members, cast, strict=True)), PERMANENT, procedural)
    cast[changed] = "yes"
    after = outcome(dict(zip(members, cast, strict=True)), PERMANENT, procedural)
    assert after.carried or not before.carried
    assert before.vetoes == () or all(c in before.opposed for c in before.vetoes)


def test_a_draft_supposed_to_pass_names_the_law_it_changes() -> None:
    """S/2022/431 with China abstaining and Russia in favour: adopted, oil caps changed from 27 May 2022."""
    found = answered("council", "vote", "S/2022/431", "--change", "CN=abstain", "--change", "Russia=yes")
    assert found["result"]["outcome"] == "vetoed" and found["result"]["vetoes"] == ["CN", "RU"]
    assert found["supposed"]["outcome"] == "adopted"
    assert found["law"]["from"] == "2022-05-27"
    assert {"measure": "crude-oil", "change": "changes"} in found["law"]["changes"]


@pytest.mark.parametrize("changes", [["CN=abstain"], ["RU=absent"]])
def test_one_veto_is_enough(changes: list[str]) -> None:
    """One of two vetoes withdrawn: still vetoed, and no law is shown."""
    found = answered("council", "vote", "S/2022/431", *(x for c in changes for x in ("--change", c)))
    assert found["supposed"]["outcome"] == "vetoed" and "law" not in found


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["council", "vote", "S/2022/432"], "nearest: S/2022/431"),
        (["council", "vote", "S/2022/431", "--change", "JP=yes"], "JP had no vote on 2022-05-26"),
        (["council", "vote", "S/2022/431", "--change", "CN=maybe"], "yes, no, abstain, absent"),
        (["council", "vote", "res-1540"], "no ballots are recorded"),
        (["council", "vote", "nt-5"], "nothing the Council votes on"),
        (["council", "members", "--on", "1995-01-01"], "it has 1993, 2006 to 2026"),
        (["council", "committed", "--kind", "icbm"], "both --kind and --on"),
        (["council", "timeline", "--incident", "nt-9"], "nearest: nt-6"),
        (["record", "show", "nt-9"], "nearest: nt-6"),
        (["record", "who", "--on", "2016-09-09", "--government", "Atlantis"], "Atlantis"),
        (["record", "talks", "--person", "Robert Galucci"], "nearest: Robert Gallucci"),
        (["record", "incidents", "--since-last"], "needs a --kind"),
        (["record", "talks", "--between", "2017-01-01", "2016-01-01"], "lies before the first, 2017-01-01"),
        (["record", "incidents", "--definition", "ful_range"], "nearest: full_range"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(arguments: list[str], says: str) -> None:
    """Exit code 2, and what would have been right."""
    result = CliRunner().invoke(main, arguments, prog_name="a41", env={"COLUMNS": "400"})
    assert result.exit_code == 2
    assert says in result.output


# Members


@given(st.dates(date(2006, 1, 1), date(2026, 12, 31)))
def test_every_day_has_fifteen_members_and_five_vetoes(day: date) -> None:
    """Article 23 of the Charter: fifteen members, five of them permanent, nobody twice."""
    council = sitting(RECORD, day)
    assert len(council.members) == len(set(council.members)) == 15
    assert set(council.permanent) == set(PERMANENT)


def test_no_elected_member_is_re_elected_at_once(record: Record) -> None:
    """Article 23(2): two years, never three running."""
    years = [set(y.elected) for y in record.membership.years if y.year >= 2006]
    for one, two, three in zip(years, years[1:], years[2:], strict=False):
        assert not one & two & three


# Numbers and intervals


def test_the_fifth_nuclear_test_came_eight_months_after_the_fourth() -> None:
    """9 September 2016 and 6 January 2016: 247 days."""
    found = answered("record", "incidents", "--kind", "nuclear_test", "--since-last")["definitions"][0]["incidents"]
    fifth = found[4]
    assert (fifth["date"], fifth["number"], fifth["days_since"], fifth["months_since"]) == ("2016-09-09", 5, 247, 8)
    assert fifth["before"] == "nt-4"


def test_numbers_count_all_whatever_days_are_shown() -> None:
    """The test of September 2016 is the fifth also where only that year is shown."""
    asked_for = (
        "record",
        "incidents",
        "--kind",
        "nuclear_test",
        "--since-last",
        "--between",
        "2016-01-01",
        "2016-12-31",
    )
    assert [i["number"] for i in answered(*asked_for)["definitions"][0]["incidents"]] == [4, 5]


def test_counts_of_others_fit_the_us_definition(record: Record) -> None:
    """The US spoke of six ICBM launches in 2022 by 25 May and eight by 18 November."""
    us = next(d for d in record.definitions if d.id == "us")
    for last, count in ((date(2022, 5, 25), 6), (date(2022, 11, 18), 8)):
        assert len(counted(between(record.incidents, date(2022, 1, 1), last), us)) == count


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 days"), (1, "1 day"), (13, "13 days"), (14, "2 weeks"), (59, "8 weeks"), (60, "2 months"), (247, "8 months"),
     (1576, "4 years 4 months"), (731, "2 years")],
)  # fmt: skip
def test_an_interval_as_people_say_it(days: int, words: str) -> None:
    """Days, weeks, months, years, each at and beyond its bound."""
    assert in_words(days) == words


@given(st.integers(0, 20000))
def test_months_never_stray_by_more_than_half(days: int) -> None:
    """Months to the nearest."""
    assert abs(months(days) * 30.4375 - days) <= 15.3


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (13, "13th"), (22, "22nd")]
)
def test_an_ordinal(number: int, said: str) -> None:
    """As people write it."""
    assert ordinal(number) == said


def test_a_month_stands_for_all_its_days(record: Record) -> None:
    """September 1984: found by any of its days, and no days are counted from it."""
    assert (first_day("1984-09"), last_day("1984-09")) == (date(1984, 9, 1), date(1984, 9, 30))
    assert "mt-1984-09" in {i.id for i in between(record.incidents, date(1984, 9, 30), date(1984, 9, 30))}
    ways = definitions(record, "ballistic_missile")
    after = {n.incident.id: n.days for n in numbered(record.incidents, ways[0])}
    assert after["mt-1984-09"] is None


# Order of files, and fewer entries


def _placed() -> list[Placed]:
    return [p for p in read(ROOT / "record") if isinstance(p, Placed)]


PLACED = _placed()
RECORD = Record(PLACED)


@given(st.integers(0, 2**32))
def test_the_order_of_entries_never_changes_an_answer(seed: int) -> None:
    """Entries read in any order give the same record (definitions apart, whose order has a meaning)."""
    mixed = [p for p in PLACED if p.shelf != "definitions"]
    random.Random(seed).shuffle(mixed)
    other = Record([*(p for p in PLACED if p.shelf == "definitions"), *mixed])
    assert [i.id for i in other.incidents] == [i.id for i in RECORD.incidents]
    assert timeline(other) == timeline(RECORD)
    assert [h.person.id for h in holders(other, date(2016, 9, 9))] == [
        h.person.id for h in holders(RECORD, date(2016, 9, 9))
    ]


@given(st.integers(1, 40), st.sampled_from(RECORD.definitions))
def test_dropping_the_last_incidents_only_shortens_lists(dropped: int, definition) -> None:  # type: ignore[no-untyped-def]
    """What is numbered stays as it was; only the end is missing."""
    whole = numbered(RECORD.incidents, definition)
    fewer = numbered(RECORD.incidents[:-dropped], definition)
    assert fewer == whole[: len(fewer)]


# Commitments, answers, drafts


def test_what_the_council_owed_after_march_2022(record: Record) -> None:
    """Paragraph 28 of S/RES/2397 (2017) names ICBMs; it stands first, and its petroleum clause is told."""
    first = committed(record, "icbm", date(2022, 3, 24))[0]
    assert first.commitment.law == "S/RES/2397 (2017), paragraph 28"
    assert first.clear and "petroleum" in first.commitment.does


@pytest.mark.parametrize(("day", "there"), [(date(2017, 12, 22), False), (date(2017, 12, 23), True)])
def test_a_commitment_binds_from_the_day_after(record: Record, day: date, there: bool) -> None:
    """A Korean act of the text's own date came before it."""
    assert ("com-2397" in {b.commitment.id for b in committed(record, "icbm", day)}) is there


def test_commitments_never_lapse(record: Record) -> None:
    """Each year owes at least what the year before did."""
    counts = [len(committed(record, "nuclear_test", date(year, 6, 30))) for year in range(2010, 2027)]
    assert all(a <= b for a, b in pairwise(counts))


def test_python_names_no_resolution() -> None:
    """The code of the record knows no resolution, person or incident; the files do."""
    for file in sorted((ROOT / "src" / "article41" / "record").glob("*.py")):
        assert not re.search(r"\b(1718|1874|2270|2321|2371|2375|2397)\b", file.read_text(encoding="utf-8")), file


def test_the_record_never_imports_check() -> None:
    """Dependencies run one way: what happened knows nothing of judging."""
    for file in sorted((ROOT / "src" / "article41" / "record").glob("*.py")):
        assert not re.search(r"import .*\bcheck\b|article41\.(check|law|explain)", file.read_text(encoding="utf-8")), (
            file
        )


def test_days_from_incident_to_text(record: Record) -> None:
    """Days to each resolution, and to the presidential statement of the same date."""
    days = {(s.incident.id, s.text.id): s.days for s in timeline(record)}
    assert days["nt-2", "res-1874"] == 18
    assert days["nt-5", "res-2321"] == 82
    assert days["mt-2017-08-29", "prst-2017-16"] == 0
    assert days["ic-2022-03-24", "draft-S-2022-431"] == 63


def test_a_draft_answers_what_its_text_answered(record: Record) -> None:
    """The draft of April 2022 names no incident; the one it became does."""
    draft = next(d for d in record.drafts if d.id == "draft-2022-04-us")
    assert causes(record, draft) == ("ic-2022-03-24",)


@pytest.mark.parametrize(
    ("day", "there"), [("2022-04-11", False), ("2022-04-12", True), ("2022-05-25", True), ("2022-05-26", False)]
)
def test_a_draft_is_open_from_its_day_to_the_day_before_its_end(record: Record, day: str, there: bool) -> None:
    """The draft of April 2022 was replaced by the one voted on 26 May."""
    draft = next(d for d in record.drafts if d.id == "draft-2022-04-us")
    assert open_on(record, draft, date.fromisoformat(day)) is there


# Persons


def test_a_handover_day_belongs_to_both(record: Record) -> None:
    """20 January 2017: two presidents of the United States."""
    found = {h.person.name for h in holders(record, date(2017, 1, 20), "US") if h.role.office == "President"}
    assert found == {"Barack Obama", "Donald Trump"}


def test_an_unknown_day_makes_a_holder_uncertain(record: Record) -> None:
    """Robert Wood's deputy post began in 2008, the day not known."""
    wood = {h.role.office: h.surely for h in holders(record, date(2008, 6, 1)) if h.person.id == "p-robert-wood"}
    assert wood == {"Deputy Spokesman of the Department of State": False}


def test_private_persons_hold_no_office(record: Record) -> None:
    """Robert Gallucci was a private person in October 2016, an official in 1994."""
    on = {day: {h.person.id for h in holders(record, day)} for day in (date(1994, 10, 21), date(2016, 10, 21))}
    assert "p-robert-gallucci" in on[date(1994, 10, 21)] and "p-robert-gallucci" not in on[date(2016, 10, 21)]


def test_statements_by_stance_and_year(record: Record) -> None:
    """Counts by year add up to the list."""
    found = statements(record, "US", "open_to_talks")
    assert sum(
        answered("record", "says", "--government", "US", "--stance", "open_to_talks", "--by", "year")["years"].values()
    ) == len(found)


# Faults


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the record that may be spoilt."""
    return Path(shutil.copytree(ROOT / "record", tmp_path / "record"))


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("incidents/2016.yaml", "- id: nt-5", "- id: nt-4", "stands already in 2016.yaml"),
        ("incidents/2016.yaml", "kind: nuclear_test", "kind: nuclear_tests", "nearest: 'nuclear_test'"),
        ("incidents/2016.yaml", "date: 2016-09-09", "date: 2016-09-31", "no such day"),
        ("incidents/2016.yaml", "utc: 2016-09-09T00:30:01Z", "utc: 2016-09-09T20:30:01Z", "2016-09-10 in Korea"),
        ("incidents/2022.yaml", "marks: [full_range,", "marks: [full_rang,", "nearest: 'full_range'"),
        ("council/resolutions.yaml", "after: [nt-5]", "after: [nt-55]", "nearest: 'nt-5'"),
        ("council/drafts.yaml", "against: [CN, RU]", "against: [JP, RU]", "JP was no member of the Council in 2022"),
        ("council/drafts.yaml", "against: [CN, RU]", "against: [CN]", "the ballots come to 14-1-0"),
        ("council/members.yaml", "elected: [AR, CG,", "elected: [AR,", "2006 has 14 members"),
        ("council/commitments.yaml", "since: 2017-12-22", "sinse: 2017-12-22", "unknown key 'sinse'; nearest: 'since'"),
        ("talks.yaml", "until: 2016-10-22", "until: 2016-10-20", "before it begins"),
        ("council/commitments.yaml", "since: 2017-12-22", "since: 2017-12-23", "S/RES/2397 (2017) is of 2017-12-22"),
        ("council/commitments.yaml", "law: S/RES/2397", "law: S/RES/2398", "nearest: 'S/RES/2397 (2017)'"),
        ("council/presidencies.yaml", "state: FR", "state: DE", "cannot have presided"),
        ("actors/people-us.yaml", "until: 2017-01-20", "until: 2018-01-20", "at once"),
        ("counts.yaml", "confirmed: true\n  sources:", "confirmed: true\n  check_at:", "confirmed without a source"),
    ],
)  # fmt: skip
def test_lint_names_the_fault_its_file_and_line(copied: Path, file: str, old: str, new: str, says: str) -> None:
    """One word spoilt: found, in that file, with the nearest right answer."""
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = lint(copied)
    assert found and any(says in str(fault) and fault.file.name == path.name for fault in found), found
    assert all(fault.line > 0 for fault in found)


def test_lint_lists_all_faults_at_once(copied: Path) -> None:
    """Two faults in two files: both are told."""
    for file, old, new in (
        ("counts.yaml", "confirmed: true\n  sources", "confirmed: true\n  check_at"),
        ("talks.yaml", "parties: [KP, US]", "parties: [KP, UU]"),
    ):
        path = copied / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert {fault.file.name for fault in lint(copied)} == {"counts.yaml", "talks.yaml"}
    result = CliRunner().invoke(main, ["record", "lint", str(copied)], prog_name="a41")
    assert result.exit_code == 2 and "2 faults" in result.output


def test_two_unreadable_entries_of_one_file_are_both_told(copied: Path) -> None:
    """One wrong kind does not hide the next; a stray file is named with the nearest place."""
    path = copied / "incidents" / "2022.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: icbm", "kind: icbn"), encoding="utf-8")
    (copied / "council" / "resolution.yaml").write_text("", encoding="utf-8")
    found = lint(copied)
    kinds = [fault for fault in found if "nearest: 'icbm'" in str(fault)]
    assert len(kinds) == 8 and len({fault.line for fault in kinds}) == 8
    assert any("nearest: council/resolutions.yaml" in str(fault) for fault in found)


def test_an_empty_folder_holds_no_record(tmp_path: Path) -> None:
    """Said once for each file that no record can do without."""
    assert {str(fault.file) for fault in lint(tmp_path)} == {"actors/codes.yaml", "council/members.yaml"}


def test_nothing_is_confirmed_without_a_source(record: Record) -> None:
    """Entries that no page showed say so."""
    assert all(e.sources for e in record.all() if e.confirmed)


def test_every_table_shows_sources_and_doubts() -> None:
    """Each query has the two columns, and a list of sources below."""
    for line in (
        "record incidents --kind slbm",
        "record talks",
        "record says",
        "record who --on 2016-09-09",
        "council votes",
        "council drafts",
        "council timeline",
        "council members --on 2016-09-09",
        "council committed --kind icbm --on 2022-03-24",
    ):
        printed = asked(*line.split())
        assert "unconfirmed sources" in printed and "Sources: [n] seen" in printed, line


# Export


def test_the_calendar_keeps_its_form(record: Record) -> None:
    """RFC 5545: lines of at most 75 octets ending in CRLF, unique UIDs, one END for each BEGIN, every incident there."""
    text = as_calendar(record)
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in text.replace("\r\n", "") and all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "").split("\r\n")
    uids = [line for line in unfolded if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT")
    assert {f"UID:{i.id}@record.article41" for i in record.incidents} <= set(uids)
    assert text == as_calendar(load())


@given(st.text(max_size=300))
def test_folding_and_escaping_can_be_undone(text: str) -> None:
    """Unfolded and unescaped, the text is as it was (line breaks alike)."""
    text = text.replace("\r", "")
    pieces = folded(escaped(text)).split("\r\n")
    assert all(len(p.encode()) <= 75 for p in pieces)
    back = "".join([pieces[0], *(p[1:] for p in pieces[1:])])
    assert re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], back, flags=re.S) == text


def test_a_day_long_event_ends_on_the_next_day() -> None:
    """DTEND is exclusive."""
    event = Event("x", date(2016, 12, 31), date(2016, 12, 31), "a;b", "", "c", False)
    text = calendar([event], "me")
    assert "DTSTART;VALUE=DATE:20161231\r\nDTEND;VALUE=DATE:20170101\r\n" in text
    assert "SUMMARY:a\\;b" in text and "STATUS:TENTATIVE" in text


@pytest.mark.parametrize("form", ["json", "csv", "ics"])
def test_export_writes_all(form: str, tmp_path: Path) -> None:
    """Each form is written where it is told, sources and outcomes with it."""
    asked("record", "export", "--format", form, "--out", str(tmp_path / "out"))
    out = tmp_path / "out"
    text = (out / "drafts.csv").read_text() if form == "csv" else out.read_text(encoding="utf-8")
    assert "vetoed" in text and "whatsinblue" in text.replace("\n ", "").replace("\r", "")


@pytest.mark.parametrize(
    ("said", "uri"),
    [
        ("S/RES/2397 (2017), paragraph 4", "/un/sc/res/2017/2397#op4"),
        ("S/RES/1718 (2006), paragraph 8(a)(i)", "/un/sc/res/2006/1718#op8__a__i"),
        ("S/2022/431, paragraph ?", "/un/sc/doc/2022/431"),
        ("draft-2022-04-us, paragraph ?", "/un/sc/draft/2022/04-us"),
    ],
)
def test_a_paragraph_has_a_lasting_name(said: str, uri: str) -> None:
    """In the style of Akoma Ntoso."""
    assert Citation.parse(said).uri == uri


# Against the inputs, where they are at hand

INPUTS = SHARED / "record"


@pytest.mark.skipif(not INPUTS.is_dir(), reason="the inputs are not at hand")
def test_computed_figures_are_those_of_the_inputs(record: Record) -> None:
    """Ordinals and days that the inputs state come out of the record, which stores none."""
    told = yaml.safe_load((INPUTS / "incidents.yaml").read_text(encoding="utf-8"))
    assert {i["id"] for i in told["incidents"]} == {i.id for i in record.incidents}
    tests = definitions(record, "nuclear_test")[0]
    numbers = {n.incident.id: n.number for n in numbered(record.incidents, tests)}
    assert numbers == {i["id"]: i["ordinal"] for i in told["incidents"] if "ordinal" in i}
    council = yaml.safe_load((INPUTS / "council.yaml").read_text(encoding="utf-8"))
    days = {(s.incident.id, s.text.id): s.days for s in timeline(record)}
    for text in (*council["resolutions"], *council["presidential_statements"], *council["drafts"]):
        if "days_from_trigger" in text:
            assert days[text["triggering_incident"], text["id"]] == text["days_from_trigger"], text["id"]
    for text in (t for key in ("resolutions", "drafts", "procedural_votes") for t in council[key] if t.get("vote")):
        cast = vote(record, record.by_id[text["id"]]).ballots  # type: ignore[arg-type]
        assert sum(b == "yes" for b in cast.values()) == len(text["vote"]["by_country"]["in_favour"])


def test_a_panel_renewal_is_told_from_sanctions(record: Record) -> None:
    """Ten sanctions resolutions from the first nuclear test on: renewals of the Panel are not among them."""
    assert len([r for r in record.resolutions if isinstance(r, Resolution) and r.nature == "sanctions"]) == 10


def test_find_knows_ids_symbols_and_numbers(record: Record) -> None:
    """One text, three names."""
    assert {record.find(s).id for s in ("res-2397", "2397", "S/RES/2397 (2017)", "S/RES/2397(2017)")} == {"res-2397"}
    with pytest.raises(NotInRecord):
        record.find("9999")


def test_korean_days_are_one_ahead_at_most(record: Record) -> None:
    """A UTC time is of the Korean day or the day before."""
    for i in record.incidents:
        if i.utc and isinstance(i, Incident):
            assert first_day(i.date) - date.fromisoformat(i.utc[:10]) in (timedelta(0), timedelta(1))
