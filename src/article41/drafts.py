"""A draft from a file of its own: read, held against the law, laid over it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from article41 import yamlfile
from article41.law import LawError, Regime, Unknown
from article41.regime import Draft
from article41.soundness import as_error, draft_faults, known_to
from article41.yamlfile import Document

ENDINGS = (".yaml", ".yml")
"""A name that ends so is a file; symbols and ids of drafts never do."""


def is_file(said: str) -> bool:
    """Whether a draft is named by its file rather than by its symbol or id."""
    return said.lower().endswith(ENDINGS)


def laid_over(law: Regime, said: str) -> Regime:
    """The law with a draft laid over it: one of its own by symbol or id, or one in a file.

    Raises Unknown with the nearest draft, LawError at the first fault of the file, and OSError where it cannot be read.
    """
    if not is_file(said):
        return _own(law, said)
    file = Path(said)
    document = yamlfile.read(file)
    draft = document.as_type(Draft)
    for fault in _faults(draft, document, law):
        raise fault
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:16]
    return law.with_draft(draft, f"{draft.draft} (sha256:{digest})")


def _own(law: Regime, said: str) -> Regime:
    try:
        return law.overlaid(said)
    except Unknown as fault:
        raise Unknown(f"{fault.args[0]}; a file of your own is named with its ending .yaml") from None


def faults_in(file: Path, law: Regime) -> list[LawError]:
    """Every fault of a draft's file. What keeps it from being read is the one fault."""
    try:
        document = yamlfile.read(file)
        found = list(_faults(document.as_type(Draft), document, law))
    except LawError as fatal:
        return [fatal]
    return sorted(found, key=lambda fault: fault.line)


def _faults(draft: Draft, document: Document, law: Regime) -> Iterator[LawError]:
    known = known_to(law.about, law.conditions, law.units)
    yield from (as_error(document, fault) for fault in draft_faults(draft, law.measures, known))
