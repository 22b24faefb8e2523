"""Reports as one HTML page that needs nothing else: the text with its marks, and the record beside each paragraph.

Whatever a report says is escaped; the page has no scripts, and each mark is a link to its note and back.
"""

from collections import Counter
from collections.abc import Iterator
from html import escape
from string import Template

from article41.explain import NOTICE
from article41.reading import spoken
from article41.reading.answer import Answer
from article41.reading.bearing import Bearing, Excerpt
from article41.reading.found import Claim, Published, Statement
from article41.reading.marking import Block, Piece, blocks
from article41.report.page import PAGE
from article41.version import PROGRAM


def page(answers: list[Answer]) -> str:
    """The page of one report or of several."""
    title = f"Read against the record: {answers[0].name}" if len(answers) == 1 else f"{len(answers)} reports read"
    law = answers[0].reading.law
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        title=escape(title),
        body="\n".join([_contents(answers), legend(answers), *_reports(answers)]),
        footer="".join(f"<p>{escape(line)}</p>" for line in (f"{PROGRAM}, law {law}. Read by rules: it errs.", NOTICE)),
    )


def _contents(answers: list[Answer]) -> str:
    if len(answers) == 1:
        return ""
    items = (f'<li><a href="#r{n}">{escape(a.name)}</a></li>' for n, a in enumerate(answers, 1))
    return f"<nav><ul>{''.join(items)}</ul></nav>"


def legend(answers: list[Answer]) -> str:
    """What the marks mean, and how many of each there are."""
    counts = Counter[str](c.link.verdict for a in answers for c in a.reading.claims)
    signs = (
        f'<li><mark class="claim {verdict}">{s.sign} {escape(s.words)}</mark> <b>{counts[verdict]}</b> '
        f'<span class="soft">{escape(s.means)}</span></li>'
        for verdict, s in spoken.SIGNS.items()
    )  # fmt: skip
    forms = "".join(f'<li><span class="said {form}">{form}</span></li>' for form in ("direct", "mixed", "paraphrase"))
    return f'<ul class="legend">{"".join(signs)}</ul><ul class="legend"><li>Said by somebody:</li>{forms}</ul>'


def _reports(answers: list[Answer]) -> Iterator[str]:
    """Each report, under its name where there are several."""
    for n, a in enumerate(answers, 1):
        yield report(n, a, f'<h2 id="r{n}">{escape(a.name)}</h2>' if len(answers) > 1 else "")


def report(n: int, a: Answer, heading: str = "") -> str:
    """One report with its marks, as the `n`-th of its page; what it says is escaped."""
    body = "".join(_block(n, a, block) for block in blocks(a))
    notes = "".join(f"<p>{escape(note)}</p>" for note in a.reading.notes)
    return f'<article class="report">{heading}{_day(a)}{body}{_speakers(n, a)}{notes}</article>'


def _day(a: Answer) -> str:
    p: Published = a.reading.document.published
    where = spoken.origin(a.reading.document)
    because = "; ".join(p.because)
    step = f"; the law of that day: <code>a41 law on {p.latest}</code>" if p.latest else ""
    told = f"{spoken.published(p)}{f' ({where})' if where else ''}: {because}"
    return f'<p class="soft">{escape(told[0].upper() + told[1:])}{step}.</p>'


def _block(n: int, a: Answer, block: Block) -> str:
    text = "".join(_piece(n, piece) for piece in block.pieces)
    notes = [*(_said(n, s) for s in block.statements), *(_claim(n, c, a) for c in block.claims)]
    beside = f"<aside>{''.join(notes)}</aside>" if notes else ""
    return f'<div class="block {block.kind}"><p>{text}</p>{beside}</div>'


def _piece(n: int, piece: Piece) -> str:
    before = "".join(_mark(n, c) for c in piece.begins)
    after = "".join(f'<a class="mark" href="#r{n}{s.id}" id="r{n}m{s.id}">{s.id}</a>' for s in piece.ends)
    text = escape(piece.text)
    if piece.claim:
        text = f'<mark class="claim {piece.claim.link.verdict}">{text}</mark>'
    if piece.said:
        text = f'<span class="said {piece.said.form}">{text}</span>'
    return before + text + after


