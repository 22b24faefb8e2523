"""How alike two names are, and why: words paired with words, what is left over, and what the errors cost.

    score = 1 - AGAINST * (what both have that the other has not) - OMITTED * (what one leaves out) - errors

All shares are of weight (`likeness.weight`), so that a common word neither starts a match nor ends one. The constants
were chosen on the labelled pairs and the perturbed list names that docs/screening.md describes, and then fixed.
"""

from collections.abc import Sequence

import msgspec
from rapidfuzz.distance import OSA

from article41.screening.consonants import consonants, errors_between
from article41.screening.korean import Reading, Syllable, in_hangul, korean_readings, shared
from article41.screening.likeness import likeness, weight
from article41.screening.names import Name, read_name
from article41.screening.pairing import Pairs, Sides, pair_initials, pair_joined, paired
from article41.screening.thresholds import (
    AGAINST,
    COMMON,
    ERRORS,
    LEAST_LETTERS,
    LEAST_SHARED,
    LETTER_ERROR,
    OMITTED,
    POSSIBLE,
    SAME_CONSONANTS,
    SAME_KOREAN,
)
from article41.screening.vocabulary import FILIATION, GENERIC


class Likeness(msgspec.Struct, frozen=True, gc=False):
    """The score of two names (0 to 1) and a reason for each thing that agrees or does not."""

    score: float
    reasons: tuple[str, ...] = ()
    exact: bool = False


NOTHING = Likeness(0.0)


def compare(a: str, b: str, person: bool) -> Likeness:
    """Two spellings compared without a list: rarity is that of general usage."""
    first, second = read_name(a, person), read_name(b, person)
    if person and not _is_exact(first, second):
        korean = korean_readings(a), korean_readings(b)
        if all(korean):
            return compare_korean(*korean)
    if (first.script == "arabic") != (second.script == "arabic"):
        return consonant_likeness(first, second)
    weights = [tuple(weight(word, person) for word in name.words) for name in (first, second)]
    alike = [
        (i, j, value)
        for i, word in enumerate(first.words)
        for j, other in enumerate(second.words)
        if (value := likeness(word, other))
    ]
    return compare_names(first, second, weights[0], weights[1], alike)


def consonant_likeness(a: Name, b: Name) -> Likeness:
    """Two names of which one is written without vowels."""
    errors = errors_between(consonants(a.said), consonants(b.said))
    if errors is None:
        return NOTHING
    return Likeness(
        SAME_CONSONANTS - 0.04 * errors, ("the same consonants" if not errors else "one consonant differs",)
    )


def compare_korean(a: Sequence[Reading], b: Sequence[Reading]) -> Likeness:
    """Two names that can both be read as Korean: they share a reading or they are two names."""
    return korean_likeness(shared(a, b))


def korean_likeness(syllables: Sequence[Syllable]) -> Likeness:
    """The likeness of two names that share these syllables."""
    if not syllables:
        return NOTHING
    hangul = in_hangul(syllables)
    return Likeness(SAME_KOREAN, (f"the same in Korean{f': {hangul}' if hangul else ''}",))


def compare_names(a: Name, b: Name, weights_a: Sequence[float], weights_b: Sequence[float], alike: Pairs) -> Likeness:
    """Two names compared; the weights are those of their `words`, `alike` which words of both are alike."""
    if not a.words or not b.words:
        return NOTHING
    if a.full == b.full:
        return Likeness(1.0, ("same name",), True)
    by_words = scored(a, b, weights_a, weights_b, paired(alike, weights_a))
    if by_words.score >= POSSIBLE:
        return by_words
    return max(by_letters(a, b), by_words, key=lambda found: found.score)


def by_letters(a: Name, b: Name) -> Likeness:
    """The score of two names taken as one row of letters each: errors that part and join words, or garble a word."""
    longer = max(len(a.letters), len(b.letters))
    if longer < LEAST_LETTERS + 1:
        return NOTHING
    errors = OSA.distance(a.letters, b.letters, score_cutoff=2)
    score = 1 - LETTER_ERROR * errors / longer
    if errors > 2 or score < POSSIBLE:
        return NOTHING
    return Likeness(
        round(score - 0.01, 3),
        (f"letters differ in {errors} of {longer}" if errors else "same letters, parted otherwise",),
    )


