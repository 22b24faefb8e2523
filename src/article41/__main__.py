"""`python -m article41` is the command `a41`."""

from article41.cli import main

main(prog_name="a41")
