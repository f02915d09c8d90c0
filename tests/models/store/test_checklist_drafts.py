"""Drafts of templates: edited step by step, undone, put in use or thrown away."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.checklist import editing
from models.checklist.loading import bundled, template_of
from models.errors import UserError
from models.store import checklist_drafts as drafts
from models.store import checklist_templates as store
from models.store.portfolio import Portfolio, create
from tests.models.checklist.test_loading import SMALL

DAY = date(2026, 11, 24)
KEY = "quarterly_review"


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        yield made


def rename(text: str) -> str:
    return editing.set_head(text, "name", "Ours")


def test_a_draft_asks_nobody_until_it_is_put_in_use(portfolio: Portfolio) -> None:
    assert drafts.begin(portfolio, KEY, DAY) == KEY
    drafts.change(portfolio, KEY, rename, "Rename")
    assert store.templates(portfolio) == bundled()
    told = drafts.draft(portfolio, KEY, DAY)
    assert told.differences == ("It is called ‘Ours’, no longer ‘Quarterly partner review’.",)
    assert told.faults == ()
    made = drafts.adopt(portfolio, KEY, DAY)
    assert (made.version, made.name) == (2, "Ours")
    assert store.in_use(portfolio, KEY) is made
    with pytest.raises(UserError, match="isn't being edited"):
        drafts.draft(portfolio, KEY, DAY)
    portfolio.undo()
    assert drafts.draft(portfolio, KEY, DAY).template.name == "Ours"


def test_each_step_is_undone_by_itself(portfolio: Portfolio) -> None:
    drafts.begin(portfolio, KEY, DAY)
    drafts.change(portfolio, KEY, rename, "Rename")
    drafts.change(portfolio, KEY, rename, "Rename again")
    assert portfolio.can_undo() == "Rename"
    portfolio.undo()
    assert drafts.draft(portfolio, KEY, DAY).differences == ()


def test_faults_name_their_item_and_key(portfolio: Portfolio) -> None:
    drafts.begin(portfolio, KEY, DAY)

    def spoil(text: str) -> str:
        text = editing.set_item(text, 0, 1, {"when": {"item": "gone", "is": ["no"]}})
        return editing.set_item(text, 1, 0, {"clause": "26"})

    drafts.change(portfolio, KEY, spoil, "Spoil")
    [fault] = drafts.draft(portfolio, KEY, DAY).faults
    assert (fault.section, fault.item, fault.key) == (1, 0, "clause")
    with pytest.raises(UserError):
        drafts.adopt(portfolio, KEY, DAY)
    drafts.change(portfolio, KEY, lambda t: editing.set_item(t, 1, 0, {"clause": ""}), "Mend")
    [fault] = drafts.draft(portfolio, KEY, DAY).faults
    assert (fault.section, fault.item, fault.key) == (0, 1, "when")
    assert fault.words == "'gone' is none of this template; name an earlier item."


def test_a_choice_without_choices_names_the_choices(portfolio: Portfolio) -> None:
    [fault] = drafts.faults_of(SMALL.replace('kind = "yes_no"', 'kind = "choice"'))
    assert (fault.section, fault.item, fault.key) == (0, 0, "choices")
    assert fault.words == "Two or more to choose from."


def test_a_new_one_and_a_copy_get_keys_of_their_own(portfolio: Portfolio) -> None:
    assert drafts.begin_new(portfolio, " Plan  review ", DAY) == "plan_review"
    copied = drafts.begin_new(portfolio, "Onboarding", DAY, bundled()[1].text)
    assert copied == "onboarding_2"
    assert drafts.draft(portfolio, copied, DAY).before is None
    listed = drafts.offered(portfolio)
    assert [(o.template.key, o.state) for o in listed if o.drafted] == [
        ("onboarding_2", "draft"),
        ("plan_review", "draft"),
    ]
    assert drafts.adopt(portfolio, "plan_review", DAY).version == 1
    with pytest.raises(UserError, match="needs a name"):
        drafts.begin_new(portfolio, " ", DAY)


def test_a_file_becomes_a_draft_and_a_thrown_away_one_is_gone(portfolio: Portfolio) -> None:
    assert drafts.take_file(portfolio, SMALL, "small.toml", DAY) == "small"
    drafts.take_file(portfolio, rename(SMALL), "small.toml", DAY)
    assert drafts.draft(portfolio, "small", DAY).template.name == "Ours"
    with pytest.raises(UserError, match=r"no\.toml"):
        drafts.take_file(portfolio, "a = 1", "no.toml", DAY)
    drafts.discard(portfolio, "small")
    assert all(not one.drafted for one in drafts.offered(portfolio))


def test_what_a_checklist_keeps_outlives_a_draft_of_the_same_text(portfolio: Portfolio) -> None:
    drafts.take_file(portfolio, SMALL, "small.toml", DAY)
    with portfolio.change("Begin"):
        store.keep(portfolio, template_of(SMALL))
    drafts.discard(portfolio, "small")
    assert store.by_digest(portfolio, template_of(SMALL).digest).key == "small"


def test_the_list_tells_where_each_is_from(portfolio: Portfolio) -> None:
    drafts.begin(portfolio, KEY, DAY)
    drafts.change(portfolio, KEY, rename, "Rename")
    drafts.adopt(portfolio, KEY, DAY)
    store.retire(portfolio, "onboarding")
    told = {one.template.key: (one.state, one.replaces) for one in drafts.offered(portfolio)}
    assert told[KEY] == ("own", True)
    assert told["onboarding"] == ("retired", False)
    assert told["prerequisites"] == ("bundled", False)


def test_a_draft_of_what_is_in_use_is_not_retired_with_it(portfolio: Portfolio) -> None:
    drafts.begin(portfolio, KEY, DAY)
    store.retire(portfolio, KEY)
    assert KEY not in [one.key for one in store.templates(portfolio)]
    store.offer_again(portfolio, KEY)
    assert drafts.draft(portfolio, KEY, DAY).differences == ()
