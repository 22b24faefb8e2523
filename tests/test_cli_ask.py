"""`a41 ask`: a conversation that ends in a verdict."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from article41 import InputError, load
from article41.asking import Conversation, choices_of, hint, placed, which_good
from article41.cli.ask import command
from article41.law import Regime
from article41.verdict import Finding, Verdict


@pytest.fixture(scope="module")
def law() -> Regime:
    return load()


def talk(*answers: str, options: tuple[str, ...] = ("--format", "json")) -> Result:
    return CliRunner().invoke(command, options, input="".join(f"{answer}\n" for answer in answers))


def verdict(*answers: str, options: tuple[str, ...] = ("--format", "json")) -> Any:
    result = talk(*answers, options=options)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_an_act_that_is_clear_needs_no_further_question() -> None:
    """Lead from the DPRK after 2371: day, activity, places and goods settle it."""
    found = verdict("2019-03-04", "transfer", "KP", "CN", "2607", "")
    assert found["verdict"] == "prohibited"
    assert found["findings"][0]["measure"] == "lead"


def test_questions_go_to_stderr() -> None:
    """What stands on stdout can be piped on."""
    result = talk("2019-03-04", "transfer", "KP", "CN", "2607", "")
    assert "On what day" in result.stderr
    assert result.stdout.count("\n") == 1


def test_a_missing_fact_is_asked_and_decides() -> None:
    """Seafood in the wind-down of 2371: the contract's day decides, before 5 August or not."""
    told = ("2017-08-20", "transfer", "KP", "CN", "0303", "")
    assert verdict(*told, "2017-08-04")["verdict"] == "conditional"
    assert verdict(*told, "5 August 2017")["verdict"] == "prohibited"


def test_not_knowing_passes_on_and_ends_open() -> None:
    """An empty answer leaves the fact unknown, and the verdict says what stays possible."""
    found = verdict("2017-08-20", "transfer", "KP", "CN", "0303", "", "")
    assert found["verdict"] == "undetermined"
    assert [m["fact"] for m in found["missing"]] == ["contract_date"]


def test_an_answer_that_cannot_be_read_is_asked_again() -> None:
    """The fault names the nearest right answer; the act goes on with the second answer."""
    result = talk("2019-02-30", "2019-03-04", "transfr", "transfer", "KP", "CN", "2607", "")
    assert result.exit_code == 0
    assert "2019-02-28" in result.stderr
    assert "nearest: 'transfer'" in result.stderr


def test_the_day_is_needed() -> None:
    """Without a day nothing can be said, so it is asked again."""
    assert "Without the date" in talk("", "2019-03-04", "transfer", "KP", "CN", "2607", "").stderr


def test_an_unclear_country_is_asked() -> None:
    """`Korea` may be either; the answer settles it."""
    told = ("2019-03-04", "transfer", "Korea", "CN", "2607", "")
    assert verdict(*told, "KP")["verdict"] == "prohibited"
    assert verdict(*told, "KR")["verdict"] == "permitted"


def test_a_listed_party_is_looked_up() -> None:
    """The name of a listed bank bars a payment to it."""
    found = verdict("2019-03-04", "assets", "CN", "KP", "", "Tanchon Commercial Bank")
    assert found["verdict"] == "prohibited"
    assert found["matches"]


def test_the_end_of_input_closes_with_the_verdict_so_far() -> None:
    """Stopping early is polite: the verdict on what was said, exit code 0."""
    result = talk("2017-08-20", "transfer", "KP", "CN", "0303", "")
    assert result.exit_code == 0
    assert "Stopped" in result.stderr
    assert json.loads(result.stdout)["verdict"] == "undetermined"


def test_stopping_before_there_is_an_act_exits_2() -> None:
    """Nothing could be answered."""
    result = talk("2017-08-20")
    assert result.exit_code == 2
    assert "no verdict" in result.stderr


def test_it_starts_from_a_given_act(tmp_path: Path) -> None:
    """With a file only what is missing is asked."""
    act = {"date": "2017-08-20", "activity": "transfer", "from": "KP", "to": "CN", "goods": [{"hs": "0303"}]}
    file = tmp_path / "act.json"
    file.write_text(json.dumps(act), encoding="utf-8")
    options = ("--from-json", str(file), "--format", "json")
    assert verdict("2017-08-04", options=options)["verdict"] == "conditional"
    assert "On what day does it happen" not in talk("2017-08-04", options=options).stderr


@pytest.mark.parametrize(
    ("text", "message"), [("{", "not JSON"), ("[1]", "found list"), ('{"date": "2017-02-30"}', "date: 2017 has no")]
)
def test_a_file_that_is_no_act_exits_2(tmp_path: Path, text: str, message: str) -> None:
    """What is wrong with the file is said, without a traceback."""
    file = tmp_path / "act.json"
    file.write_text(text, encoding="utf-8")
    result = talk(options=("--from-json", str(file)))
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_draft_may_be_laid_over() -> None:
    """Tobacco to the DPRK: free under the law, barred under the draft of 2022, marked as such."""
    told = ("2022-06-01", "transfer", "CN", "KP", "2402", "")
    assert verdict(*told)["verdict"] == "permitted"
    found = verdict(*told, options=("--overlay", "S/2022/431", "--format", "json"))
    assert (found["verdict"], found["overlay"]) == ("prohibited", "S/2022/431")


