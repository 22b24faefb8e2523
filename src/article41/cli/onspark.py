"""`a41 check --engine spark`: files judged on Spark into a folder."""

from typing import Any, cast

import click

from article41.bulk import Unreadable
from article41.cli import paper
from article41.cli.manyfiles import Job
from article41.cli.show import printable
from article41.law import Regime
from article41.report.totals import Totals


def judge_on_spark(job: Job, master: str, law: Regime) -> int:
    """Does the job and returns the exit code. Exits 2 where Spark, Java or an input is missing."""
    from article41.spark import run

    _check_usage(job)
    try:
        done = run(
            master, job.names, job.out, cast(Any, job.input_format), job.form, law, mapping=_pairs(job.mapping),
            say=lambda note: click.echo(f"note: {printable(note)}", err=True),
        )  # fmt: skip
    except (Unreadable, OSError) as fault:
        raise paper.Refused(str(fault)) from None
    totals = Totals(verdicts=done.verdicts, faults={"": done.faults})
    click.echo(f"{totals.counts}; written to the folder {job.out}", err=True)
    return 0 if not done.faults else 1 if done.verdicts else 2


def _check_usage(job: Job) -> None:
    if job.fault_file or job.report:
        raise click.UsageError(
            "on Spark faults stand in the columns fault_field and fault, and there is no --report yet"
        )
    if job.mapping and "=" not in job.mapping:
        raise click.UsageError(f"on Spark --map takes ours=theirs pairs, found {job.mapping!r}")


def _pairs(mapping: str | None) -> dict[str, str]:
    """`hs=code,from=exporter` as our headings with theirs."""
    pairs = [pair.partition("=") for pair in (mapping or "").split(",") if pair.strip()]
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