def _mark(n: int, c: Claim) -> str:
    sign = spoken.SIGNS[c.link.verdict]
    places = f'href="#r{n}{c.id}" id="r{n}m{c.id}" aria-label="claim {c.id}, {sign.words}"'
    return f'<a class="mark {c.link.verdict}" {places}>{sign.sign}{c.id}</a>'


def _back(n: int, name: str) -> str:
    return f'<a class="mark" href="#r{n}m{name}" aria-label="{name} in the text">{name}</a>'


def _said(n: int, s: Statement) -> str:
    more = "; ".join(x for x in (s.form, spoken.stance(s), s.date, s.venue) if x)
    person = f" <code>{escape(s.person)}</code>" if s.person else ""
    head = f"{_back(n, s.id)} <b>{escape(spoken.speaker(s))}</b>{person}"
    return f'<div class="note" id="r{n}{s.id}">{head}<br />{escape(more)}</div>'


def _claim(n: int, c: Claim, a: Answer) -> str:
    sign = spoken.SIGNS[c.link.verdict]
    head = f'{_back(n, c.id)} <b class="{c.link.verdict}">{sign.sign} {sign.words}</b> {escape(spoken.kind(c))}'
    said = f"<br />{escape(spoken.fields(c))}" if c.fields else ""
    held = "".join(f"<p>{escape(line)}</p>" for line in spoken.held(c, a.days))
    bearing = _law(a.law[c.id]) if c.id in a.law else ""
    return f'<div class="note {c.link.verdict}" id="r{n}{c.id}">{head}{said}{held}{_wrong(c)}{bearing}</div>'


def _wrong(c: Claim) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(w.field.replace("_", " "))}</th><td>{escape(spoken.plain(w.said))}</td>'
        f"<td>{escape(spoken.plain(w.recorded))}</td></tr>"
        for w in c.link.wrong
    )
    head = '<thead><tr><th scope="col">field</th><th scope="col">said</th><th scope="col">recorded</th></tr></thead>'
    return f'<div class="wide"><table class="words">{head}<tbody>{rows}</tbody></table></div>' if rows else ""


def _law(b: Bearing) -> str:
    """The law behind a claim, folded away; the next steps stay in sight."""
    asks = f"<p>The draft asks: {escape('; '.join(b.asks))}.</p>" if b.asks else ""
    then = [e for e in b.then if e not in b.cited]
    texts = [*map(_excerpt, b.cited), *(f"<p>On {b.on}:</p>{_excerpt(e)}" for e in then)]
    folded = f"<details><summary>What the law says</summary>{''.join(texts)}</details>" if texts else ""
    steps = "".join(f"<li><code>{escape(step)}</code></li>" for step in b.steps)
    return asks + folded + (f'<ul class="steps">{steps}</ul>' if steps else "")


def _excerpt(e: Excerpt) -> str:
    first, *rest = (escape(line.strip()) for line in spoken.excerpt(e))
    more = "".join(f'<p class="soft">{line}</p>' for line in rest)
    return f'<p>{first}</p>{more}<p class="soft"><code>{escape(e.uri)}</code></p>'


def _speakers(n: int, a: Answer) -> str:
    """Who spoke, each with links to what was said."""
    by: dict[str, list[Statement]] = {}
    for s in a.reading.statements:
        by.setdefault(spoken.speaker(s), []).append(s)
    rows = "".join(_row(n, name, said) for name, said in by.items())
    head = "".join(f'<th scope="col">{word}</th>' for word in ("speaker", "on the record", "statements", "positions"))
    table = f'<table class="words speakers"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return (
        f'<h3>Speakers</h3><div class="wide">{table}</div>' if rows else '<p class="soft">No statement was found.</p>'
    )


def _row(n: int, name: str, said: list[Statement]) -> str:
    links = " ".join(f'<a href="#r{n}m{s.id}">{s.id}</a>' for s in said)
    stances = ", ".join(dict.fromkeys(tag.replace("_", " ") for s in said for tag in s.stance))
    record = {"named": "by name", "institution": "as an institution", "anonymous": "unnamed"}[said[0].record]
    return f'<tr><th scope="row">{escape(name)}</th><td>{record}</td><td>{links}</td><td>{escape(stances)}</td></tr>'
