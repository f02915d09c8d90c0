from dataclasses import replace
from typing import Any

import pytest

from models.errors import UserError
from models.governance import briefs
from models.governance.advocacy import Brief

FULL = Brief(1, 1, "kit", "Kit", "Ours", "Theirs", "Both", "Clients")


@pytest.mark.clause("C086")
@pytest.mark.parametrize("block", [name for name, _ in briefs.BLOCKS])
def test_a_brief_without_one_of_its_four_blocks_says_which(block):
    word = dict(briefs.BLOCKS)[block]
    blank: dict[str, Any] = {block: "  "}
    found = replace(FULL, **blank)
    assert briefs.lacking(found) == (word,)
    assert briefs.state_words(found) == "Draft, 3 of 4 blocks"
    with pytest.raises(UserError, match="still lacks 1 block"):
        briefs.require_complete(found)


def test_a_complete_brief_may_go_out():
    briefs.require_complete(FULL)
    assert briefs.state_words(FULL) == "Complete draft"
    assert briefs.state_words(replace(FULL, state="published")) == "Published"


def test_the_ledger_gets_the_programs_names_of_the_blocks_that_are_there():
    names = ("A", "B", "C", "D")
    assert briefs.parts_of(replace(FULL, host_value=""), names) == ("A", "C", "D")


def test_the_text_has_what_is_written():
    assert briefs.text(Brief(1, 1, "brief", "One", outcomes="Fewer")) == (
        "Solution brief: One\n\nClient outcomes\nFewer\n"
    )