def scored(a: Name, b: Name, weights_a: Sequence[float], weights_b: Sequence[float], pairs: Pairs) -> Likeness:
    """The score of two names whose words were paired."""
    if a.words != b.words and a.letters == b.letters:
        return Likeness(0.98, ("same letters, parted otherwise",))
    sides = Sides(a.words, b.words, weights_a, weights_b)
    for i, j, alike in pairs:
        sides.take((i,), (j,), alike)
    if len(sides.left_a) + len(sides.left_b) > 2:
        pair_joined(sides)
    if a.person and sides.left_a and sides.left_b:
        pair_initials(sides)
    return _concluded(a, b, sides)


def _concluded(a: Name, b: Name, sides: Sides) -> Likeness:
    if a.words != b.words and (sides.evidence < LEAST_SHARED or _too_short(a, b, sides) or _too_common(a, sides)):
        return NOTHING
    of_a, of_b = sum(sides.weights_a), sum(sides.weights_b)
    left_a = sum([sides.weights_a[i] for i in sides.left_a if sides.left_b or a.words[i] not in b.words]) / of_a
    left_b = sum([sides.weights_b[j] for j in sides.left_b if sides.left_a or b.words[j] not in a.words]) / of_b
    against, omitted = min(left_a, left_b), abs(left_a - left_b)
    score = 1 - AGAINST * against - OMITTED * omitted - ERRORS * sides.cost / max(of_a, of_b)
    score -= 0.25 if a.person and _parents_changed(a.words, b.words) else 0.0
    if a.forms != b.forms:
        score -= 0.05 if a.forms and b.forms else 0.02
        score -= 0.05 if len(sides.taken) == 1 and sides.cost else 0.0  # one misspelt word and not even its legal form
    if score < POSSIBLE:
        return Likeness(max(score, 0.0))
    return Likeness(round(score, 3), _reasons(a, b, sides), _is_exact(a, b))


def _too_short(a: Name, b: Name, sides: Sides) -> bool:
    """Whether all that agrees is one short word not even spelt the same, or one word where another has more.

    One rare word spelt the same is enough where an organisation only leaves out common ones (`Holding`).
    """
    if len(sides.taken) != 1:
        return False
    if sides.cost > 0 and max(len("".join(a.words)), len("".join(b.words))) < LEAST_LETTERS:
        return True
    left = [a.words[i] for i in sides.left_a] + [b.words[j] for j in sides.left_b]
    longest = sum([len(b.words[j]) for j in sides.taken[0].of_b])
    if not a.person and sides.cost == 0 and sides.rarest > 2 * COMMON and longest >= LEAST_LETTERS - 1:
        return any(word not in GENERIC for word in left)
    return any(not word.isdigit() for word in left)


def _too_common(a: Name, sides: Sides) -> bool:
    """Whether all that agrees is words that half the list bears: then nothing may be left over on either side."""
    if a.person or sides.rarest > COMMON:
        return False
    return bool(sides.left_a or sides.left_b) or sides.uneven


def _parents_changed(a: Sequence[str], b: Sequence[str]) -> bool:
    """`Salman bin Muhammad` is not `Muhammad bin Salman`."""
    if FILIATION.isdisjoint(a) or FILIATION.isdisjoint(b) or sorted(a) != sorted(b):
        return False
    return not _rotated(a, b)


def _rotated(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the names differ at most by which end the family name stands at."""
    return a == b or (len(a) > 1 and tuple(b) in ((*a[1:], a[0]), (a[-1], *a[:-1])))


def _is_exact(a: Name, b: Name) -> bool:
    return a.full == b.full or (a.person and _rotated(a.full, b.full))


def _reasons(a: Name, b: Name, sides: Sides) -> tuple[str, ...]:
    reasons = list(sides.reasons())
    for left, name, whose in ((sides.left_a, a, "said"), (sides.left_b, b, "listed")):
        if left:
            reasons.append(f"only in the {whose} name: {' '.join(name.words[i] for i in sorted(left))}")
    if a.forms != b.forms:
        reasons.append(f"legal form: {_shown(a)} / {_shown(b)}")
    if a.words != b.words and sorted(a.words) == sorted(b.words):
        reasons.append("words in another order")
    return tuple(reasons) or ("same words",)


def _shown(name: Name) -> str:
    return " ".join(sorted(name.forms)) or "none"
