"""What a file leaves open is asked in plain words; an answer becomes what is stated."""

import pytest

from models.errors import UserError
from models.intake import asking, job
from tests.models.intake.conftest import TODAY

HEAD = "Partner,Deal Name,Stage,Close Date,Amount\n"


def asked(portfolio, path):
    opened = job.open_job(path, "deals")
    plan = job.check(portfolio, opened, today=TODAY)
    return opened, plan, {question.id: question for question in plan.questions}


def test_a_date_is_asked_on_a_cell_of_the_file_with_both_readings(portfolio, write):
    opened, _, found = asked(portfolio, write(HEAD + "A,One,Proposal,03/12/2026,5\n"))
    question = found["date_order:close_date"]
    assert asking.question_said(question, opened) == (
        "How should 03/12/2026 be read?",
        "The dates in “Close Date” can be read two ways.",
    )
    assert asking.choices_said(question) == [
        ("dmy", "Day first  3 Dec 2026"),
        ("mdy", "Month first  12 Mar 2026"),
    ]


def test_a_missing_partner_offers_the_account_and_the_other_columns(portfolio, write):
    path = write("Account Name,Deal Name,Stage,Close Date,Region\nA,One,Proposal,2026-12-03,EMEA\n")
    opened, _, found = asked(portfolio, path)
    question = found["partner:partner"]
    assert asking.question_said(question, opened)[0] == "Which partner do these deals belong to?"
    assert asking.choices_said(question)[0] == (
        "column:Account Name",
        "“Account Name” names the partner",
    )
    assert ("column:Region", "Region") in asking.choices_said(question)


@pytest.mark.parametrize("value", ["name:Globex", "column:Account Name"])
def test_an_answer_is_known_again_and_a_later_one_takes_its_place(portfolio, write, value):
    path = write("Account Name,Deal Name,Stage,Close Date\nA,One,Proposal,2026-12-03\n")
    opened, _, found = asked(portfolio, path)
    question = found["partner:partner"]
    assert asking.answer(question, opened.columns) is None
    for answer in ("column:Deal Name", "name:Initech", value):
        opened = opened.stated(asking.answered(opened, question.id, answer))
        assert asking.answer(question, opened.columns) == answer
    plan = job.check(portfolio, opened, today=TODAY)
    assert plan.new_partners == ("Globex" if value.startswith("name") else "A",)


def test_unknown_words_come_with_their_rows_and_their_money(portfolio, write):
    rows = "A,One,Bestellt,2026-12-03,1000\nA,Two,Bestellt,2026-12-03,500\n"
    rows += "A,Three,Wer weiß?,2026-12-03,\n"
    opened, plan, _ = asked(portfolio, write(HEAD + rows))
    said = [(word.word, word.said) for word in asking.words_said(plan, opened, "USD")]
    assert said == [("Bestellt", "2 rows, $1.5K"), ("Wer weiß?", "1 row")]


def test_a_word_keeps_its_meaning(portfolio, write):
    opened, _, found = asked(portfolio, write(HEAD + "A,One,Bestellt,2026-12-03,1\n"))
    stated = asking.answered(opened, "status:Bestellt", "won")
    columns = opened.stated(stated).columns
    assert asking.answer(found["status:Bestellt"], columns) == "won"


@pytest.mark.parametrize("value", ["101", "-1", "half", ""])
def test_a_share_that_is_no_percentage_is_refused(portfolio, write, value):
    opened, _, _ = asked(portfolio, write(HEAD + "A,One,Proposal,2026-12-03,1\n"))
    with pytest.raises(UserError, match="is no percentage"):
        asking.answered(opened, "services_percent", value)


@pytest.mark.parametrize("value", ["0", "100"])
def test_none_and_all_of_an_amount_can_be_services(portfolio, write, value):
    opened, _, found = asked(portfolio, write(HEAD + "A,One,Proposal,2026-12-03,1\n"))
    columns = opened.stated(asking.answered(opened, "services_percent", value)).columns
    assert asking.answer(found["services_percent"], columns) == value


def test_a_column_sent_to_a_taken_field_leaves_the_other_one_out(write):
    opened = job.open_job(write("Partner,Deal Name,Project,Stage,Close Date\nA,B,C,Proposal,\n"))
    after = opened.stated(asking.mapped(opened, 2, "deal"))
    assert after.columns.columns["deal"] == 2
    assert 1 not in after.columns.columns.values()
    again = after.stated(asking.mapped(after, 1, "deal"))
    assert again.columns.columns["deal"] == 1
    gone = again.stated(asking.mapped(again, 1, ""))
    assert "deal" not in gone.columns.columns
