"""The door: the first page, logging in and out, and the files that pages load."""

import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.datastructures import Cookie
from litestar.params import FromPath
from litestar.response import Redirect

from article41.web.gate import bare
from article41.web.pages.page import HEADERS, Page, render, sends, sessions, shows
from article41.web.pages.sessions import COOKIE, LASTS
from article41.web.problems import Refused
from article41.web.route import Asked, Word

_STATIC = Path(__file__).with_name("static")
FILES = {
    "pages.css": ("text/css", (_STATIC / "pages.css").read_bytes()),
    "pages.js": ("text/javascript", (_STATIC / "pages.js").read_bytes()),
    "icon.svg": ("image/svg+xml", (_STATIC / "icon.svg").read_bytes()),
}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_OWN_PATH = re.compile(r"/[a-z][^\\\s]*")


@shows("/")
async def first(request: Asked) -> Redirect:
    """The first page is Check."""
    return Redirect("/check", status_code=303, headers=HEADERS)


@shows("/static/{name:str}")
async def file(request: Asked, name: FromPath[str]) -> Response[bytes]:
    """The style sheet, the script or the sign."""
    if name not in FILES:
        raise Refused(404, f"no such file; known are {', '.join(FILES)}", "name")
    media_type, content = FILES[name]
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


@shows("/login")
async def door(request: Asked, next: Word = None) -> Page:
    """Where a token is given."""
    return render(request, "login.html", next=next or "", refused=False, asked=sessions(request).tokens is not None)


@sends("/login")
async def enter(request: Asked) -> Page | Redirect:
    """Begins a session where the token is known."""
    sent = await request.form()
    following = str(sent.get("next", ""))
    session = sessions(request).enter(str(sent.get("token", "")))
    if session is None:
        return render(
            request, "login.html", 403, next=following, refused=True, asked=sessions(request).tokens is not None
        )
    return Redirect(own_path(following), status_code=303, headers=HEADERS, cookies=[_cookie(request, session)])


def own_path(said: str) -> str:
    """A path of this service, or else the first page: nobody is led elsewhere."""
    return quote(said, safe="/?=&%+:,;.-_~") if _OWN_PATH.fullmatch(said) else "/check"


def _cookie(request: Asked, session: str, seconds: int = int(LASTS.total_seconds())) -> Cookie:
    """Sent to this host alone, by its own pages alone, unread by scripts, and beyond this machine only under TLS."""
    secure = bare(request.headers.get("host", "")) not in LOCAL
    return Cookie(COOKIE, value=session, max_age=seconds, httponly=True, samesite="strict", secure=secure)


@sends("/logout")
async def leave(request: Asked) -> Redirect:
    """Ends the session."""
    sessions(request).leave(request.cookies.get(COOKIE, ""))
    return Redirect("/login", status_code=303, headers=HEADERS, cookies=[_cookie(request, "", 0)])


ROUTES: list[Any] = [first, file, door, enter, leave]
