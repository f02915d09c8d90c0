"""What a form carries of itself: where it belongs, what it asked, what it said when it left."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.checklist.filled import Filled
from models.checklist.sending import PARTS, Question, Sending, part_text
from models.checklist.template import KINDS, Choice, Item
from models.errors import UserError

PRODUCT = "Alliance Desk checklist form"
FORMAT = 1
_MOST_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a form: enough of its item to read an answer, and its values as exported."""

    item: Item
    sent: Mapping[str, str]

    def shown(self, part: str) -> str:
        """What stood in the field when the form left."""
        return part_text(self.item, part, self.sent[part])


@dataclass(frozen=True, slots=True)
class Identity:
    """Which form this is; `items` are its open questions by item key, in their order."""

    kind: str
    form_id: str
    portfolio_id: str
    partner_id: int
    partner: str
    template: str
    version: int
    digest: str
    period: str
    edition: str
    exported_at: str
    currency: str
    items: Mapping[str, Asked]

    @property
    def exported_on(self) -> date:
        return date.fromisoformat(self.exported_at[:10])


def identity_of(filled: Filled, sending: Sending, asked: Sequence[Question], kind: str) -> Identity:
    """The identity of a form that is about to leave."""
    return Identity(
        kind,
        sending.form_id,
        sending.portfolio_id,
        filled.partner_id,
        filled.partner,
        filled.template.key,
        filled.template.version,
        filled.template.digest,
        filled.period,
        sending.edition,
        sending.exported_at,
        filled.currency,
        {one.item.key: Asked(one.item, one.sent) for one in asked if one.open},
    )


def to_json(identity: Identity) -> str:
    """The identity as text, the same for the same form."""
    told = {
        "product": PRODUCT,
        "format": FORMAT,
        "kind": identity.kind,
        "form": identity.form_id,
        "portfolio": identity.portfolio_id,
        "partner_id": identity.partner_id,
        "partner": identity.partner,
        "template": identity.template,
        "version": identity.version,
        "digest": identity.digest,
        "period": identity.period,
        "edition": identity.edition,
        "exported_at": identity.exported_at,
        "currency": identity.currency,
        "items": {
            key: {
                "asks": asked.item.asks,
                "kind": asked.item.kind,
                "unit": asked.item.unit,
                "choices": [[choice.key, choice.label] for choice in asked.item.choices],
                "sent": dict(asked.sent),
            }
            for key, asked in identity.items.items()
        },
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def packed(identity: Identity) -> str:
    """The identity in signs that every spreadsheet program keeps as they are."""
    return base64.b64encode(zlib.compress(to_json(identity).encode())).decode("ascii")


def unpacked(text: str, name: str) -> Identity:
    """What `packed` wrote. Raises UserError where it is damaged."""
    try:
        data = base64.b64decode(text, validate=True)
        told = zlib.decompressobj().decompress(data, _MOST_BYTES).decode()
    except (ValueError, zlib.error):
        told = ""
    return from_json(told, name)


def from_json(text: str, name: str) -> Identity:
    """The identity that a file carries. Raises UserError where it is damaged or of a later format.

    What comes from outside is checked: an item of an unknown kind, or a value that no field could
    have shown, is damage.
    """
    damaged = UserError(
        f"{name} is damaged: what it says of itself can't be read.",
        "Ask for the form once more, or send a new one.",
    )
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise damaged from fault
    if not isinstance(told, dict) or told.get("product") != PRODUCT:
        raise damaged
    if told.get("format") != FORMAT:
        raise UserError(
            f"{name} was made by a newer version of Alliance Desk.", "Update Alliance Desk first."
        )
    try:
        items = {str(key): _asked(str(key), said) for key, said in told["items"].items()}
        datetime.fromisoformat(told["exported_at"])
        texts = [
            told[key]
            for key in (
                "kind", "form", "portfolio", "partner", "template", "digest", "period", "edition",
                "exported_at", "currency",
            )
        ]  # fmt: skip
        if not all(isinstance(one, str) for one in texts) or not texts[1]:
            raise damaged
        kind, form, portfolio, partner, template, digest, period, edition, at, currency = texts
        partner_id, version = int(told["partner_id"]), int(told["version"])
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as fault:
        raise damaged from fault
    return Identity(
        kind, form, portfolio, partner_id, partner, template, version, digest, period, edition, at,
        currency, items,
    )  # fmt: skip


def _asked(key: str, told: Mapping[str, object]) -> Asked:
    kind, choices, sent = told["kind"], told["choices"], told["sent"]
    if kind not in KINDS or not isinstance(choices, list) or not isinstance(sent, dict):
        raise ValueError(key)
    item = Item(
        key,
        str(told["asks"]),
        str(kind),
        unit=str(told["unit"]),
        choices=tuple(Choice(str(one), str(label)) for one, label in choices),
    )
    for part, value in sent.items():
        if part not in PARTS or not isinstance(value, str):
            raise ValueError(key)
        part_text(item, part, value)  # raises where no field could have shown it
    return Asked(item, {str(part): str(value) for part, value in sent.items()})
