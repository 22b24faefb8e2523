"""Pages for people: the same answers as the API's, made on the server; see docs/pages.md."""

from article41.web.pages import batch, check, desk, entrance, law, lists, memo, pictures, read

FAMILIES = (entrance, check, law, lists, pictures, read, batch, desk, memo)
ROUTES = [route for family in FAMILIES for route in family.ROUTES]
"""Every page."""
