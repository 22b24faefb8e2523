"""From a claim to the law: which provisions it speaks of, on the report's day, and which draft would change them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

import msgspec

from article41 import spelled
from article41.history import Standing, spans, standing
from article41.law import Regime
from article41.reading.claims.vocabulary import kinds
from article41.reading.found import Claim, Published
from article41.record import Record
from article41.record.texts import Draft, Resolution
from article41.regime import Measure, Provision
from article41.rulebook import DAY
from article41.words import tokens

T = TypeVar("T")
_WAYS = {"export": "from_dprk", "import": "to_dprk"}
MOST = 4
"""Provisions shown for a claim; a report that names ten goods would drown in them."""


class Excerpt(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What one provision says, in short. `since` and `until` are inclusive; `draft` marks text that is no law."""

    measure: str
    title: str
    paragraph: str
    uri: str
    since: date
    until: date | None = None
    rule: str
    caps: tuple[str, ...] = ()
    draft: str = ""
    unconfirmed: tuple[str, ...] = ()


class Bearing(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The law behind a claim: `cited` is what the claim was held against, `then` the law on the report's day.

    `steps` are commands that show more; `asks` is what a draft would change, in the record's words.
    """

    cited: tuple[Excerpt, ...] = ()
    on: date | None = None
    then: tuple[Excerpt, ...] = ()
    asks: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


class Law:
    """The law and the record, asked for what bears on a claim."""

    def __init__(self, record: Record, law: Regime) -> None:
        self.record, self.law = record, law
        self._overlaid: dict[str, Regime] = {}

    def days(self, claims: Iterable[Claim]) -> dict[str, str]:
        """The day of each entry that claims are linked to, as the record writes it."""
        entries = (self.record.by_id.get(name) for c in claims for name in c.link.to)
        return {e.id: str(e.date) for e in entries if e and hasattr(e, "date")}

    def bearing(self, claim: Claim, published: Published) -> Bearing | None:
        """What the law says of what a claim speaks of; None where it speaks of no measure and no text."""
        drafts = [d for d in self._texts(claim, Draft) if d.form == "resolution"]
        day = date.fromisoformat(published.latest) if published.latest else None
        cited = [*map(_excerpt, self._citing(claim)), *(e for d in drafts[:1] for e in self._proposed(claim, d))]
        then = [_excerpt(s) for s in _standings(self._spoken_of(claim), day)] if day else []
        steps = [*self._to_drafts(drafts[:1]), *self._to_measures(then, day), *self._to_changes(claim)]
        asks = drafts[0].asks if drafts else ()
        if not (cited or then or steps or asks):
            return None
        return Bearing(
            cited=tuple(cited[:MOST]), on=day if then else None, then=tuple(then[:MOST]), asks=asks, steps=tuple(steps)
        )

    def _spoken_of(self, claim: Claim) -> list[Measure]:
        """The measures that a claim names; where it names none, those whose paragraphs its link cites."""
        cited = [s.measure for s in self._citing(claim)]
        return _named(claim, self.law.measures) or list({m.measure: m for m in cited}.values())

    def _citing(self, claim: Claim) -> list[Standing]:
        """Provisions of the paragraphs that the link cites; of a paragraph on several goods, those on the claim's."""
        uris = claim.link.citations
        cited = [s for m in self.law.measures.values() for s in spans(m) if s.citation.uri in uris] if uris else []
        named = {m.measure for m in _named(claim, self.law.measures)}
        return [s for s in cited if s.measure.measure in named] or cited

    def _texts(self, claim: Claim, kind: type[T]) -> list[T]:
        return [e for i in claim.link.to if isinstance(e := self.record.by_id.get(i), kind)]

    def _proposed(self, claim: Claim, draft: Draft) -> Iterator[Excerpt]:
        """What a draft that can be laid over the law would say of the measures named."""
        key = self._key(draft)
        overlay = self.law.drafts.get(key)
        if overlay is None:
            return
        if key not in self._overlaid:
            self._overlaid[key] = self.law.overlaid(key)
        own = {*overlay.changes, *(m.measure for m in overlay.measures)}
        named = [m for m in _named(claim, self._overlaid[key].measures) if m.measure in own]
        yield from (_excerpt(s, key) for s in _standings(named, overlay.in_force_if_adopted))

    def _key(self, draft: Draft) -> str:
        return draft.symbol if draft.symbol in self.law.drafts else draft.id

    def _to_drafts(self, drafts: Iterable[Draft]) -> list[str]:
        return [f"a41 law diff --overlay {key}" for d in drafts if (key := self._key(d)) in self.law.drafts]

    def _to_measures(self, then: list[Excerpt], day: date | None) -> list[str]:
        return [f"a41 law show {e.measure} --on {day}" for e in then[:MOST]]

    def _to_changes(self, claim: Claim) -> list[str]:
        """For an adoption: what the day changed, where it changed the law."""
        if claim.type != "council.adoption":
            return []
        days = [r.date for r in self._texts(claim, Resolution)]
        return [f"a41 law diff {day - DAY} {day}" for day in days if day in self.law.change_days()]


def _named(claim: Claim, every: dict[str, Measure]) -> list[Measure]:
    """The measures on the goods of a claim, with a cap where it gives an amount; or those of its kind."""
    if claim.type == "measure.other":
        return [every[name] for name in kinds().laws.get(claim.fields.get("kind", ""), ()) if name in every]
    if claim.type not in ("measure.cap", "measure.goods_ban"):
        return []
    said = claim.fields.get("goods", ())
    goods = [tokens(good) for good in ([said] if isinstance(said, str) else said)]
    way = _WAYS.get(claim.fields.get("direction", ""))
    found = [m for m in every.values() if way in (None, m.direction) and any(_covers(m, good) for good in goods)]
    return [m for m in found if claim.type == "measure.goods_ban" or any(map(_caps, m.history))]


def _covers(measure: Measure, good: tuple[str, ...]) -> bool:
    """Whether a class of its goods is called so; a word in common is not enough to show somebody a paragraph."""
    return any(
        set(good) <= set(tokens(name)) or any(tokens(word) == good for word in c.words)
        for name, c in measure.goods.items()
    )


def _standings(measures: Iterable[Measure], day: date) -> Iterator[Standing]:
    yield from (s for m in measures if (s := standing(m, day)))


def _caps(p: Provision) -> tuple[str, ...]:
    return tuple(spelled.cap(e.within) for e in p.exceptions if e.within)


def _excerpt(s: Standing, draft: str = "") -> Excerpt:
    caps = tuple(spelled.cap(e.within) for e in s.exceptions if e.within)
    return Excerpt(
        measure=s.measure.measure, title=s.measure.title, paragraph=str(s.citation), uri=s.citation.uri,
        since=s.since, until=s.last_day, rule=s.rule, caps=caps, draft=draft, unconfirmed=s.unconfirmed,
    )  # fmt: skip
