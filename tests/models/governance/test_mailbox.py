import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.governance.mailbox import address_of, problem_of


@pytest.mark.clause("C099")
@pytest.mark.parametrize(
    ("typed", "address", "told"),
    [
        ("program@example.com", "program@example.com", False),
        (" program@example.com ", "program@example.com", False),
        ("Alliance Program@example.com", "", True),
        ("program@example", "", True),
        ("program@example.com?bcc=a@b.c", "", True),
        ("a@b.c,d@e.f", "", True),
        ("", "", False),
    ],
)
def test_mail_goes_to_an_address_only_and_never_to_a_guess(typed, address, told):
    assert address_of(typed) == address
    assert bool(problem_of(typed)) is told


def test_blanks_are_said_to_be_what_is_wrong():
    assert "blanks" in problem_of("Alliance Program@example.com")
    assert "blanks" not in problem_of("program")


@given(some.text(max_size=80))
def test_an_address_has_no_blank_and_one_at(typed):
    found = address_of(typed)
    assert not found or (found.count("@") == 1 and not any(sign.isspace() for sign in found))
