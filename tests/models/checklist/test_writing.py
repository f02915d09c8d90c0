"""A template written as text reads back as the same template."""

from hypothesis import given
from hypothesis import strategies as st

from models.checklist.loading import bundled, template_of
from models.checklist.template import ASKS, Choice, Condition, Item, Section, Template
from models.checklist.writing import text_of

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30)
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@st.composite
def templates(draw: st.DrawFn) -> Template:
    keys = draw(st.lists(KEYS, min_size=1, max_size=6, unique=True))
    items = [
        Item(
            key,
            draw(WORDS),
            "choice",
            draw(WORDS),
            draw(st.sampled_from(["", "C026"])),
            draw(st.sampled_from(["ours", "partner", "joint"])),
            draw(st.sampled_from(["none", "wanted", "needed"])),
            draw(st.dictionaries(KEYS | st.just(""), st.sampled_from(ASKS), min_size=1)),
            draw(st.booleans()),
            draw(st.none() | st.builds(Condition, KEYS, st.tuples(WORDS, WORDS))),
            choices=(Choice("a", draw(WORDS)), Choice("b", draw(WORDS), "not_met")),
        )
        for key in keys
    ]
    return Template(
        "made", draw(WORDS), draw(st.integers(1, 99)), draw(WORDS), "year", "all",
        (Section("one", draw(WORDS), tuple(items)),), tuple(draw(st.lists(KEYS, max_size=2))),
        draw(st.none() | st.integers(-300, 0)), 3, draw(st.booleans()),
    )  # fmt: skip


@given(templates())
def test_every_template_comes_back_as_it_was(template: Template) -> None:
    told = template_of(text_of(template))
    assert told.sections == template.sections
    for name in ("name", "version", "says", "every", "tiers", "opens", "due", "carries"):
        assert getattr(told, name) == getattr(template, name)


def test_the_bundled_templates_come_back_as_they_were() -> None:
    for template in bundled():
        assert template_of(text_of(template)).sections == template.sections
