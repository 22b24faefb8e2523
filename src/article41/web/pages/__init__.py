"""Pages for people: the same answers as the API's, made on the server; see docs/pages.md."""

from article41.web.pages import check, entrance, law

ROUTES = [*entrance.ROUTES, *check.ROUTES, *law.ROUTES]
"""Every page."""
