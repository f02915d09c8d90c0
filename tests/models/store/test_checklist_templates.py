"""Templates as a portfolio offers them: bundled, its own, retired, and kept for begun ones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.checklist.editing import set_version
from models.checklist.loading import bundled, template_of
from models.checklist.records import KeptTemplate
from models.errors import UserError
from models.store import checklist_templates as store
from models.store import records
from models.store.portfolio import Portfolio, create
from tests.models.checklist.test_loading import SMALL

DAY = date(2026, 11, 24)
KEY = "quarterly_review"
BUNDLED = next(one for one in bundled() if one.key == KEY)
OWN = BUNDLED.text.replace("Quarterly partner review", "Our quarterly review")


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        yield made


def test_a_new_portfolio_offers_the_bundled_ones_and_holds_none(portfolio: Portfolio) -> None:
    assert store.templates(portfolio) == bundled()
    assert store.in_use(portfolio, KEY) is BUNDLED
    assert records.find(portfolio, KeptTemplate) == []
    with pytest.raises(UserError, match="no checklist 'none'"):
        store.in_use(portfolio, "none")


def test_an_own_version_takes_the_place_of_the_bundled_one(portfolio: Portfolio) -> None:
    made = store.save(portfolio, OWN, DAY)
    assert (made.name, made.version, made.own) == ("Our quarterly review", 2, True)
    assert store.in_use(portfolio, KEY) is made
    assert len(store.templates(portfolio)) == len(bundled())
    assert "# The review that every participating partner gets" in made.text
    assert portfolio.can_undo() == "Save version 2 of Our quarterly review"
    portfolio.undo()
    assert store.in_use(portfolio, KEY) is BUNDLED


def test_versions_count_up_and_earlier_ones_are_kept(portfolio: Portfolio) -> None:
    first = store.save(portfolio, OWN, DAY)
    second = store.save(portfolio, OWN.replace("Our", "My"), DAY)
    assert (second.version, store.in_use(portfolio, KEY)) == (3, second)
    assert store.by_digest(portfolio, first.digest).name == first.name
    again = store.save(portfolio, OWN, DAY)
    assert (again.version, again.name) == (4, first.name)


def test_a_text_that_asks_what_is_in_use_changes_nothing(portfolio: Portfolio) -> None:
    assert store.save(portfolio, BUNDLED.text, DAY) is BUNDLED
    assert store.save(portfolio, BUNDLED.text.replace("version = 1", "version = 9"), DAY) is BUNDLED
    assert portfolio.can_undo() is None


def test_a_faulty_text_is_refused_and_nothing_is_changed(portfolio: Portfolio) -> None:
    with pytest.raises(UserError, match=r"line 14: sections\[0\].items\[0\].kind") as told:
        store.save(portfolio, SMALL.replace('kind = "yes_no"', 'kind = "riddle"'), DAY)
    assert told.value.hint == "Correct it; nothing was changed."
    assert records.find(portfolio, KeptTemplate) == []


def test_a_checklist_of_ones_own_stands_beside_the_bundled(portfolio: Portfolio) -> None:
    made = store.save(portfolio, SMALL, DAY)
    assert made.version == 1
    assert store.templates(portfolio) == (*bundled(), made)
    with pytest.raises(UserError, match="No checklist 'small' is bundled"):
        store.back_to_bundled(portfolio, "small")


@pytest.mark.parametrize("own", [False, True])
def test_a_retired_one_is_offered_no_more_until_it_is_again(
    portfolio: Portfolio, own: bool
) -> None:
    if own:
        store.save(portfolio, OWN, DAY)
    before = store.in_use(portfolio, KEY)
    store.retire(portfolio, KEY)
    assert KEY not in [one.key for one in store.templates(portfolio)]
    assert [one.key for one in store.retired(portfolio)] == [KEY]
    with pytest.raises(UserError):
        store.retire(portfolio, KEY)
    store.offer_again(portfolio, KEY)
    assert store.in_use(portfolio, KEY) is before
    assert store.retired(portfolio) == ()
    with pytest.raises(UserError, match="is not retired"):
        store.offer_again(portfolio, KEY)


def test_back_to_the_bundled_one_keeps_what_was_made_here(portfolio: Portfolio) -> None:
    made = store.save(portfolio, OWN, DAY)
    store.back_to_bundled(portfolio, KEY)
    assert store.in_use(portfolio, KEY) is BUNDLED
    assert store.by_digest(portfolio, made.digest).text == made.text


def test_a_text_is_kept_once_and_found_by_its_digest(portfolio: Portfolio) -> None:
    small = template_of(SMALL)
    with portfolio.change("Begin"):
        assert store.keep(portfolio, small) == small.digest
        store.keep(portfolio, small)
    assert len(records.find(portfolio, KeptTemplate, state="kept")) == 1
    assert store.by_digest(portfolio, small.digest) is small
    assert store.by_digest(portfolio, BUNDLED.digest) is BUNDLED
    assert "small" not in [one.key for one in store.templates(portfolio)]
    with pytest.raises(UserError, match=r"is not in p\.alliance any more"):
        store.by_digest(portfolio, "0" * 64)


def test_a_retired_bundled_one_that_a_checklist_keeps_stays_kept(portfolio: Portfolio) -> None:
    with portfolio.change("Begin"):
        store.keep(portfolio, BUNDLED)
    store.retire(portfolio, KEY)
    store.offer_again(portfolio, KEY)
    assert [one.state for one in records.find(portfolio, KeptTemplate)] == ["kept"]


def states(portfolio: Portfolio) -> list[tuple[int, str]]:
    found = records.find(portfolio, KeptTemplate, key=KEY)
    return sorted((one.version, one.state) for one in found)


def test_one_of_ones_own_versions_is_in_use_and_has_its_day(portfolio: Portfolio) -> None:
    store.save(portfolio, OWN, DAY)
    store.save(portfolio, OWN.replace("Our", "My"), DAY)
    assert states(portfolio) == [(2, "kept"), (3, "in_use")]
    assert {one.made_on for one in records.find(portfolio, KeptTemplate, key=KEY)} == {DAY}


def test_a_new_version_of_a_retired_one_is_offered(portfolio: Portfolio) -> None:
    store.save(portfolio, OWN, DAY)
    store.retire(portfolio, KEY)
    assert KEY not in [one.key for one in store.templates(portfolio)]
    made = store.save(portfolio, OWN.replace("Our", "My"), DAY)
    assert store.in_use(portfolio, KEY) is made
    assert states(portfolio) == [(2, "kept"), (3, "in_use")]


def test_a_draft_is_neither_kept_nor_counted_nor_retired(portfolio: Portfolio) -> None:
    text = set_version(OWN, 7)
    draft = template_of(text)
    records.add(
        portfolio,
        KeptTemplate(5, KEY, 7, draft.name, draft.digest, text, "draft", DAY),
    )
    with pytest.raises(UserError, match="not in p"):
        store.by_digest(portfolio, draft.digest)
    with portfolio.change("Begin"):
        store.keep(portfolio, draft)
    assert store.by_digest(portfolio, draft.digest).text == text
    portfolio.undo()
    assert store.save(portfolio, OWN, DAY).version == 2
    store.retire(portfolio, KEY)
    assert states(portfolio) == [(2, "retired"), (7, "draft")]


def test_the_first_fault_is_told_and_how_many_more_there_are(portfolio: Portfolio) -> None:
    wrong = OWN.replace('every = "quarter"', 'every = "day"')
    with pytest.raises(UserError) as fault:
        store.save(portfolio, wrong, DAY)
    assert "more fault" not in fault.value.message
    wrong = wrong.replace('applies_to = "participating"', 'applies_to = "none"')
    with pytest.raises(UserError, match="There is 1 more fault"):
        store.save(portfolio, wrong, DAY)
