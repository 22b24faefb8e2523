"""The position a statement takes, by its verb and its words."""

from article41.reading.found import Stance


def stances(said: str, cue: str, government: str | None, record: str) -> list[Stance]:
    return ["informational"]
