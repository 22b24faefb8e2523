"""Finding measures: by HS code, by resolution or paragraph, by word. The query's own form says which is meant."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from article41.citation import Citation
from article41.history import Standing, spans
from article41.hs import parse_hs
from article41.law import Regime
from article41.regime import Exemption, Explanation, GoodsClass, Measure, Provision
from article41.words import tokens

_RESOLUTION = r"(?:(?:S/RES/|UNSCR |resolution )?(?P<number>[0-9]{4})(?: ?\([0-9]{4}\))?|(?P<draft>S/[0-9]{4}/[0-9]+))"
_PARAGRAPH = r"(?:[ ,/:]+(?:(?:operative )?paragraph|para|par|OP|PP|§)?\.? ?(?P<paragraph>[0-9]+(?: ?\([a-z]+\))*))?"
_LAW = re.compile(_RESOLUTION + _PARAGRAPH, re.IGNORECASE)
_CODE = re.compile(r"(?P<said>(?:HS(?: code)?:? ?)?)(?P<code>[0-9][0-9. ]*)", re.IGNORECASE)

Way = Literal["code", "paragraph", "resolution", "word"]


class Hit(NamedTuple):
    """A measure that answers the query: why, and those parts of its history that do."""

    measure: Measure
    because: str
    spans: tuple[Standing, ...]


class Found(NamedTuple):
    """How the query was read, what it found, and the paragraphs it names that no measure encodes, with the reason."""

    way: Way
    query: str
    hits: tuple[Hit, ...]
    not_encoded: tuple[tuple[str, str], ...] = ()


def search(law: Regime, query: str) -> Found:
    """Every measure that the query names. Raises InputError for digits that are no HS code.

    Four digits that number a resolution of the regime mean that resolution: no HS heading has such a number. `HS 2397`
    asks for the code all the same.
    """
    query = " ".join(query.split())
    said, code = _LAW.fullmatch(query), _CODE.fullmatch(query)
    if said and _instrument(law, said):
        return by_paragraph(law, _instrument(law, said), (said["paragraph"] or "").replace(" ", ""))
    if code:
        return by_code(law, parse_hs(code["code"].strip()))
    return by_word(law, query)


def _instrument(law: Regime, said: re.Match[str]) -> str:
    """The symbol of the resolution or draft that is meant; empty where the regime has none of that number."""
    if said["draft"]:
        return said["draft"].upper()
    return next((r.symbol for r in law.about.resolutions if f"/{said['number']} " in r.symbol), "")


def by_code(law: Regime, code: str) -> Found:
    """Classes of goods that a code belongs to, may belong to, or is left out of. `code`: 2 to 10 bare digits."""
    belongs = law.goods.membership((code,), "").classes
    hits = []
    for measure in law.measures.values():
        for name, goods in measure.goods.items():
            how = _how(code, goods)
            if how:
                hits.append(Hit(measure, f"{name}: {how}", _with_class(measure, name)))
        for n, question in enumerate(measure.open):
            if belongs.get((measure.measure, f"?{n}"), False) is not False:
                hits.append(Hit(measure, f"left open by the text: {question.question}", tuple(spans(measure))))
    return Found("code", code, tuple(hits))


def _how(code: str, c: GoodsClass) -> str:
    """How a code stands to a class, in words; empty where it has nothing to do with it."""
    for codes, text in (
        (c.hs_except, "left out, unless the description names the class"),
        (c.hs_described, "only where the description names the class"),
        (c.hs_asked, "the description decides"),
    ):
        if code.startswith(codes):
            return f"{text} ({_reached(code, codes)})"
    if code.startswith(c.hs):
        less = [other for other in c.hs_except if other.startswith(code)]
        line = f", above {c.above} a unit" if c.above else ""
        return f"code {_reached(code, c.hs)}{line}" + (f"; {', '.join(less)} left out" if less else "")
    finer = [other for other in (*c.hs, *c.hs_described, *c.hs_asked) if other.startswith(code)]
    return f"in part, finer codes decide ({', '.join(finer)})" if finer else ""


def _reached(code: str, codes: tuple[str, ...]) -> str:
    """The longest of a class's codes that holds this one."""
    return max((c for c in codes if code.startswith(c)), key=len, default=code)


