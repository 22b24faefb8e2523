"""What claims of tests and of launches share: whose they are, their date before them, whether they happened."""

from functools import cache

from article41.reading.claims import scene as scenery
from article41.reading.claims.scene import Scene
from article41.reading.claims.vocabulary import any_of, pattern
from article41.reading.text import Span

NUCLEAR = r"(?:nuclear|atomic|hydrogen[ -]bomb|H-bomb|thermonuclear)"


DATED = r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,\s+\d{4},?)?)"


@cache
def whose() -> str:
    return (
        rf"(?:(?:{any_of('dprk')})(?:['’]s?)?|its|the|their|this|a|an|(?:{any_of('dprk_leaders')})['’]s|(?:Mon|"
        rf"Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s|(?:January|February|March|April|May|June|July|August|September|October"
        rf"|November|December|last (?:week|month|year))['’]s)"
    )


def is_asserted(scene: Scene, span: Span, definite: bool) -> bool:
    """Whether an event is asserted; a definite and dated one is, unless the very words before it deny it."""
    if not definite:
        return scenery.asserted(scene, span)
    near = pattern("not_asserted_before").search(
        scene.text, max(scenery.before(scene, span.start), span.start - 14), span.start
    )
    return near is None and not scenery.denied_behind(scene, span.end)
