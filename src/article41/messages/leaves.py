"""The texts of an element, each with the path by which a reader finds it again."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element


class Leaf(NamedTuple):
    """A text, where it stands (`CdtTrfTxInf[3]/Cdtr/Nm`), the local names on the way, and its currency if it has one.

    `path` counts from 1 and numbers an element only where several of its name stand side by side.
    """

    path: str
    tags: tuple[str, ...]
    text: str
    currency: str = ""


def leaves(element: Element, path: str, tags: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Every text within `element`, in the document's order; blanks are single, and nothing that stands there is lost.

    `path` is the element's own; `tags` those above it.
    """
    tags = (*tags, element.tag)
    own = " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).split())
    if own:
        yield Leaf(path, tags, own, element.get("Ccy", ""))
    if not len(element):
        return
    several = Counter([child.tag for child in element])
    seen: Counter[str] = Counter()
    for child in element:
        seen[child.tag] += 1
        number = f"[{seen[child.tag]}]" if several[child.tag] > 1 else ""
        yield from leaves(child, f"{path}/{child.tag}{number}", tags)