def _with_class(measure: Measure, name: str) -> tuple[Standing, ...]:
    return tuple(s for s in spans(measure) if isinstance(s.text, Provision) and _covers(s.text, name))


def _covers(p: Provision, name: str) -> bool:
    return (p.only is None or name in p.only) and name not in p.excluding


def by_paragraph(law: Regime, symbol: str, paragraph: str = "") -> Found:
    """Measures that rest on a resolution or one paragraph of it: `26` finds 26, 26(a) and 26(b)."""
    hits = [hit for m in law.measures.values() if (hit := _citing(m, symbol, paragraph))]
    way: Way = "paragraph" if paragraph else "resolution"
    query = f"{symbol}, paragraph {paragraph}" if paragraph else symbol
    return Found(way, query, tuple(hits), tuple(_not_encoded(law, symbol, paragraph)))


def _not_encoded(law: Regime, symbol: str, paragraph: str) -> Iterator[tuple[str, str]]:
    for resolution in law.about.resolutions:
        if resolution.symbol == symbol:
            for number, reason in resolution.not_encoded.items():
                if not paragraph or number == Citation(symbol, paragraph).top:
                    yield number, reason


def _citing(measure: Measure, symbol: str, paragraph: str) -> Hit | None:
    """Where the measure rests on the paragraph, by role: its provision first, then what is read with it."""
    found: list[tuple[str, Standing]] = []
    for span in spans(measure):
        cited = ((role, Citation.parse(text)) for role, text in _citations(span))
        found += [(role, span) for role, citation in cited if _is(citation, symbol, paragraph)]
    roles = dict.fromkeys(role for role, _ in found)
    held = dict.fromkeys(span.since for _, span in found)
    return Hit(measure, ", ".join(roles), tuple(s for s in spans(measure) if s.since in held)) if found else None


def _is(citation: Citation, symbol: str, paragraph: str) -> bool:
    return citation.symbol == symbol and f"{citation.paragraph}(".startswith(f"{paragraph}(" if paragraph else "")


def _citations(span: Standing) -> Iterator[tuple[str, str]]:
    yield "exemption" if isinstance(span.text, Exemption) else "provision", span.text.law
    if isinstance(span.text, Provision):
        yield from (("read with it", text) for text in span.text.reads_with)
        if span.text.clarified:
            yield "clarifies it", span.text.clarified.law
    yield from (("exception", e.law) for e in span.exceptions if e.law)
    yield from (("explains it", x.law) for x in _explanations(span))


def _explanations(span: Standing) -> Iterable[Explanation]:
    return (*span.text.explained_by, *(x for e in span.exceptions for x in e.explained_by))


def by_word(law: Regime, words: str) -> Found:
    """Measures that name a word or a run of words: whole words, case-blind, the plural s ignored."""
    wanted = tokens(words)
    hits = [hit for m in law.measures.values() if wanted and (hit := _naming(m, wanted))]
    return Found("word", words, tuple(hits))


def _naming(measure: Measure, wanted: tuple[str, ...]) -> Hit | None:
    """Why a measure answers: its name or title, a class of goods, a subject; else the provisions whose text says so."""
    reasons = [f"{what} {text!r}" for what, text in _named_things(measure) if _within(wanted, text)]
    if reasons:
        return Hit(measure, "; ".join(dict.fromkeys(reasons)), tuple(spans(measure)))
    said = tuple(s for s in spans(measure) if any(_within(wanted, text) for text in _texts(s)))
    return Hit(measure, "said in the rule or an exception", said) if said else None


def _named_things(measure: Measure) -> Iterator[tuple[str, str]]:
    yield "measure", measure.measure
    yield "title", measure.title
    for name, goods in measure.goods.items():
        yield "goods", name
        yield from ((f"{name}, word", word) for word in goods.words)
    for name, subject in measure.subjects.items():
        yield from ((f"{name}, word", word) for word in (name, *subject.words))
    yield from (("left open", question.question) for question in measure.open)


def _texts(span: Standing) -> Iterator[str]:
    yield span.rule
    for e in span.exceptions:
        yield from (e.name, e.says)


def _within(wanted: tuple[str, ...], text: str) -> bool:
    words = tokens(text)
    return any(words[n : n + len(wanted)] == wanted for n in range(len(words)))
