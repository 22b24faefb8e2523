"""The structs of record/actors: persons, offices, governments and organisations."""

from typing import Literal

from article41.record.days import Said
from article41.record.entries import Code, Entry, Read


class Role(Read, frozen=True, kw_only=True):
    """An office held from `since` to `until`, both inclusive; without `until`, still held when last known.

    `private`: no office of a government, only what the person was at that time.
    """

    office: str
    since: Said | None = None
    until: Said | None = None
    government: Code = ""
    private: bool = False


class Person(Entry, frozen=True, kw_only=True):
    """A person, how texts spell the name, and the offices held."""

    name: str
    government: Code = ""
    variants: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


class Office(Read, frozen=True, kw_only=True):
    """An office of a government, and how texts call it. `one_holder`: never held by two persons at once."""

    id: str
    title: str
    government: Code
    confirmed: bool
    one_holder: bool = False
    variants: tuple[str, ...] = ()
    note: str = ""


class Body(Read, frozen=True, kw_only=True):
    """A government or an organisation, and how texts call it."""

    id: str
    name: str
    kind: Literal["government", "organisation"]
    confirmed: bool
    code: Code = ""
    variants: tuple[str, ...] = ()
