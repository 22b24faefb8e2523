"""What a team keeps: its decisions, who looked at them, and what was erased, in one chain that shows every change."""

from article41.desk.decisions import Decision, decision, judged
from article41.desk.entries import DeskError, Draft, Entry
from article41.desk.erasing import change, erasure
from article41.desk.reviews import State, review
from article41.desk.store import Desk
from article41.desk.verifying import Fault, Verified, verify

__all__ = [
    "Decision",
    "Desk",
    "DeskError",
    "Draft",
    "Entry",
    "Fault",
    "State",
    "Verified",
    "change",
    "decision",
    "erasure",
    "judged",
    "review",
    "verify",
]
