"""Every fault of the law files at once, for those who edit them."""

from pathlib import Path

from article41.law import faults_in
from article41.places_of_data import data_folder
from article41.yamlfile import LawError


def lint(folder: Path | None = None) -> list[LawError]:
    """Every fault of the law files under `folder` (the project's own when none is given), in order of file and line.

    A file that cannot be read at all is the one fault: nothing can be said of the others.
    """
    try:
        faults = list(faults_in(folder or data_folder("law")))
    except LawError as fatal:
        faults = [fatal]
    return sorted(faults, key=lambda fault: (fault.file.name, fault.line))
