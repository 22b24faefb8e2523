"""How pages are declared and answered: who may see them, forms with CSRF tokens, strict headers, faults as pages."""

import hmac
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from article41 import spelled
from article41.explain import NOTICE
from article41.web import problems, service
from article41.web.access import Scope, admit
from article41.web.pages.sessions import COOKIE, Sessions
from article41.web.problems import Problem, Refused
from article41.web.route import Asked, refuse_unknown_parameters
from article41.wording import IN_SHORT, cited

HTML = "text/html"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
"""Borne by every page beside the headers of every answer: nothing inline, nothing of other hosts."""
LARGEST_FORM = 200_000
"""Bytes of a form, unless a route says otherwise."""
Page = Response[str]
Declared = Callable[[Callable[..., Any]], HTTPRouteHandler]

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "words": lambda text: str(text).replace("_", " "),
    "sentence": lambda text: text[:1].upper() + text[1:],
    "unconfirmed": spelled.unconfirmed,
}
_TEMPLATES.globals |= {"IN_SHORT": IN_SHORT, "NOTICE": NOTICE, "cited": cited, "span_of": spelled.days}


def shows(path: str, *scopes: Scope, **more: Any) -> Declared:
    """A GET page for people of one of the scopes; none: for everybody. Unknown parameters are refused unless `free`."""
    free = more.pop("free", False)
    before = _before(scopes, refuse_unknown_parameters if not free else None)
    return get(path, before_request=before, include_in_schema=False, exception_handlers={Exception: fault}, **more)


def sends(path: str, *scopes: Scope, **more: Any) -> Declared:
    """A POST of a form for people of one of the scopes; without the CSRF token of their session it is refused."""
    more = {"request_max_body_size": LARGEST_FORM, "status_code": 200} | more
    before = _before(scopes, refuse_unknown_parameters, _refuse_forged)
    return post(path, before_request=before, include_in_schema=False, exception_handlers={Exception: fault}, **more)


Step = Callable[[Asked], Awaitable[None] | None]


def _before(scopes: tuple[Scope, ...], *steps: Step | None) -> Callable[[Asked], Awaitable[None]]:
    async def before(request: Asked) -> None:
        known = cast("dict[str, Any]", request.scope)
        known["token"] = known.get("token") or sessions(request).token(request.cookies.get(COOKIE, ""))
        if scopes:
            admit(request.scope, *scopes)
        for step in filter(None, steps):
            waiting = step(request)
            if waiting is not None:
                await waiting

    return before


async def _refuse_forged(request: Asked) -> None:
    """Refuses a form that another site made its visitor send (CSRF)."""
    sent = (await request.form()).get("csrf", "")
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode("utf-8", "replace"), csrf(request).encode()):
        raise Refused(403, "the form is not of this session; load the page again and send it anew", "csrf")


def sessions(request: Asked) -> Sessions:
    """The sessions of a request's app."""
    found: Sessions = request.app.state["sessions"]
    return found


def csrf(request: Asked) -> str:
    """The CSRF token of this session's forms."""
    return sessions(request).csrf(request.cookies.get(COOKIE, ""))


def render(request: Asked, template: str, status: int = 200, **shown: Any) -> Page:
    """A page made of a template; what it shows is escaped."""
    shared = service.of(request)
    token = cast("dict[str, Any]", request.scope).get("token")
    shown |= {
        "path": request.url.path,
        "csrf": csrf(request),
        "person": token.name if token else "",
        "law_version": shared.law.version,
        "list_date": shared.screener.list_date,
        "keeps_log": shared.log is not None,
    }
    return Response(
        _TEMPLATES.get_template(template).render(shown), status_code=status, media_type=HTML, headers=HEADERS
    )


def words(template: str, **shown: Any) -> str:
    """A part of a page, made of a template; what it shows is escaped."""
    return _TEMPLATES.get_template(template).render(shown)


def fault(request: Request[Any, Any, Any], raised: Exception) -> Response[Any]:
    """What went wrong, as a page; who is not logged in is led to the door."""
    answer = problems.handler(request, raised)
    found: Problem = answer.content
    if found.status == 401:
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        wanted = f"?next={quote(back, safe='')}" if request.method == "GET" else ""
        return Redirect(f"/login{wanted}", status_code=303, headers=HEADERS)
    page = render(request, "fault.html", found.status, problem=found)
    page.headers.update({k: v for k, v in answer.headers.items() if k.lower() in ("retry-after", "allow")})
    return page
