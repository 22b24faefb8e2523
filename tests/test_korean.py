"""Korean names: one person under every romanisation, script, order and parting of syllables; no other person."""

import pytest

from article41.screening.hanja import readings
from article41.screening.korean import KoreanIndex, in_hangul, korean_readings, shared
from article41.screening.romanised import SPELLED, built, parts, southern

SAME = [
    ("RI PYONG CHUL", "Lee Byung-chul"),
    ("RI PYONG CHUL", "Yi Pyŏngch'ŏl"),
    ("RI PYONG CHUL", "I Byeong Cheol"),
    ("RI PYONG CHUL", "Byungchul Rhee"),
    ("RI PYONG CHUL", "리병철"),
    ("RI PYONG CHUL", "이병철"),
    ("RI PYONG CHUL", "李炳哲"),
    ("RI PYONG CHUL", "Ри Бён Чхоль"),
    ("RI PYONG CHUL", "Ли Пён Чоль"),
    ("KIM JONG UN", "김정은"),
    ("KIM JONG UN", "Ким Чен Ын"),
    ("KIM JONG UN", "金正恩"),
    ("KIM JONG UN", "Gim Jeong-eun"),
    ("KIM JONG UN", "Jong-un Kim"),
    ("KIM JONG UN", "Kim Jongun"),
    ("CHOE RYONG HAE", "Choi Yong-hae"),
    ("CHOE RYONG HAE", "최룡해"),
    ("CHOE RYONG HAE", "崔龙海"),
    ("PAK PONG JU", "Park Bong-joo"),
    ("JO YONG WON", "Cho Yongwon"),
    ("O KUK RYOL", "Oh Geuk-ryeol"),
    ("RYU JIN", "Yoo Jin"),
    ("HYON KWANG IL", "현광일"),
    ("PAEK SE BONG", "Baek Se-bong"),
    ("MUN CHO'NG-CH'O'L", "Moon Jeong Cheol"),
    ("KIM TONG-HO", "Dong Ho Kim"),
]
DIFFERENT = [
    ("KIM JONG UN", "Kim Jong Il"),
    ("KIM JONG MAN", "Kim Jong Sik"),
    ("RI YONG MU", "Ri Yong Ho"),
    ("KIM YONG CHOL", "김정철"),
    ("CHANG SU HA", "CHANG CHANG HA"),
    ("PAK CHUN IL", "朴正熙"),
    ("KIM YONG CHOL", "Kim Chol Yong"),
    ("KO TAE HUN", "고대만"),
]


@pytest.mark.parametrize(("listed", "said"), SAME)
def test_one_name_in_many_spellings(listed: str, said: str) -> None:
    """Both spellings may write the same syllables."""
    assert shared(korean_readings(listed), korean_readings(said))


@pytest.mark.parametrize(("listed", "said"), DIFFERENT)
def test_other_syllables_are_another_name(listed: str, said: str) -> None:
    """No reading is shared, however alike the letters are."""
    assert not shared(korean_readings(listed), korean_readings(said))


@pytest.mark.parametrize(
    "said", ["Vladimir Putin", "Maria Garcia", "John Smith", "x" * 500, "", "-", "محمد", "Kim", "1234"]
)
def test_what_is_no_korean_name_has_no_reading(said: str) -> None:
    """A name with a letter group that writes no Korean syllable, or of one syllable, cannot be read."""
    assert korean_readings(said) == ()


@pytest.mark.parametrize(
    ("listed", "said"),
    [("RYE SONG GANG 1", "례성강 1호"), ("RYE SONG GANG 1", "Ryesonggang-1"), ("JON JIN 2", "전진 2")],
)
def test_ships_are_read_with_their_numeral(listed: str, said: str) -> None:
    """A ship's name is a row of syllables and a numeral."""
    assert shared(korean_readings(listed, False), korean_readings(said, False))
    assert not shared(korean_readings(listed, False), korean_readings(said.rstrip("12호 -") + " 7", False))


def test_every_syllable_is_built_of_its_parts() -> None:
    """Taking a syllable apart and putting it together gives it back, for all 11,172."""
    for number in range(0xAC00, 0xD7A4):
        assert built(*parts(chr(number))) == chr(number)


def test_north_and_south_are_one() -> None:
    """리 is 이, 룡 is 용, 로 is 노; other syllables stay."""
    assert [southern(s) for s in "리룡로녀김"] == ["이", "용", "노", "녀", "김"]
    assert "용" in SPELLED["ryong"] & SPELLED["yong"]


def test_readings_of_characters() -> None:
    """金 in a name is 김 as well as 금; simplified characters are known."""
    assert set(readings("金")) == {"금", "김"}
    assert readings("龙") == ("룡",)
    assert readings("x") == ()


def test_hangul_is_told_only_where_certain() -> None:
    """A spelling that leaves two syllables open names none."""
    assert in_hangul(shared(korean_readings("KIM YONG CHOL"), korean_readings("김영철"))) == "김영철"
    assert in_hangul([frozenset({"용", "영"})]) == ""


def test_index_finds_what_shared_finds() -> None:
    """The index answers like comparing with every name."""
    names = sorted({listed for listed, _ in SAME + DIFFERENT})
    index = KoreanIndex([(name, True) for name in names])
    for _, said in SAME + DIFFERENT:
        wanted = {n for n, name in enumerate(names) if shared(korean_readings(said), korean_readings(name))}
        assert set(index.candidates(korean_readings(said))) == wanted
