"""Mentions of one event or measure become one claim, at the fullest place."""

from typing import Any

from article41.reading.claims.scene import Draft

_VAGUE = frozenset({"missile", "ballistic"})
"""Kinds of launches that a narrower one may be meant by."""
LATEST = 64
"""Claims of a type among which a mention is looked for: more than any report has, and few enough to stay linear."""
_A_DAY = ("day", "day_of_year")


def merged(found: list[Draft]) -> list[Draft]:
    """Each event or measure once: of two mentions that agree, the one that says more, with what both say."""
    kept: dict[str, list[Draft]] = {}
    for draft in sorted(found, key=lambda d: (d.span.start, d.span.end)):
        theirs = kept.setdefault(draft.type, [])
        same = next((n for n in range(max(0, len(theirs) - LATEST), len(theirs)) if _same(theirs[n], draft)), None)
        if same is None:
            theirs.append(draft)
        else:
            theirs[same] = _joined(theirs[same], draft)
    return sorted((d for theirs in kept.values() for d in theirs), key=lambda d: d.span)


def _same(one: Draft, other: Draft) -> bool:
    if one.type != other.type or not agree(one.fields, other.fields):
        return False
    if one.type.startswith("measure."):
        return _same_measure(one, other)
    if one.type == "talks.outcome" and one.words != other.words:
        return False
    if one.words and other.words:
        return one.words[0]._replace(span=one.span) == other.words[0]._replace(span=one.span)
    if one.type in ("talks.meeting", "violation") and (one.words or other.words):
        return one.type == "violation" or (bool(one.fields.get("people")) and bool(other.fields.get("people")))
    if "the one set off" in (one.rule, other.rule) and one.words != other.words:
        return False
    if one.type == "incident.nuclear_test" and one.words and other.words == () and other.after is not None:
        return False
    return one.type != "incident.launch" or _bare(one) or _bare(other)


def _bare(draft: Draft) -> bool:
    return not draft.words and draft.after is None and draft.fields.get("count") is None


def _same_measure(one: Draft, other: Draft) -> bool:
    key = {"measure.cap": "quantity", "measure.goods_ban": "goods", "measure.other": "kind"}.get(one.type)
    if key is None:
        return True
    mine, theirs = one.fields.get(key), other.fields.get(key)
    if isinstance(mine, list) and isinstance(theirs, list):
        return set(mine) <= set(theirs) or set(theirs) <= set(mine)
    return bool(mine == theirs)


def agree(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """No field that both give differs; lists agree where one holds the other."""
    for key in one.keys() & other.keys():
        a, b = one[key], other[key]
        both = isinstance(a, list) and isinstance(b, list)
        if (key == "kind" and {a, b} & _VAGUE) or (both and (set(a) <= set(b) or set(b) <= set(a))):
            continue
        if a != b:
            return False
    return True


def _fullness(draft: Draft) -> tuple[int, int]:
    exact = any(w.sort in _A_DAY for w in draft.words)
    # A statement stands where it is called one, wherever else its day is told.
    named = 4 * (draft.type == "council.statement" and "kind" in draft.fields)
    return named + len(draft.fields) + 2 * len(draft.words) + exact + (draft.after is not None), -draft.span.start


def _joined(one: Draft, other: Draft) -> Draft:
    fuller, barer = (one, other) if _fullness(one) >= _fullness(other) else (other, one)
    fields = barer.fields | fuller.fields
    told = [k for k in (fuller.fields.get("kind"), barer.fields.get("kind")) if k]
    if told and one.type == "incident.launch":
        fields["kind"] = next((k for k in told if k not in _VAGUE), told[0])
    words = fuller.words or barer.words
    return fuller._replace(
        fields=fields,
        words=words,
        after=fuller.after if fuller.after is not None else barer.after if not words else None,
    )
