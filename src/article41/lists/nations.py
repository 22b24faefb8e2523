"""Countries and nationalities as lists write them: names, demonyms, and names with a remark in brackets."""

import re
from functools import lru_cache

from article41.errors import InputError
from article41.places import parse_country

_DEMONYMS = {
    "afghan": "AF", "algerian": "DZ", "bahraini": "BH", "british": "GB", "chinese": "CN", "egyptian": "EG",
    "filipino": "PH", "french": "FR", "georgian": "GE", "german": "DE", "indian": "IN", "indonesian": "ID",
    "iranian": "IR", "iraqi": "IQ", "ivorian": "CI", "jordanian": "JO", "kuwaiti": "KW", "lebanese": "LB",
    "libyan": "LY", "malaysian": "MY", "malian": "ML", "mauritanian": "MR", "moroccan": "MA", "nigerian": "NG",
    "pakistani": "PK", "palestinian": "PS", "qatari": "QA", "russian": "RU", "rwandan": "RW", "saudi arabian": "SA",
    "somali": "SO", "sudanese": "SD", "syrian": "SY", "tanzanian": "TZ", "tunisian": "TN", "turkish": "TR",
    "ugandan": "UG", "uzbek": "UZ", "yemeni": "YE",
    # names that no other table holds
    "palestinian territories": "PS", "hong kong special administrative region": "HK",
}  # fmt: skip
_REMARK = re.compile(r"\s*[,(].*$")


@lru_cache(maxsize=4096)
def codes(text: str) -> tuple[str, ...]:
    """The ISO codes that a text may mean: one as a rule, several where it is unclear (`Congo`), none where unread.

    `Congolese` may be of either Congo. A remark in brackets or after a comma does not count, unless it is part of the
    country's name.
    """
    for said in (text, _REMARK.sub("", text)):
        found = _read(said.strip())
        if found:
            return found
    return ()


def _read(text: str) -> tuple[str, ...]:
    word = text.casefold()
    if word in _DEMONYMS:
        return (_DEMONYMS[word],)
    if word == "congolese":
        return ("CD", "CG")
    try:
        return parse_country(text).candidates
    except InputError:
        return ()
