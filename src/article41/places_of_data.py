"""Where the data files are: beside the package when installed, at the root of the source tree otherwise."""

from pathlib import Path

_PACKAGED = Path(__file__).parent / "data"
_SOURCE = Path(__file__).parents[2]


def data_folder(name: str) -> Path:
    """The folder `name` (`law`, `lists`, `record`, `reading`, `mappings`, `examples`) of the project's data."""
    packaged = _PACKAGED / name
    return packaged if packaged.is_dir() else _SOURCE / name
