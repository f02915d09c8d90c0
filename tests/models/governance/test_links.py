from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.governance import links
from models.governance.advocacy import ProgramLink

TODAY = date(2026, 11, 24)
ONE = timedelta(days=1)
LINK = ProgramLink(1, "External site", "https://example.com/program")


@pytest.mark.clause("C108")
@pytest.mark.parametrize(("days", "due"), [(0, False), (89, False), (90, False), (91, True)])
def test_a_link_is_to_be_looked_at_again_after_the_days_that_a_look_holds(days, due):
    found = links.look(replace(LINK, checked_on=TODAY - days * ONE), 90, TODAY)
    assert found.due is due


def test_what_was_never_looked_at_is_due_and_what_has_no_address_is_not():
    assert links.look(LINK, 90, TODAY) == (True, "Never checked")
    assert links.look(replace(LINK, address=""), 90, TODAY) == (False, "No address yet")
    assert links.look(replace(LINK, address="", file="faq.pdf"), 90, TODAY).due
    assert links.due([LINK, replace(LINK, checked_on=TODAY)], 90, TODAY) == 1
    assert links.next_look(LINK, 90) is None


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ("https://example.com/a?b=c", "https://example.com/a?b=c"),
        (" example.com/program ", "https://example.com/program"),
        ("http://example.com", "http://example.com"),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("alliance desk @ example . com", ""),
        ("https://somebody@example.com", ""),
        ("mailto:somebody@example.com", ""),
        ("localhost", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_only_a_site_is_ever_opened(typed, opened):
    assert links.opened_as(typed) == opened


@given(some.text(max_size=60))
def test_no_text_at_all_is_opened_as_anything_but_a_site(typed):
    found = links.opened_as(typed)
    assert not found or found.startswith(("http://", "https://"))


@pytest.mark.clause("C108")
def test_the_programs_four_resources_are_named_without_an_address():
    assert len({name for name, _ in links.USUAL}) == 4
