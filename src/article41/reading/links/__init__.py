"""Claims against the record and the law: what is held, what differs, what nobody recorded."""

from article41.reading.claims import Dated
from article41.reading.found import Link
from article41.reading.links import bans, caps, council, incidents, listings, measures, talks
from article41.reading.links.known import Known

_BY_TYPE = {
    "incident.nuclear_test": incidents.nuclear_test,
    "incident.launch": incidents.launch,
    "incident.other": incidents.other,
    "council.draft": council.draft,
    "council.adoption": council.adoption,
    "council.veto": council.veto,
    "council.statement": council.statement,
    "council.meeting": council.meeting,
    "measure.cap": caps.cap,
    "measure.goods_ban": bans.goods_ban,
    "measure.designation": listings.designation,
    "measure.other": measures.other,
    "talks.meeting": talks.meeting,
    "talks.outcome": talks.outcome,
    "mechanism": council.mechanism,
    "violation": incidents.breach,
}


def link(claim: Dated, known: Known) -> Link:
    """What the record and the law hold of a claim.

    A claim is contradicted only where other fields fix the event beyond doubt; a day before or after agrees, since
    incidents are dated in Korea and acts of the Council in New York.
    """
    return _BY_TYPE[claim.draft.type](claim, known)


__all__ = ["Known", "link"]