def test_the_verdict_is_written_in_words() -> None:
    """Without --format the whole verdict is text with its paragraph."""
    text = talk("2019-03-04", "transfer", "KP", "CN", "2607", "", options=()).stdout
    assert "prohibited" in text.lower()
    assert "S/RES/2371 (2017)" in text


def test_help_has_an_example_and_exit_codes() -> None:
    """Help shows how it is called and what its exit code means."""
    text = CliRunner().invoke(command, ["--help"]).stdout
    assert "a41 ask --from-json act.json" in text
    assert "Exit codes" in text


@pytest.mark.parametrize(
    ("fact", "answer", "told"),
    [
        ("hs", "2701.11", {"goods": [{"hs": "2701.11"}]}),
        ("goods", "2701.11", {"goods": [{"hs": "2701.11"}]}),
        ("goods", "155 mm shells", {"goods": [{"description": "155 mm shells"}]}),
        ("origin", "RU", {"goods": [{"origin": "RU"}]}),
        ("quantity", "1,200 tons", {"goods": [{"quantity": 1200.0, "unit": "t"}]}),
        ("value", "60000 USD", {"goods": [{"value": 60000.0, "currency": "USD"}]}),
        ("from", "KP", {"from": "KP"}),
        ("flag", "KP", {"vessel": {"flag": "KP"}}),
        ("vessel", "IMO 9074729", {"vessel": {"imo": "9074729"}}),
        ("vessel", "Sample Star", {"vessel": {"name": "Sample Star"}}),
        ("party", "Sample Trading", {"parties": [{"name": "Sample Trading"}]}),
        ("identity", "y", {"facts": {"identity": "yes"}}),
        ("existing_accounts", "1", {"facts": {"existing_accounts": 1.0}}),
        ("discipline", "physics", {"facts": {"discipline": "physics"}}),
        ("financial_service", "export credit", {"facts": {"financial_service": "export_credit"}}),
    ],
)
def test_an_answer_goes_where_the_contract_has_it(law: Regime, fact: str, answer: str, told: dict[str, Any]) -> None:
    """Fields of goods, vessel and act have their places; every other fact stands under `facts`."""
    assert placed({}, fact, answer, law) == told


def test_the_value_of_one_piece_becomes_that_of_all(law: Regime) -> None:
    """The question is about one unit, the contract's field about the whole lot."""
    said = {"goods": [{"quantity": 3, "unit": "unit"}]}
    assert placed(said, "value", "10000 USD", law)["goods"][0]["value"] == 30000


def test_an_answer_reaches_the_good_that_is_meant(law: Regime) -> None:
    """Of several goods the one that the open finding names is told; the given mapping stays as it was."""
    said = {"goods": [{"hs": "03"}, {"description": "fuel"}]}
    assert placed(said, "hs", "2710", law, 1)["goods"] == [{"hs": "03"}, {"description": "fuel", "hs": "2710"}]
    assert said["goods"][1] == {"description": "fuel"}


def test_the_open_finding_says_which_good(law: Regime) -> None:
    """A settled finding does not count, an open one does; without any it is the first good."""
    law_of_day = Conversation(law, {"date": "2019-03-04", "activity": "transfer"}).verdict()
    assert which_good(law_of_day) == 0
    settled = Finding("lead", "prohibited", "S/RES/2371 (2017)", "10", (), "goods[0]")
    still_open = Finding(
        "coal", "prohibited", "S/RES/2371 (2017)", "8", (), "goods[2]", range=("permitted", "prohibited")
    )
    assert which_good(_with(law_of_day, settled, still_open)) == 2


def _with(given: Verdict, *findings: Finding) -> Verdict:
    return msgspec.structs.replace(given, findings=findings)


@pytest.mark.parametrize(
    ("fact", "answer"),
    [("prior_12_months", "a lot"), ("existing_accounts", "some"), ("financial_service", "lone"), ("quantity", "five")],
)
def test_an_answer_that_would_mislead_is_refused(law: Regime, fact: str, answer: str) -> None:
    """Figures without a number and words outside the choice are never taken as an answer."""
    with pytest.raises(InputError):
        placed({}, fact, answer, law)


@pytest.mark.parametrize("answer", ["", " ", "?", "I do not know"])
def test_silence_is_an_answer(law: Regime, answer: str) -> None:
    """The fact stays unknown and is not asked again."""
    conversation = Conversation(law)
    conversation.tell("hs", answer)
    assert conversation.said == {}
    assert "hs" in conversation.skipped


def test_hints_say_what_form_an_answer_takes(law: Regime) -> None:
    """A choice, a figure, a day, yes or no, or plain words."""
    assert "export_credit" in choices_of("financial_service", law)
    assert "dprk_bank" in hint("bank_relation", law)
    assert hint("new_venture", law) == "yes or no"
    assert hint("discipline", law) == "in plain words"
