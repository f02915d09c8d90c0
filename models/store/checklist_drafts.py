"""Templates of checklists while they are edited: each step one change, nobody asked by them yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from models.checklist import diff, editing, loading
from models.checklist.facts import facts_of
from models.checklist.records import KeptTemplate
from models.checklist.template import Template
from models.errors import UserError
from models.ids import derived_id
from models.program.terms import Terms
from models.store import checklist_templates as templates
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.standing import partner_file
from models.text import sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place: numbers of section and item (None: of what is above), the key."""

    section: int | None
    item: int | None
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands: the template that it is, its faults, what it would change.

    `before` is the template in use under its key, None where it is a new one.
    """

    kept: KeptTemplate
    template: Template
    faults: tuple[Fault, ...]
    differences: tuple[str, ...]
    before: Template | None
    terms: Terms
    facts: Mapping[str, str]  # of some partner, so that a question reads as it will


@dataclass(frozen=True, slots=True)
class Offered:
    """A template in a list; `state` is bundled, own, retired or draft (a draft of a new one)."""

    template: Template
    state: str
    replaces: bool = False
    drafted: bool = False


def offered(portfolio: Portfolio) -> tuple[Offered, ...]:
    """Every template: those in use, those retired, and drafts of new ones, by name."""
    drafts = {one.key: one for one in records.find(portfolio, KeptTemplate, state="draft")}
    bundled = {one.key for one in loading.bundled()}
    found = [
        Offered(
            one, "own" if one.own else "bundled", one.own and one.key in bundled, one.key in drafts
        )
        for one in templates.templates(portfolio)
    ]
    found += [
        Offered(one, "retired", one.own and one.key in bundled, one.key in drafts)
        for one in templates.retired(portfolio)
    ]
    known = {one.template.key for one in found}
    found += [
        Offered(loading.template_of(one.text), "draft", False, True)
        for key, one in drafts.items()
        if key not in known
    ]
    return tuple(sorted(found, key=lambda one: (one.state == "retired", one.template.name)))


def draft(portfolio: Portfolio, key: str, today: date) -> Draft:
    """The draft under a key. Raises UserError where there is none."""
    kept = _kept(portfolio, key)
    template = loading.template_of(kept.text)
    before = next((one for one in templates.templates(portfolio) if one.key == key), None)
    told = diff.differences(before, template) if before is not None else ()
    return Draft(
        kept,
        template,
        faults_of(kept.text),
        told,
        before,
        terms_on(portfolio, today),
        _facts(portfolio, today),
    )


def faults_of(text: str) -> tuple[Fault, ...]:
    """What keeps a text from being used, by place."""
    from models.checklist import checking  # here, so that a list need not load what checks

    return tuple(_fault(words) for words in checking.faults(text))


def begin(portfolio: Portfolio, key: str, today: date) -> str:
    """Begin to edit a template in use, or go on with its draft; the draft's key."""
    if not records.find(portfolio, KeptTemplate, key=key, state="draft"):
        template = templates.in_use(portfolio, key)
        with portfolio.change(f"Begin to edit {template.name}"):
            _add(portfolio, template.text, today)
    return key


def begin_new(portfolio: Portfolio, name: str, today: date, source: str = "") -> str:
    """Begin a new template, empty or as a copy of a text, under a key of its own; the key.

    Raises UserError without a name.
    """
    tidy = " ".join(name.split())
    if not tidy:
        raise UserError("A checklist needs a name.", "Type one.")
    taken = {one.key for one in records.find(portfolio, KeptTemplate)}
    taken |= {one.key for one in loading.bundled()}
    key = editing.free_key(tidy, taken)
    text = editing.new_text(key, tidy)
    if source:
        text = editing.set_head(editing.set_head(source, "key", key), "name", tidy)
        text = editing.set_version(text, 1)
    with portfolio.change(f"Begin the checklist {tidy}"):
        _add(portfolio, text, today)
    return key


def take_file(portfolio: Portfolio, text: str, name: str, today: date) -> str:
    """Take a file's text as a draft under its own key, in place of one that is there; the key.

    Raises UserError with the first fault where it is no template.
    """
    template = loading.template_of(text, name)
    with portfolio.change(f"Take {name} in as a draft"):
        for one in records.find(portfolio, KeptTemplate, key=template.key, state="draft"):
            records.delete(portfolio, KeptTemplate, [one.id])
        _add(portfolio, text, today)
    return template.key


def change(portfolio: Portfolio, key: str, how: Callable[[str], str], label: str) -> None:
    """Put what `how` makes of a draft's text in its place, as one change.

    Raises UserError where it would be no template any more, and what `how` raises.
    """
    kept = _kept(portfolio, key)
    text = how(kept.text)
    if text == kept.text:
        return
    template = loading.template_of(text)
    with portfolio.change(label):
        records.update(
            portfolio, KeptTemplate, kept.id, text=text, digest=template.digest,
            name=template.name,
        )  # fmt: skip


def discard(portfolio: Portfolio, key: str) -> None:
    """Throw a draft away, as one change."""
    kept = _kept(portfolio, key)
    with portfolio.change(f"Discard the draft of {kept.name}"):
        records.delete(portfolio, KeptTemplate, [kept.id])


def adopt(portfolio: Portfolio, key: str, today: date) -> Template:
    """Take a draft in use as a new version, as one change; the template as it is now.

    Raises UserError with the first fault; then nothing is changed.
    """
    kept = _kept(portfolio, key)
    found = faults_of(kept.text)
    if found:
        raise UserError(found[0].words, "Correct it; nothing was changed.")
    with portfolio.change(f"Put {kept.name} in use"):
        records.delete(portfolio, KeptTemplate, [kept.id])
        return templates.save(portfolio, kept.text, today)


def _facts(portfolio: Portfolio, today: date) -> Mapping[str, str]:
    """The facts of the first partner by name; none where there is no partner."""
    first = portfolio.conn.value("SELECT id FROM partners ORDER BY name_key LIMIT 1")
    return {} if first is None else facts_of(partner_file(portfolio, int(first), today), today)


def _kept(portfolio: Portfolio, key: str) -> KeptTemplate:
    found = records.find(portfolio, KeptTemplate, key=key, state="draft")
    if not found:
        raise UserError("This checklist isn't being edited.", "Choose Edit in the list.")
    return found[0]


def _add(portfolio: Portfolio, text: str, today: date) -> None:
    template = loading.template_of(text)
    made = KeptTemplate(
        derived_id("checklist_templates", "draft", template.key),
        template.key,
        template.version,
        template.name,
        template.digest,
        text,
        "draft",
        today,
    )
    records.add(portfolio, made)


def _fault(told: str) -> Fault:
    """A fault's place in numbers: "sections[0].items[1].kind: words"."""
    place, _, words = told.partition(": ")
    if not words:
        return Fault(None, None, "", told)
    numbers: dict[str, int] = {}
    key = ""
    for step in place.split("."):
        name, _, number = step.partition("[")
        if name in ("sections", "items") and number.rstrip("]").isdigit():
            numbers[name] = int(number.rstrip("]"))
            key = ""
        else:
            key = key or name
    # A rule over several keys names the key that it is about in its words.
    first, _, rest = words.partition(": ")
    if not key and rest and " " not in first:
        key, words = first, rest
    return Fault(numbers.get("sections"), numbers.get("items"), key, sentence(words))
