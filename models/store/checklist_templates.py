"""The templates of checklists that a portfolio offers: bundled, its own, and those it keeps."""

from dataclasses import fields, replace
from datetime import date
from functools import lru_cache

from models.checklist import loading
from models.checklist.records import KeptTemplate
from models.checklist.template import Template
from models.errors import UserError
from models.ids import derived_id
from models.store import records
from models.store.portfolio import Portfolio
from models.text import counted, listed


def templates(portfolio: Portfolio) -> tuple[Template, ...]:
    """The templates in use: the bundled, in place of one the portfolio's own of the same key, and
    its others; without those that are retired.
    """
    found = {template.key: template for template in loading.bundled()}
    gone = set()
    for state, template in _held(portfolio):
        if state == "retired":
            gone.add(template.key)
        else:
            found[template.key] = template
    return tuple(template for key, template in found.items() if key not in gone)


def templates_of_lists(portfolio: Portfolio) -> tuple[Template, ...]:
    """Those that are filled in as lists; a round of a survey begins where its results are shown."""
    return tuple(template for template in templates(portfolio) if not template.survey)


def retired(portfolio: Portfolio) -> tuple[Template, ...]:
    """The templates that are offered no more."""
    return tuple(template for state, template in _held(portfolio) if state == "retired")


def in_use(portfolio: Portfolio, key: str) -> Template:
    """The template in use under a key. Raises UserError where there is none."""
    found = templates(portfolio)
    for template in found:
        if template.key == key:
            return template
    names = listed([template.key for template in found], "or")
    raise UserError(f"There is no checklist {key!r}.", f"Choose {names}.")


def by_digest(portfolio: Portfolio, digest: str) -> Template:
    """The template that a begun checklist keeps. Raises UserError where its text is gone."""
    text = portfolio.conn.value(
        "SELECT text FROM checklist_templates WHERE digest = ? AND state <> 'draft' LIMIT 1",
        (digest,),
    )
    if text is not None:
        return loading.template_of(str(text))
    for template in loading.bundled():
        if template.digest == digest:
            return template
    raise UserError(
        f"The template {digest[:12]}… is not in {portfolio.path.name} any more.",
        "Restore the newest backup; its questions can't be shown without it.",
    )


def keep(portfolio: Portfolio, template: Template) -> str:
    """Hold a template's text in the portfolio for ever (inside a change); its digest."""
    held = portfolio.conn.value(
        "SELECT 1 FROM checklist_templates WHERE digest = ? AND state <> 'draft' LIMIT 1",
        (template.digest,),
    )
    if held is None:
        with portfolio.change(f"Keep version {template.version} of {template.name}"):
            _add(portfolio, template, "kept")
    return template.digest


def save(portfolio: Portfolio, text: str, today: date) -> Template:
    """Take a text in use as a new version of its template, as one change.

    Its version becomes the highest of its key and one more. Raises UserError with the first fault
    of the text; then nothing is changed. A text that says what is in use already changes nothing.
    """
    faults = loading.errors(text, "The template")
    if faults:
        others = len(faults) - 1
        verb = "is" if others == 1 else "are"
        more = f" There {verb} {counted(others, 'more fault')}." if others else ""
        raise UserError(faults[0] + more, "Correct it; nothing was changed.")
    told = loading.template_of(text)
    now = next((one for one in templates(portfolio) if one.key == told.key), None)
    if now is not None and _same(now, told):
        return now
    from models.checklist.editing import set_version

    version = _highest(portfolio, told.key) + 1
    made = _own(set_version(text, version))
    with portfolio.change(f"Save version {version} of {made.name}"):
        _set_aside(portfolio, made.key)
        _add(portfolio, made, "in_use", today)
    return made


def retire(portfolio: Portfolio, key: str) -> None:
    """Offer a template no more, as one change; begun checklists go on with it.

    Raises UserError where it isn't offered.
    """
    template = in_use(portfolio, key)
    with portfolio.change(f"Retire {template.name}"):
        _put(portfolio, template, "retired")


def offer_again(portfolio: Portfolio, key: str) -> None:
    """Offer a retired template again, as one change. Raises UserError where it isn't retired."""
    found = records.find(portfolio, KeptTemplate, key=key, state="retired")
    if not found:
        raise UserError(f"The checklist {key!r} is not retired.", "Choose a retired one.")
    bundled = {template.digest for template in loading.bundled()}
    with portfolio.change(f"Offer {found[-1].name} again"):
        for one in found:
            state = "kept" if one.digest in bundled else "in_use"
            records.update(portfolio, KeptTemplate, one.id, state=state)


def back_to_bundled(portfolio: Portfolio, key: str) -> None:
    """Use the bundled template in place of the portfolio's own, as one change.

    Raises UserError where none is bundled under the key.
    """
    bundled = next((one for one in loading.bundled() if one.key == key), None)
    if bundled is None:
        raise UserError(f"No checklist {key!r} is bundled.", "Retire it where it isn't wanted.")
    with portfolio.change(f"Use {bundled.name} as it is bundled"):
        _set_aside(portfolio, key)


def _held(portfolio: Portfolio) -> list[tuple[str, Template]]:
    rows = portfolio.conn.rows(
        "SELECT state, text, digest FROM checklist_templates WHERE state IN ('in_use', 'retired')"
        " ORDER BY version, id"
    )
    bundled = {template.digest for template in loading.bundled()}
    return [
        (state, loading.template_of(text) if digest in bundled else _own(text))
        for state, text, digest in rows
    ]


@lru_cache(maxsize=64)
def _own(text: str) -> Template:
    """The same text gives the same object, by which pages keep what they made of it."""
    return replace(loading.template_of(text), own=True)


def _set_aside(portfolio: Portfolio, key: str) -> None:
    for one in records.find(portfolio, KeptTemplate, key=key):
        if one.state in ("in_use", "retired"):
            records.update(portfolio, KeptTemplate, one.id, state="kept")


def _put(portfolio: Portfolio, template: Template, state: str) -> None:
    held = records.find(portfolio, KeptTemplate, digest=template.digest)
    found = [one for one in held if one.state != "draft"]
    if found:
        records.update(portfolio, KeptTemplate, found[0].id, state=state)
    else:
        _add(portfolio, template, state)


def _add(portfolio: Portfolio, template: Template, state: str, day: date | None = None) -> None:
    kept = KeptTemplate(
        derived_id("checklist_templates", template.digest),
        template.key,
        template.version,
        template.name,
        template.digest,
        template.text,
        state,
        day,
    )
    records.add(portfolio, kept)


def _highest(portfolio: Portfolio, key: str) -> int:
    held = portfolio.conn.value(
        "SELECT max(version) FROM checklist_templates WHERE key = ? AND state <> 'draft'", (key,)
    )
    bundled = [one.version for one in loading.bundled() if one.key == key]
    return max(int(held or 0), *bundled, 0)


def _same(one: Template, other: Template) -> bool:
    """Whether two templates ask the same, whatever their version."""
    return all(
        getattr(one, name.name) == getattr(other, name.name)
        for name in fields(Template)
        if name.name not in ("version", "text", "digest", "own")
    )
