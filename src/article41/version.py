"""The program's own version, as every answer carries it."""

VERSION = "0.1.0"
PROGRAM = f"article41 {VERSION}"
