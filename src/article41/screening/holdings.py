"""Who stands behind a party: chains of holdings that the sender gave, up to a listed owner.

The freeze reaches what listed parties own or control, directly or indirectly, and those who act for them. No paragraph
names a percentage: a holding of the whole, a control or an agency is taken as said; a share is a question.
"""

from collections.abc import Iterator

import msgspec

from article41.said import same
from article41.screening.hits import Hit, Screener
from article41.transaction import Holding, Party, Transaction

HOW = {"owns": "owned", "controls": "controlled", "acts_for": "acting for"}


def behind(act: Transaction, screener: Screener) -> tuple[Hit, ...]:
    """Listed owners behind the parties and the ship of an act, each with the chain that leads to it."""
    if not act.holdings:
        return ()
    return tuple(hit for chain in chains(act) for hit in _listed_at_the_end(chain, act, screener))


def chains(act: Transaction) -> Iterator[tuple[Holding, ...]]:
    """The shortest chain to each owner from somebody the act names: over whole holdings, and over any.

    The two are enough: only they can differ in what they prove. So work grows with the holdings, not with the paths.
    """
    for name in dict.fromkeys(map(same, act.named)):
        yield from _from(name, act.holdings)


def _from(name: str, holdings: tuple[Holding, ...]) -> Iterator[tuple[Holding, ...]]:
    reached: set[tuple[str, bool]] = {(name, True), (name, False)}
    row: list[tuple[Holding, ...]] = [(h,) for h in holdings if same(h.owned) == name]
    while row:
        further: list[tuple[Holding, ...]] = []
        for chain in row:
            owner, sure = same(chain[-1].owner), proves(chain)
            if (owner, sure) in reached:
                continue
            reached |= {(owner, sure), (owner, False)}
            yield chain
            further += [(*chain, h) for h in holdings if same(h.owned) == owner]
        row = further


def proves(chain: tuple[Holding, ...]) -> bool:
    """Whether each link is a whole holding, a control or an agency: a mere share proves neither."""
    return all(holding.how != "owns" or holding.share in (None, 1) for holding in chain)


def _listed_at_the_end(chain: tuple[Holding, ...], act: Transaction, screener: Screener) -> Iterator[Hit]:
    asked = msgspec.structs.replace(act, parties=(Party(chain[-1].owner),), vessel=None)
    for hit in screener.screen(asked):
        met = msgspec.structs.replace(hit, said=told(chain), behind=same(chain[0].owned))
        share_alone = {"decision": "possible", "asks": "owned_or_controlled"}
        yield met if proves(chain) else msgspec.structs.replace(met, **share_alone)


def told(chain: tuple[Holding, ...]) -> str:
    """The chain in words: `A, owned by B (40 %), controlled by C`."""
    return ", ".join([chain[0].owned, *(_link(holding) for holding in chain)])


def _link(holding: Holding) -> str:
    share = f" ({100 * holding.share:g} %)" if holding.share not in (None, 1) else ""
    word = HOW[holding.how]
    return f"{word} {holding.owner}" if holding.how == "acts_for" else f"{word} by {holding.owner}{share}"
