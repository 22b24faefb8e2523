"""Write the readings of Chinese characters in Korean, for names: ``src/article41/screening/hanja.txt``.

Usage::

    pip install hanja==0.15.1
    python tools/refresh_hanja.py > src/article41/screening/hanja.txt

Source: the table of the package `hanja` (WTFPL version 2, copyright 2024 Sumin Byeon), one reading a character.
Kept are the characters of the national sets of Korea, China and Taiwan; rarer ones stand in no name.
One line a reading.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import yaml

SETS = ("euc_kr", "gb2312", "big5")
HEAD = """\
# Chinese characters by their Korean reading, for names. Made by tools/refresh_hanja.py
# from the table of the Python package hanja 0.15.1 (WTFPL version 2, copyright 2024 Sumin Byeon).
"""


def table() -> dict[str, str]:
    """Return the package's table without importing the package."""
    found = importlib.util.find_spec("hanja")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the package hanja is needed: pip install hanja==0.15.1")
    path = Path(found.submodule_search_locations[0]) / "table.yml"
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {str(char): str(reading) for char, reading in read.items()}


def is_usual(char: str) -> bool:
    """Whether a national set of characters has it."""
    for name in SETS:
        try:
            char.encode(name)
        except UnicodeEncodeError:
            continue
        return True
    return False


def main() -> None:
    by_reading: dict[str, list[str]] = {}
    for char, reading in table().items():
        if len(char) == 1 and len(reading) == 1 and "가" <= reading <= "힣" and is_usual(char):
            by_reading.setdefault(reading, []).append(char)
    print(HEAD, end="")
    for reading in sorted(by_reading):
        print(reading + "".join(sorted(by_reading[reading])))


if __name__ == "__main__":
    main()
