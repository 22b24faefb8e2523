"""Opening list files: plain, .gz, .xz, and the members of a tar archive, each bounded in size and read as a stream."""

import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from article41.lists.snapshot import ListError

if TYPE_CHECKING:
    from typing_extensions import Buffer

MOST_BYTES = 64 * 1024 * 1024
"""The most bytes one unpacked list may have; the longest UN list so far has under three million."""
MOST_MEMBERS = 5000
"""The most files an archive may hold."""


class Part(NamedTuple):
    """One list to be read: its name (the member's, inside an archive) and its bytes."""

    name: str
    stream: io.BufferedReader


class Bounded(io.RawIOBase):
    """A stream that refuses to give more than `MOST_BYTES`, and says in plain words where packed bytes are broken."""

    def __init__(self, stream: IO[bytes], name: str, most: int = MOST_BYTES) -> None:
        self._stream, self._name, self._left = stream, name, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer", /) -> int:
        """Fill the buffer as far as there is anything. Raises ListError past the bound and where unpacking fails."""
        room = memoryview(buffer).cast("B")
        try:
            block = self._stream.read(min(len(room), self._left + 1))
        except (EOFError, OSError, lzma.LZMAError, zlib.error, tarfile.TarError) as fault:
            raise ListError(f"{self._name} is cut off or damaged: {fault}", self._name) from None
        self._left -= len(block)
        if self._left < 0:
            raise ListError(f"{self._name} is longer than {MOST_BYTES} bytes unpacked", self._name)
        room[: len(block)] = block
        return len(block)


def part(name: str, stream: IO[bytes]) -> Part:
    """A list to be read, its bytes bounded."""
    return Part(_bare_name(name), io.BufferedReader(Bounded(stream, name)))


def parts(path: Path) -> Iterator[Part]:
    """Every list in the file, an archive's members in their order.

    Raises ListError where there is no such file, where it is cut off, and where an archive holds too much.
    """
    try:
        if _is_archive(path):
            yield from _members(path)
            return
        with _unpacked(path) as stream:
            yield part(path.name, stream)
    except FileNotFoundError:
        raise ListError(f"no such file: {path}", str(path)) from None
    except (OSError, EOFError, lzma.LZMAError, tarfile.TarError) as fault:
        raise ListError(f"{path.name} cannot be read: {fault}", path.name) from None


def count(path: Path) -> int:
    """How many lists the file holds, for a progress bar: 1 unless it is an archive, which is run through for it."""
    if not _is_archive(path):
        return 1
    try:
        with tarfile.open(path) as archive:
            return sum(1 for member in archive if member.isfile())
    except (OSError, EOFError, lzma.LZMAError, tarfile.TarError):
        return 0


def _is_archive(path: Path) -> bool:
    return ".tar" in path.suffixes or path.suffix == ".tgz"


def _members(path: Path) -> Iterator[Part]:
    with tarfile.open(path) as archive:
        for number, member in enumerate(archive):
            if number >= MOST_MEMBERS:
                raise ListError(f"{path.name} holds more than {MOST_MEMBERS} files", path.name)
            stream = archive.extractfile(member) if member.isfile() else None
            if stream:
                yield part(member.name, stream)


def _unpacked(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path))
    return lzma.open(path) if path.suffix == ".xz" else path.open("rb")


def _bare_name(name: str) -> str:
    """The name without folders and without what packing added to it."""
    return name.rpartition("/")[2].removesuffix(".gz").removesuffix(".xz")
