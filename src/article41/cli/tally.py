"""What came out of a file of acts: how many of each verdict, which rows were faulty, and the exit code that follows."""

from collections import Counter
from collections.abc import Iterable, Iterator

import click

from article41.bulk import Answer, Fault
from article41.cli.show import printable
from article41.report.totals import Totals


class Tally:
    """Counts answers and faults as they pass; `versions` is what the answers rest on."""

    def __init__(self) -> None:
        self.verdicts: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.versions: dict[str, str] = {}

    def answers(self, results: Iterable[Answer | Fault]) -> Iterator[Answer]:
        """The answers alone; faults go to stderr as they come."""
        for result in results:
            if isinstance(result, Fault):
                self.faults.append(result)
                click.echo(printable(str(result)), err=True)
            else:
                self.verdicts[result.verdict.verdict] += 1
                self.versions |= result.verdict.versions
                yield result

    @property
    def counts(self) -> str:
        """In words: `3 rows: 2 prohibited, 1 permitted, 0 faulty`."""
        return Totals(verdicts=self.verdicts, faults={"": len(self.faults)}).counts

    @property
    def exit_code(self) -> int:
        """0 where every row is answered, 1 where some are faulty, 2 where nothing is answered because all are."""
        if not self.faults:
            return 0
        return 1 if self.verdicts else 2
