"""Words of two names paired with one another: alike, written as one, or an initial; and what is then left over."""

from collections.abc import Sequence

from article41.screening.likeness import likeness

Pairs = list[tuple[int, int, float]]


def paired(alike: Sequence[float], weights: Sequence[float], others: int) -> Pairs:
    """Words of one name with the `others` of another, best pairs first, each word once: places and likeness.

    `alike` are the likenesses of the first word to each of the others, then those of the second, and so on.
    """
    found = []
    for at, value in enumerate(alike):
        if value:
            i, j = divmod(at, others)
            found.append((value, weights[i], -abs(i - j), i, j))
    found.sort(reverse=True)
    free_a, free_b = set(range(len(weights))), set(range(others))
    pairs: Pairs = []
    for value, _, _, i, j in found:
        if i in free_a and j in free_b:
            free_a.remove(i)
            free_b.remove(j)
            pairs.append((i, j, value))
    return pairs


class Sides:
    """What is still unpaired on both sides, and what the pairs cost; worked on step by step by `scored`."""

    __slots__ = (
        "a", "b", "cost", "evidence", "left_a", "left_b", "longest", "paired", "rarest", "reasons", "uneven",
        "weights_a", "weights_b",
    )  # fmt: skip

    def __init__(self, a: Sequence[str], b: Sequence[str], wa: Sequence[float], wb: Sequence[float]) -> None:
        self.a, self.b, self.weights_a, self.weights_b = a, b, wa, wb
        self.left_a, self.left_b = set(range(len(a))), set(range(len(b)))
        self.cost = self.evidence = 0.0
        self.paired = 0
        self.longest, self.rarest, self.uneven = 0, 0.0, False
        self.reasons: list[str] = []

    def take(self, of_a: Sequence[int], of_b: Sequence[int], alike: float, what: str = "") -> None:
        """Pair words of both sides off."""
        self.left_a.difference_update(of_a)
        self.left_b.difference_update(of_b)
        heavy = max(sum(self.weights_a[i] for i in of_a), sum(self.weights_b[j] for j in of_b))
        light = min(sum(self.weights_a[i] for i in of_a), sum(self.weights_b[j] for j in of_b))
        self.cost += heavy * (1 - alike)
        self.evidence += light * alike
        self.paired += 1
        self.rarest = max(self.rarest, light)
        self.longest = max(self.longest, sum(len(self.b[j]) for j in of_b))
        self.uneven |= heavy > 2 * light
        if alike < 1 or what:
            left, right = " ".join(self.a[i] for i in of_a), " ".join(self.b[j] for j in of_b)
            self.reasons.append(f"{what or 'near'}: {left} / {right}")


def pair_joined(sides: Sides) -> None:
    """Two neighbouring words of one side written as one word of the other."""
    for i in sorted(sides.left_a):
        if i in sides.left_a and i + 1 in sides.left_a:
            for j in sides.left_b:
                if _written_as_one(sides.a, i, sides.b[j]):
                    sides.take((i, i + 1), (j,), 0.97, "written as one")
                    break
    for j in sorted(sides.left_b):
        if j in sides.left_b and j + 1 in sides.left_b:
            for i in sides.left_a:
                if _written_as_one(sides.b, j, sides.a[i]):
                    sides.take((i,), (j, j + 1), 0.97, "written as one")
                    break


def _written_as_one(words: Sequence[str], at: int, one: str) -> bool:
    parts = len(words[at]) + len(words[at + 1])
    return abs(parts - len(one)) <= 2 and likeness(words[at] + words[at + 1], one) >= 0.85


def pair_initials(sides: Sides) -> None:
    for i in sorted(sides.left_a):
        for j in sorted(sides.left_b):
            if i in sides.left_a and min(len(sides.a[i]), len(sides.b[j])) == 1 and sides.a[i][0] == sides.b[j][0]:
                sides.take((i,), (j,), 0.75, "initial")
