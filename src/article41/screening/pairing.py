"""Words of two names paired with one another: alike, written as one, or an initial; and what is then left over."""

from collections.abc import Iterator, Sequence

import msgspec

from article41.screening.likeness import likeness

Pairs = list[tuple[int, int, float]]


def paired(alike: Pairs, weights: Sequence[float]) -> Pairs:
    """Of the words that are alike, by place in either name, the best pairs first and each word once."""
    found = [(value, weights[i], -abs(i - j), i, j) for i, j, value in alike]
    found.sort(reverse=True)
    done_a, done_b = set(), set()
    pairs: Pairs = []
    for value, _, _, i, j in found:
        if i not in done_a and j not in done_b:
            done_a.add(i)
            done_b.add(j)
            pairs.append((i, j, value))
    return pairs


class Pairing(msgspec.Struct, frozen=True, gc=False):
    """Words of both sides that were paired, by place; `heavy` and `light` are the weights of the two sides."""

    of_a: Sequence[int]
    of_b: Sequence[int]
    alike: float
    what: str
    heavy: float
    light: float


class Sides:
    """What is still unpaired on both sides, and what the pairs cost; worked on step by step by `scored`."""

    __slots__ = ("a", "b", "cost", "evidence", "left_a", "left_b", "taken", "weights_a", "weights_b")

    def __init__(self, a: Sequence[str], b: Sequence[str], wa: Sequence[float], wb: Sequence[float]) -> None:
        self.a, self.b, self.weights_a, self.weights_b = a, b, wa, wb
        self.left_a, self.left_b = set(range(len(a))), set(range(len(b)))
        self.cost = self.evidence = 0.0
        self.taken: list[Pairing] = []

    def take(self, of_a: Sequence[int], of_b: Sequence[int], alike: float, what: str = "") -> None:
        """Pair words of both sides off."""
        self.left_a.difference_update(of_a)
        self.left_b.difference_update(of_b)
        heavy, light = _sum(self.weights_a, of_a), _sum(self.weights_b, of_b)
        if heavy < light:
            heavy, light = light, heavy
        self.cost += heavy * (1 - alike)
        self.evidence += light * alike
        self.taken.append(Pairing(of_a, of_b, alike, what, heavy, light))

    @property
    def rarest(self) -> float:
        """The weight of the pair that tells most."""
        return max([pair.light for pair in self.taken], default=0.0)

    @property
    def uneven(self) -> bool:
        """Whether a word was paired with one that tells far less."""
        return any(pair.heavy > 2 * pair.light for pair in self.taken)

    def reasons(self) -> Iterator[str]:
        """What was paired though it is not the same."""
        for pair in self.taken:
            if pair.alike < 1 or pair.what:
                left, right = " ".join([self.a[i] for i in pair.of_a]), " ".join([self.b[j] for j in pair.of_b])
                yield f"{pair.what or 'near'}: {left} / {right}"


def _sum(weights: Sequence[float], at: Sequence[int]) -> float:
    return weights[at[0]] if len(at) == 1 else weights[at[0]] + weights[at[1]]


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
