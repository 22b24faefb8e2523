"""The law read: on a day, one measure's history, what changed, a search."""

from datetime import date
from typing import Annotated, Any, get_args

from litestar import Response
from litestar.params import FromPath, QueryParameter

from article41 import lawdata
from article41.history import difference, in_force
from article41.law import Regime
from article41.lookup import search
from article41.regime import Activity
from article41.web import service
from article41.web.problems import Refused
from article41.web.route import Asked, Data, Word, day, one_of, parsed, reads, tagged

ROOT = "/api/v1/law"
Draft = Annotated[str | None, QueryParameter(description="Lay this draft over the law; it has no legal effect.")]


@reads(ROOT)
async def about(request: Asked) -> Response[Data]:
    """Which law this is: its version, resolutions, measures and drafts."""
    law = service.of(request).law
    return tagged(request, law.version, lambda: _about(law))


def _about(law: Regime) -> Data:
    return {
        "law": law.version,
        "title": law.about.title,
        "resolutions": [r.symbol for r in law.about.resolutions],
        "measures": {name: measure.title for name, measure in law.measures.items()},
        "drafts": [
            {"draft": d.draft, "in_force_if_adopted": d.in_force_if_adopted, "measures": len(d.measures)}
            for d in law.drafts.values()
        ],
        "change_days": law.change_days(),
    }


@reads(f"{ROOT}/on/{{on:str}}")
async def on_day(request: Asked, on: FromPath[str], activity: Word = None, overlay: Draft = None) -> Response[Data]:
    """The measures in force on a day (a day in New York), or those that reach an activity."""
    law, when = service.of(request).law_with(overlay), day(on, "on")
    wanted: Activity | None = one_of(activity, get_args(Activity), "activity")
    return tagged(request, law.version, lambda: lawdata.of_day(law, when, wanted, in_force(law, when, wanted)))


@reads(f"{ROOT}/measures/{{measure:str}}")
async def measure(request: Asked, measure: FromPath[str], overlay: Draft = None) -> Response[Data]:
    """One measure with its whole history."""
    law = service.of(request).law_with(overlay)
    found = law.measure(measure)
    return tagged(request, law.version, lambda: lawdata.of_measure(found))


@reads(f"{ROOT}/diff")
async def diff(
    request: Asked,
    from_: Annotated[str | None, QueryParameter(name="from", description="A day.")] = None,
    to: Annotated[str | None, QueryParameter(description="A later day; may be left out with a draft.")] = None,
    overlay: Draft = None,
) -> Response[Data]:
    """What changed from the law of one day to that of another; or what a draft would change on its own first day."""
    shared = service.of(request)
    law = shared.law_with(overlay)
    first, last = _span(law, from_, to)
    old = law if to else shared.law
    return tagged(
        request, law.version, lambda: lawdata.of_difference(law, first, last, difference(old, first, law, last))
    )


def _span(law: Regime, from_: str | None, to: str | None) -> tuple[date, date]:
    """The two days; without a second one both are the first, which is the draft's own unless given."""
    if not law.draft and not (from_ and to):
        raise Refused(400, "give two days, or overlay=DRAFT to compare with and without it", "to" if from_ else "from")
    if not from_ and to:
        raise Refused(400, f"from is missing: the day to compare {to[:40]} with", "from")
    first = day(from_, "from") if from_ else law.draft.in_force_if_adopted if law.draft else date.min
    last = day(to, "to") if to else first
    if last < first:
        raise Refused(400, f"the second day, {last}, lies before the first, {first}", "to")
    return first, last


@reads(f"{ROOT}/search")
async def find(
    request: Asked,
    q: Annotated[str, QueryParameter(description="An HS code, a paragraph, a resolution or a word.", max_length=200)],
    overlay: Draft = None,
) -> Response[Data]:
    """Where a code, a paragraph or a word stands in the law."""
    law = service.of(request).law_with(overlay)
    found = parsed(lambda text: search(law, text), q, "q")
    return tagged(request, law.version, lambda: lawdata.of_search(found))


ROUTES: list[Any] = [about, on_day, measure, diff, find]
