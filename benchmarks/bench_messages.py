"""Payment messages, beside lxml's bare iterparse over the same file in the same run.

    python benchmarks/bench_messages.py [--transfers 100000]

Each part runs in a process of its own, which says its rate and its peak memory; the same with a tenth of the transfers
shows whether memory grows with the file. The file is made here: synthetic names, two in a hundred of them listed ones.
Figures are of one machine on one day; compare inside one run.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SEED = 41
SYLLABLES = ("ba", "dan", "fer", "gos", "har", "jor", "kal", "lum", "mar", "nor", "per", "quin", "sol", "tan", "ver")
FORMS = ("Ltd", "GmbH", "Trading", "SA", "Shipping", "Company")
TEXTS = (
    "Invoice {} machine parts",
    "Salary {}",
    "rice, contract {}",
    "consulting {}",
    "order {} steel pipes",
    "rent {}",
)
BANKS = ("SMPLDEFFXXX", "SMPLSGSGXXX", "SMPLCNSHXXX", "SMPLUS33XXX", "SMPLGB2LXXX")
LISTED = "Korea Mining Development Trading Corporation"
PLACES = ("DE", "SG", "CN", "US", "GB")


def transfers(count: int) -> Iterator[str]:
    """A pacs.008 of so many transfers, part by part."""
    rng = random.Random(SEED)
    yield '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>'
    yield f"<GrpHdr><MsgId>M</MsgId><CreDtTm>2018-03-01T08:00:00Z</CreDtTm><NbOfTxs>{count}</NbOfTxs></GrpHdr>"
    for n in range(count):
        yield (
            f"<CdtTrfTxInf><PmtId><TxId>E{n}</TxId></PmtId><IntrBkSttlmAmt Ccy='EUR'>{n}.50</IntrBkSttlmAmt>"
            f"<IntrBkSttlmDt>2018-03-01</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>{side('Dbtr', rng)}{side('Cdtr', rng)}"
            f"<RmtInf><Ustrd>{rng.choice(TEXTS).format(n)}</Ustrd></RmtInf></CdtTrfTxInf>"
        )
    yield "</FIToFICstmrCdtTrf></Document>"


def side(tag: str, rng: random.Random) -> str:
    """A party with name and address, and its agent with a BIC."""
    name = LISTED if rng.random() < 0.01 else f"{word(rng)} {word(rng)} {rng.choice(FORMS)}"
    line = f"<AdrLine>{rng.randrange(200)} {word(rng)} Street</AdrLine>"
    agent = f"<{tag}Agt><FinInstnId><BICFI>{rng.choice(BANKS)}</BICFI></FinInstnId></{tag}Agt>"
    return f"<{tag}><Nm>{name}</Nm><PstlAdr>{line}<Ctry>{rng.choice(PLACES)}</Ctry></PstlAdr></{tag}>{agent}"


def word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize()


def judged(file: Path) -> int:
    from article41 import load
    from article41.messages import judge_messages

    with file.open("rb") as stream:
        return sum(1 for _ in judge_messages(stream, load(), file.name))


def read(file: Path) -> int:
    from article41.messages.stream import MessageStream

    with file.open("rb") as stream:
        return sum(1 for _ in MessageStream(file.name).transfers(stream))


def bare_lxml(file: Path) -> int:
    """Every transfer's element, cleared behind itself; nothing is done with it."""
    from lxml import etree

    count = 0
    tag = "{urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08}CdtTrfTxInf"
    for _, element in etree.iterparse(str(file), tag=tag, resolve_entities=False, no_network=True, load_dtd=False):
        count += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return count


PARTS: dict[str, Callable[[Path], int]] = {"judged": judged, "read": read, "lxml": bare_lxml}
TITLES = {"judged": "a41 messages: read, screened, judged", "read": "our parser alone", "lxml": "lxml iterparse, bare"}


def measured(part: str, file: Path) -> None:
    """Print transfers, seconds and the peak in MB, for the process that asked."""
    start = time.perf_counter()
    count = PARTS[part](file)
    taken = time.perf_counter() - start
    print(count, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def run(part: str, file: Path) -> tuple[int, float, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--part", part, str(file)], capture_output=True, text=True, check=True
    )
    count, taken, peak = done.stdout.split()
    return int(count), float(taken), float(peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--transfers", type=int, default=100_000)
    parser.add_argument("--part", nargs=2, metavar=("PART", "FILE"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.part:
        measured(wanted.part[0], Path(wanted.part[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for count in (wanted.transfers // 10, wanted.transfers):
            file = Path(folder) / f"{count}.xml"
            with file.open("w", encoding="utf-8") as out:
                out.writelines(transfers(count))
            print(f"{count:,} transfers, {file.stat().st_size / 1e6:.0f} MB")
            for part, title in TITLES.items():
                found, taken, peak = run(part, file)
                assert found == count, (part, found)
                print(f"  {title:<40}{count / taken:>12,.0f} transfers/s{peak:>8.0f} MB peak{taken:>9.1f} s")


if __name__ == "__main__":
    main()
