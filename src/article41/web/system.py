"""Is it alive, is it ready, what has it done, what may be asked."""

import msgspec
from litestar import Response, get
from litestar.openapi.datastructures import ResponseSpec
from sqlalchemy.exc import SQLAlchemyError

from article41.web import service
from article41.web.metrics import Metrics
from article41.web.openapi import document
from article41.web.problems import MEDIA_TYPE, Problem, Refused
from article41.web.route import Asked, Data, reads

NOT_READY = {503: ResponseSpec(Problem, media_type=MEDIA_TYPE, description="the store does not answer")}


class Status(msgspec.Struct, frozen=True):
    """As yente says it."""

    status: str = "ok"


@get("/healthz")
async def healthz() -> Status:
    """The process answers."""
    return Status()


@get("/readyz", responses=NOT_READY)
async def readyz(request: Asked) -> Status:
    """Law, list and record are loaded, and the store of lists, where there is one, answers."""
    store = service.of(request).store
    try:
        if store:
            store.lists()
    except SQLAlchemyError as fault:
        raise Refused(503, f"the store of lists does not answer ({type(fault).__name__})") from None
    return Status()


@reads("/metrics", media_type="text/plain; version=0.0.4; charset=utf-8")
async def metrics(request: Asked) -> str:
    """What was asked and how long it took, for Prometheus."""
    found: Metrics = request.app.state["metrics"]
    return found.text().decode()


@get("/api/v1/openapi.json", include_in_schema=False)
async def openapi(request: Asked) -> Response[Data]:
    """This API as OpenAPI 3.1."""
    state = request.app.state
    if "document" not in state:
        state["document"] = document(state["routes"])
    found: Data = state["document"]
    return Response(found)


ROUTES = [healthz, readyz, metrics, openapi]
