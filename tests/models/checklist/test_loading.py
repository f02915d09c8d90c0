"""Templates from their text: the bundled ones, and what keeps another from being used."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from models.checklist.facts import FACTS
from models.checklist.loading import bundled, errors, faults, template_of, text_in
from models.checklist.template import KINDS
from models.checklist.writing import text_of
from models.errors import UserError
from models.program.clauses import register

SMALL = """\
key = "small"
name = "Small"
version = 1
every = "quarter"
applies_to = "participating"

[[sections]]
key = "one"
name = "One"

[[sections.items]]
key = "well"
asks = "Is all well?"
kind = "yes_no"

[[sections.items]]
key = "why"
asks = "Why not?"
kind = "text"
when = { item = "well", is = ["no", "partly"] }

[[sections.items]]
key = "mood"
asks = "How does it feel?"
kind = "choice"
choices = [
    { key = "good", label = "Good" },
    { key = "bad", label = "Bad", state = "not_met" },
]
"""
CLAUSES = [f"C{n:03}" for n in (*range(1, 8), *range(18, 55), 74, 75, 76, 108)]
# Cells of the program's table: the criteria carry them, by tier.
CELLS = {"C025", "C030", "C033", "C045", "C046", "C051"}


def template(key: str):
    return next(one for one in bundled() if one.key == key)


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


def test_nothing_is_wrong_with_the_bundled_templates() -> None:
    for file in resources.path("checklists").glob("*.toml"):
        assert faults(file.read_text(encoding="utf-8"), file.name) == []
    names = [one.key for one in bundled()]
    assert names == [
        "january_readiness", "onboarding", "prerequisites", "quarterly_review", "survey_ours",
        "survey_partner",
    ]  # fmt: skip


def test_every_clause_that_a_template_names_is_in_the_register() -> None:
    known = {clause.id for clause in register()}
    for one in bundled():
        named = {item.clause for item in one.items.values()}
        assert named - known == ({""} if one.survey else set())  # no clause asks for a survey


@pytest.mark.clause("C001", "C002", "C004", "C076", "C108")
def test_onboarding_asks_for_every_clause_on_the_way_in() -> None:
    asked = {item.clause for item in template("onboarding").items.values()}
    assert set(CLAUSES) - CELLS - asked == set()
    assert template("onboarding").applies_to == "onboarding"


@pytest.mark.clause("C027", "C028", "C029")
@pytest.mark.parametrize("key", ["onboarding", "quarterly_review"])
def test_training_is_asked_by_its_three_purposes(key: str) -> None:
    found = [item for item in template(key).items.values() if item.key.startswith("training_")]
    for clause, word in (("C027", "design"), ("C028", "engineers"), ("C029", "sellers")):
        [item] = [item for item in found if item.clause == clause]
        assert word in item.asks


@pytest.mark.clause("C026")
def test_free_training_is_confirmed_three_times() -> None:
    asked = [i.asks for i in template("onboarding").items.values() if i.clause == "C026"]
    confirmed = " ".join(words for words in asked if words.startswith("Confirmed"))
    assert all(words in confirmed for words in ("no limit", "costs us nothing", "delivery staff"))
    assert len(asked) == 4


@pytest.mark.clause("C034")
def test_the_five_duties_of_the_sponsor_are_prompts() -> None:
    asked = [i for i in template("onboarding").items.values() if i.clause == "C034"]
    assert [item.key for item in asked] == [
        "executive_speaks",
        "executive_means",
        "executive_aims",
        "executive_escalation",
        "executive_relations",
    ]


def test_the_quarterly_review_is_about_forty_questions_of_every_kind_in_nine_parts() -> None:
    review = template("quarterly_review")
    assert len(review.sections) == 9
    assert sum(item.when is None for item in review.items.values()) == 38
    assert {item.kind for item in review.items.values()} == set(KINDS)
    assert any(item.internal for item in review.items.values())
    assert (review.every, review.carries) == ("quarter", True)


def test_a_text_that_is_a_template_is_one_object() -> None:
    told = template_of(SMALL)
    assert template_of(SMALL) is told
    assert list(told.items) == ["well", "why", "mood"]
    assert told.items["mood"].choices[1].state == "not_met"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "text"', 'kind = "essay"', "line 19: sections[0].items[1].kind: "),
        ('key = "mood"', 'key = "well"', "an earlier item has the key 'well'"),
        ('item = "well"', 'item = "mood"', "'mood' stands later; name an earlier item"),
        ('item = "well"', 'item = "wheel"', "'wheel' is none of this template"),
        ('is = ["no", "partly"]', 'is = ["never"]', "well never answers 'never', only yes, partly"),
        ('asks = "Why not?"', 'asks = "Why {open_doors}?"', "there is no fact 'open_doors'"),
        ('kind = "text"', 'kind = "text"\ntarget = 3', "target: only for the kinds number"),
        ('kind = "text"', 'kind = "text"\nunit = "people"', "unit: only for the kind number"),
        ('kind = "text"', 'kind = "text"\nmirrors = "partners.age"', "no field 'partners.age'"),
        ('kind = "text"', 'kind = "text"\nclause = "26"', "sections[0].items[1].clause: "),
        ('kind = "text"', 'kind = "text"\ngate = "tcv"', "kind: a gate gives yes_no"),
        (
            'kind = "text"',
            'kind = "text"\nmirrors = "partners.free_training"',
            "of the kind yes_no",
        ),
        ('kind = "yes_no"', 'kind = "yes_no"\ncriterion = "a"\ngate = "tcv"', "only one of"),
        ('kind = "yes_no"', 'kind = "choice"', "choices: two or more to choose from"),
        ('kind = "yes_no"', 'kind = "yes_no"\nask = { gold = "maybe" }', "items[0].ask: one of"),
        ('key = "bad"', 'key = "good"', "choices: two of them have one key"),
        ('every = "quarter"', 'every = "month"', "every: Input should be"),
        ('every = "quarter"', 'every = "once"\nopens = 3', "opens: only for what comes back"),
        ("version = 1", "version = 1\nopens = 5\ndue = 4", "opens: it is due before it opens"),
        (
            'name = "One"',
            'name = "One"\ncolour = "red"',
            "colour: there is no such key",
        ),
        ("version = 1", "version = = 1", "line 3: Not readable as TOML"),
    ],
)
def test_each_fault_is_told_with_file_line_and_place(old: str, new: str, said: str) -> None:
    [told] = faults(changed(old, new), "small.toml")
    assert told.startswith("small.toml, line ")
    assert said in told


def test_names_that_no_bundled_program_has_are_a_warning_only() -> None:
    text = changed('kind = "yes_no"', 'kind = "yes_no"\nask = { diamond = "required" }')
    [told] = faults(text.replace("every =", 'tiers = ["wood"]\nevery ='), "small.toml")[1:]
    assert told == (
        "Warning: small.toml, line 16: sections[0].items[0].ask:"
        " no bundled program has a tier 'diamond'."
    )


def test_a_text_that_is_no_template_is_refused_with_its_first_fault() -> None:
    with pytest.raises(UserError, match=r"own.toml, line 14: sections\[0\].items\[0\].kind"):
        template_of(changed('kind = "yes_no"', 'kind = "riddle"'), "own.toml")
    with pytest.raises(UserError, match="Not readable as TOML"):
        template_of("a = = b")


def test_the_facts_that_templates_quote_are_described_for_whoever_writes_one() -> None:
    quoted = set()
    for one in bundled():
        for item in one.items.values():
            quoted |= set(re.findall(r"\{(\w+)\}", item.asks + item.help))
    assert quoted <= set(FACTS)
    assert len(quoted) > 15


@given(st.data())
def test_whatever_is_in_a_file_is_a_template_or_one_sentence(data: st.DataObject) -> None:
    rows = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(rows) - 1))
        key = rows[at].partition("=")[0].strip() or "x"
        value = data.draw(st.sampled_from(["3", "true", "[1]", "{ a = 1 }", "2020-01-01", '"x"']))
        rows[at] = data.draw(st.sampled_from(["", f"{key} = {value}", rows[at], "[[sections]]"]))
    text = "\n".join(rows)
    told = errors(text, "file.toml")
    assert all(words.startswith("file.toml") for words in told)
    try:
        template = template_of(text)
    except UserError:
        assert told
        return
    assert told or template_of(text_of(template)).sections == template.sections


def test_what_is_nested_too_deeply_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nested too deeply"):
        template_of("a = " + "[" * 100_000)
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (2**20 + 1))
    with pytest.raises(UserError, match=r"large\.toml is too large"):
        text_in(large)
