"""Payment messages of ISO 20022: each transfer read, each of its fields screened, judged under the law of its day."""

from article41.messages.judging import Judged, judge_messages
from article41.messages.stream import KINDS, MessageError

__all__ = ["KINDS", "Judged", "MessageError", "judge_messages"]
