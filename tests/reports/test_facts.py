from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.action import Action
from models.background import Background, OmissionCase
from models.benefits import Line
from models.checklist.evidence_record import Evidence
from models.deal import Deal
from models.governance.health_views import Override
from models.governance.joint_plan import Objective
from models.governance.survey import Survey
from models.governance.voice import Reference, RoadmapItem
from models.pack_plan import Words
from models.partner import Contact, Grant, Partner
from models.partner_file import PartnerFile
from models.program.decision import Decision
from reports.facts import HOST_ONLY, clean, freeze, pack_id
from tests.reports.facts_builder import platinum, silver
from tests.reports.reading import read


def _with_sentinels(file: PartnerFile) -> tuple[PartnerFile, list[str]]:
    """The same file with a word of its own in every host-only text field."""
    words: list[str] = []

    def filled(record):
        changed: dict[str, object] = {}
        for name in HOST_ONLY[type(record)]:
            value = getattr(record, name)
            word = f"zq{len(words)}{name.replace('_', '')}"
            if isinstance(value, str):
                changed[name] = word
            elif isinstance(value, tuple):
                changed[name] = (word,)
            else:
                continue
            words.append(word)
        return replace(record, **changed)

    file = replace(
        file,
        partner=filled(file.partner),
        contacts=tuple(map(filled, file.contacts)),
        deals=tuple(replace(counted, deal=filled(counted.deal)) for counted in file.deals),
        grants=tuple(map(filled, file.grants)),
        decision=filled(file.decision),
    )
    hidden = Contact(77, 1, "zqhostperson", "other", side="host")
    elsewhere = Deal(78, 2, "zqotherpartner", "zqothercustomer")
    file = replace(
        filled(file),
        contacts=(*file.contacts, hidden),
        deals=(*file.deals, replace(file.deals[0], deal=elsewhere)),
    )
    return file, [*words, "zqhostperson", "zqotherpartner", "zqothercustomer"]


def test_host_only_fields_exist_and_cover_every_kind_that_has_some():
    for kind, names in HOST_ONLY.items():
        assert set(names) <= {field.name for field in fields(kind)}
    assert set(HOST_ONLY) == {
        Partner, Contact, Deal, Grant, Decision, PartnerFile, Evidence, Background, Line, Action,
        OmissionCase, Words, Override, Survey, Reference, RoadmapItem, Objective,
    }  # fmt: skip
    for kind, name in (
        (Partner, "notes"), (Contact, "phone"), (Contact, "email"), (Deal, "next_step"),
        (Deal, "source"), (Grant, "reason"), (Grant, "approver"), (Grant, "frozen_id"),
        (Decision, "warnings"), (PartnerFile, "portfolio"),
    ):  # fmt: skip
        assert name in HOST_ONLY[kind]


@pytest.mark.clause("C102")
def test_the_partners_edition_holds_no_host_only_word():
    file, words = _with_sentinels(silver().file)
    facts = freeze(file, edition="partner")
    assert not [word for word in words if word in repr(facts)]
    everything = read(facts).everything()
    assert not [word for word in words if word in everything]


def test_the_internal_edition_shows_notes_and_next_steps_but_no_other_partner():
    file, _ = _with_sentinels(silver().file)
    text = read(freeze(file)).text
    assert "nextstep" in text
    assert "zq0notes" in text.replace("Zq", "zq")
    assert "zqotherpartner" not in text


def test_an_unknown_edition_is_refused():
    with pytest.raises(ValueError, match="public"):
        freeze(silver().file, edition="public")


def test_the_same_facts_have_the_same_id_and_other_facts_another():
    assert pack_id(silver()) == pack_id(silver())
    assert pack_id(silver()) != pack_id(silver("partner"))
    assert pack_id(silver()) != pack_id(platinum())
    file = silver().file
    later = replace(file, partner=replace(file.partner, invited_on=date(2021, 2, 2)))
    assert pack_id(freeze(later)) != pack_id(freeze(file))


def test_the_folder_of_the_portfolio_does_not_matter():
    file = silver().file
    moved = [replace(file, portfolio=f"{folder}P.alliance") for folder in ("", "/a/b/", "C:\\d\\")]
    assert len({pack_id(freeze(one)) for one in moved}) == 1


def test_frozen_facts_travel_to_another_process():
    import pickle

    facts = silver()
    there = pickle.loads(pickle.dumps(facts))  # noqa: S301  our own value
    assert there.file == facts.file
    assert pack_id(there) == pack_id(facts)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  two\t\nlines ", "two lines"),
        ("a\u202eb\u200bc\ufeffd", "abcd"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("bad\ud800end", "bad□end"),
        ("null\x00byte", "null byte"),
    ],
)
def test_text_is_made_fit_to_draw(text, shown):
    assert clean(text) == shown


@given(st.text(max_size=2000))
def test_clean_text_is_short_visible_and_stays_the_same(text):
    once = clean(text)
    assert len(once) <= 600
    assert clean(once) == once
    once.encode()
