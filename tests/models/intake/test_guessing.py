"""Guessing a mapping, asking what can't be known, and what people state."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import UserError
from models.intake.guessing import guess
from models.intake.mapping import ColumnMap, Stated, fingerprint, from_toml
from models.intake.sheet import open_sheet

Write = Callable[..., Path]
SALESFORCE = (
    "Id,AccountId,Name,StageName,Amount,CloseDate,IsClosed,IsWon\n1,2,a,b,3,2026-01-01,1,1\n"
)


@pytest.fixture
def mapped(write: Write) -> Callable[..., ColumnMap]:
    def put(text: str, stated: Stated | None = None, kind: str = "deals") -> ColumnMap:
        return guess(open_sheet(write(text), kind), kind, stated or Stated())

    return put


def needed(columns: ColumnMap) -> list[str]:
    return [question.id for question in columns.questions if question.needed]


def test_the_contracts_own_columns_need_no_question(mapped: Callable[..., ColumnMap]) -> None:
    found = mapped("partner,status,close_date,partner_tcv,services_tcv\nA,won,2026-01-01,1,2\n")
    assert (found.questions, found.warnings) == ((), ())
    assert found.outcome == ("status",)


def test_a_missing_partner_is_asked_once_with_the_account_first(
    mapped: Callable[..., ColumnMap],
) -> None:
    found = mapped(SALESFORCE)
    assert needed(found) == ["partner:partner"]
    question = found.questions[0]
    assert "no column for partner" in question.text
    assert "--partner" in question.hint
    assert question.choices[0].value == "column:AccountId"
    assert question.free


def test_the_answer_may_be_a_name_or_a_column(mapped: Callable[..., ColumnMap]) -> None:
    stated = Stated().answered("partner:partner", "name:Northwind")
    assert stated.partner == "Northwind"
    assert needed(mapped(SALESFORCE, stated)) == []
    stated = Stated().answered("partner:partner", "column:AccountId")
    found = mapped(SALESFORCE, stated)
    assert needed(found) == []
    assert found.theirs("partner") == "AccountId"
    assert "customer" not in found.columns


def test_a_missing_status_or_date_is_asked_about(mapped: Callable[..., ColumnMap]) -> None:
    assert needed(mapped("partner,status\nA,won\n")) == ["column:close_date"]
    assert needed(mapped("partner,close_date\nA,2026-01-01\n")) == ["column:status"]


def test_one_amount_is_asked_about_without_standing_in_the_way(
    mapped: Callable[..., ColumnMap],
) -> None:
    found = mapped("partner,status,close_date,amount\nA,won,2026-01-01,5\n")
    assert [(question.id, question.default) for question in found.questions] == [
        ("services_percent", "0")
    ]
    both = mapped("partner,status,close_date,amount,services_tcv\nA,won,2026-01-01,5,1\n")
    assert [(question.id, question.default) for question in both.questions] == [
        ("split", "portions")
    ]
    assert 'split = "rest"' in both.warnings[0]


def test_two_columns_of_money_are_never_chosen_between_silently(
    mapped: Callable[..., ColumnMap],
) -> None:
    start = "partner,status,close_date"
    found = mapped(f"{start},TCV,Deal Value\nA,won,2026-01-01,5,6\n")
    assert needed(found) == ["column:amount"]
    assert "“TCV” or “Deal Value”" in found.questions[0].text
    chosen = mapped(
        f"{start},TCV,Deal Value\nA,won,2026-01-01,5,6\n",
        Stated().answered("column:amount", "column:Deal Value"),
    )
    assert (needed(chosen), chosen.theirs("amount")) == ([], "Deal Value")
    plain = mapped(f"{start},Amount,TCV\nA,won,2026-01-01,5,6\n")
    assert (needed(plain), plain.theirs("amount")) == ([], "Amount")
    assert "not “TCV”" in plain.warnings[0]


def test_flags_are_trusted_before_words_and_words_before_stages(
    mapped: Callable[..., ColumnMap],
) -> None:
    assert mapped(SALESFORCE).outcome == ("is_won", "is_closed")
    text = "Partner,Opportunity Status,Stage,Close Date\nA,Won,Closed Won,2026-01-01\n"
    assert mapped(text).outcome == ("status", "stage")
    text = "partner,status,IsWon,IsClosed,close_date\nA,won,1,1,2026-01-01\n"
    assert mapped(text).outcome == ("status",)


def test_a_review_status_is_no_outcome(mapped: Callable[..., ColumnMap]) -> None:
    text = (
        "Partner,Deal Status,Stage,Close Date\n"
        "A,Submitted,Launched,2026-01-01\nB,Draft,Prospect,2026-01-01\n"
    )
    assert mapped(text).outcome == ("stage",)
    ours = mapped(text.replace("Deal Status", "status"))
    assert ours.outcome == ("stage",)
    assert "No word in “status” is an outcome" in ours.warnings[0]
    assert mapped(text, Stated({"Deal Status": "status"})).outcome == ("status",)


def test_a_stated_column_beats_its_namesake(mapped: Callable[..., ColumnMap]) -> None:
    text = "partner,reseller x,status,close_date\nA,B,won,2026-01-01\n"
    assert mapped(text, Stated({"Reseller_X": "partner"})).theirs("partner") == "reseller x"


def test_a_header_that_only_the_mapping_has_is_named(mapped: Callable[..., ColumnMap]) -> None:
    stated = Stated({"PARTNER": "partner", "Whom": "deal", "Day": ""})
    found = mapped("partner,status,close_date,partner_tcv\nA,won,2026-01-01,1\n", stated)
    assert found.columns["partner"] == 0
    assert found.warnings == ("list.csv has no column “Whom” or “Day”, which the mapping names.",)


def test_a_column_can_be_left_out(mapped: Callable[..., ColumnMap]) -> None:
    text = "partner,status,close_date,qualified\nA,won,2026-01-01,perhaps\n"
    assert "qualified" not in mapped(text, Stated({"qualified": ""})).columns


def test_two_headers_for_one_column_are_refused(mapped: Callable[..., ColumnMap]) -> None:
    with pytest.raises(UserError, match="both “a” and “b” as partner"):
        mapped(
            "a,b,status,close_date\n1,2,won,2026-01-01\n", Stated({"a": "partner", "b": "partner"})
        )


def test_a_mapping_file_says_the_same_when_read_back(mapped: Callable[..., ColumnMap]) -> None:
    stated = (
        Stated({"Their, “header”": "partner"}, {"Dealt": "won"}, partner="")
        .answered("date_order:close_date", "mdy")
        .answered("decimal:amount", "comma")
        .answered("deleted", "keep")
        .answered("services_percent", "40")
        .answered("status:Gone", "lost")
    )
    text = '"Their, “header”",status,close_date,amount\nA,won,2026-01-01,5\n'
    found = mapped(text, stated)
    again = from_toml(found.to_toml(), "deals")
    assert dict(again.words) == {"Dealt": "won", "Gone": "lost"}
    assert (dict(again.date_order), dict(again.decimal)) == (
        {"close_date": "mdy"},
        {"amount": "comma"},
    )
    assert (again.deleted, again.services_percent) == ("keep", 40)
    assert mapped(text, again).columns == found.columns


def test_every_option_survives_the_mapping_file(mapped: Callable[..., ColumnMap]) -> None:
    stated = Stated(split="rest", unit="k", repeats="last", deleted="keep").answered(
        "column:services_tcv", "sum:ES\x1fITO"
    )
    text = "Partner,Status,Stage,Close Date,Amount,ES,ITO,Junk\nA,Won,Won,2026-01-01,5,1,2,3\n"
    found = mapped(text, stated)
    assert found.sums == {"services_tcv": (6,)}
    left_out = mapped(text, Stated({**found.stated.columns, "Stage": ""}))
    assert from_toml(left_out.to_toml(), "deals").columns["Stage"] == ""
    again = from_toml(found.to_toml(), "deals")
    assert (again.split, again.unit, again.repeats, again.deleted) == (
        "rest", "k", "last", "keep",
    )  # fmt: skip
    assert (mapped(text, again).sums, mapped(text, again).outcome) == (found.sums, found.outcome)


def test_stages_beside_a_status_are_still_read_when_a_mapping_is_read_back(
    mapped: Callable[..., ColumnMap],
) -> None:
    text = "Partner,Opportunity Status,Stage,Close Date\nA,Won,Closed Won,2026-01-01\n"
    found = mapped(text)
    assert mapped(text, from_toml(found.to_toml(), "deals")).outcome == found.outcome
    assert found.outcome == ("status", "stage")


def test_a_unit_without_any_amount_is_no_question(mapped: Callable[..., ColumnMap]) -> None:
    found = mapped("Partner,Status,Close Date\nA,Won,2026-01-01\n", Stated(unit="k"))
    assert found.questions == ()


def test_flags_are_still_trusted_when_a_mapping_is_read_back(
    mapped: Callable[..., ColumnMap],
) -> None:
    text = (
        SALESFORCE.replace("AccountId", "Partner")
        .replace("Name,", "Name,Forecast Type,")
        .replace("a,", "a,Won,")
    )
    found = mapped(text)
    assert (
        mapped(text, from_toml(found.to_toml(), "deals")).outcome
        == found.outcome
        == ("is_won", "is_closed")
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("= x", "is no TOML file"),
        ('[columns]\n"A" = "price"\n', "no column of deals"),
        ('[values.status]\nHot = "maybe"\n', "Use open, won, lost or unqualified"),
        ("columns = 5", "not a mapping"),
        ('[options]\nunit = "dozen"\n', "Use 1 or k or M"),
        ('[options]\nsplit = "half"\n', "Use portions or rest"),
        ('[options]\nrepeats = "all"\n', "Use last or sum"),
        ('[options]\noutcome = ["amount"]\n', "has amount among the columns"),
        ("values = 5\n[options]\nservices_percent = 101\n", "services_percent of 101"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_named(text: str, words: str) -> None:
    with pytest.raises(UserError) as said:
        from_toml(text, "deals", "m.toml")
    assert words in str(said.value)


def test_files_are_known_again_by_their_headers_in_any_order() -> None:
    assert fingerprint(["Close Date", "Partner"]) == fingerprint(["partner", "close_date", ""])
    assert fingerprint(["Close Date", "Partner"]) != fingerprint(["Close Date"])
