"""Partners, contacts, offerings and trainings of a file against those that are known."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from models.intake.integration_lists import COLUMNS as INTEGRATION
from models.intake.integration_lists import IntegrationLists
from models.intake.ledger import Changed, Key, Ledger, Tally, Values, differences, worst
from models.intake.partners_known import Partners
from models.names import fold
from models.partner import AGREEMENT_KINDS, RESALE
from models.store import apply
from models.store.apply import Batch
from models.store.portfolio import Portfolio

Said = Mapping[str, Any]

_FACTS = ("free_training", "shield_sponsorship", "deal_registration")
_PARTNER = (
    "region", "notes", "nomination", "investments", "candidate_on", "invited_on",
    "invitation_accepted_on", "removed_on", *_FACTS,
)  # fmt: skip
_CONTACT = ("partner_id", "name", "role", "side", "email", "phone", "since", "until")
_OFFERING = (
    "partner_id", "name", "standard", "worldwide", "geographies", "available_from", "services",
)  # fmt: skip
_TRAINING = ("partner_id", "person", "kind", "course", "completed_on")
_AGREEMENT = ("partner_id", "kind", "signed_on", "expires_on")
_PARTNERS_SIDE = "partner"


class Records:
    """Takes in the rows of any kind but deals, and holds what is to be written."""

    def __init__(self, kind: str, portfolio: Portfolio, partners: Partners) -> None:
        self.kind = kind
        self.tally = Tally()
        self._portfolio = portfolio
        self._partners = partners
        self._ledgers: dict[str, Ledger] = {}
        table = "agreements" if kind == "partners" else kind
        self._ledgers[table] = self._open(table)
        self._facts: dict[int, Values] = {}
        if kind == "partners":
            self._facts = {row[0]: row[1:] for row in apply.known(portfolio, "partners", _PARTNER)}
            self._lists = IntegrationLists(apply.known(portfolio, "integrations", INTEGRATION))
        self._written_facts: dict[int, Values] = {}
        self._facts_before: dict[int, Values] = {}
        self._changed_rows: dict[int, list[int]] = {}

    def put(self, line: int, said: Said) -> None:
        """Take in what a row says."""
        partner_id: int = said["partner"]
        if self.kind == "partners":
            outcome, changes = self._put_partner(line, partner_id, said)
            what = self._partners.named(partner_id)[0]
        else:
            values, what = self._values(said)
            outcome, changes = self._ledgers[self.kind].put((partner_id, *values), line, what)
        if outcome == "changed":
            whose = partner_id if self.kind == "partners" else changes[0].record_id
            self._changed_rows.setdefault(whose, []).append(line)
        self.tally.add(outcome, changes)
        self.tally.note(line, outcome)
        if outcome == "same":
            self.tally.repeat(line, partner_id, what)

    def close(self) -> None:
        """After the last row: what the file leaves as it was before it is the same after all."""
        dropped = set[int]()
        for ledger in self._ledgers.values():
            dropped |= ledger.drop_unchanged()
        for id_, old in self._facts_before.items():
            if self._written_facts[id_] == old:
                del self._written_facts[id_]
                dropped.add(id_)
        if self.kind == "partners":
            dropped |= self._lists.drop_unchanged()
            moved = self._lists.changed | set(self._written_facts)
            for ledger in self._ledgers.values():
                moved |= {values[0] for values in ledger.written.values()}
            settled = self._changed_rows.keys() - moved
        else:
            settled = self._changed_rows.keys() & dropped
        lines = [line for id_ in settled for line in self._changed_rows[id_]]
        self.tally.take_back(lines, dropped)

    def batches(self) -> Iterator[Batch]:
        """What is to be written, beside the names of new partners."""
        if self._written_facts:
            rows = [
                (id_, *self._partners.named(id_), *values)
                for id_, values in self._written_facts.items()
            ]
            yield Batch("partners", ("name", "name_key", *_PARTNER), len(rows), rows)
        for table, ledger in self._ledgers.items():
            if ledger.written:
                rows = [(id_, *values) for id_, values in ledger.written.items()]
                yield Batch(table, ledger.columns, len(rows), rows)
        if self.kind == "partners":
            yield from self._lists.batches()

    def _values(self, said: Said) -> tuple[Values, str]:
        """A row's values in the order of its table's columns, without the partner."""
        if self.kind == "contacts":
            return (
                said["name"], said["role"], said["contact_side"] or _PARTNERS_SIDE,
                said["email"] or None,
                said["phone"] or None, said["since"], said["until"],
            ), said["name"]  # fmt: skip
        if self.kind == "offerings":
            geographies = said["geographies"]
            return (
                said["offering"], said["standard"], said["worldwide"],
                _json(geographies) if geographies else None, said["available_from"],
                _services(said["host_services"]),
            ), said["offering"]  # fmt: skip
        values = (said["person"], said["kind"], said["course"] or None, said["completed_on"])
        return values, said["person"]

    def _put_partner(
        self, line: int, partner_id: int, said: Said
    ) -> tuple[str, tuple[Changed, ...]]:
        name = self._partners.named(partner_id)[0]
        values = tuple(said[column] if said[column] != "" else None for column in _PARTNER)
        known = self._facts.get(partner_id)
        base = ("", "", "", "", None, None, None, None, 0, 0, 0) if known is None else known
        new = tuple(b if value is None else value for value, b in zip(values, base, strict=True))
        outcomes = ["new" if known is None else "same" if known == new else "changed"]
        changes: list[Changed] = []
        if known != new:
            if known is not None and partner_id not in self._written_facts:
                self._facts_before[partner_id] = known
            self._facts[partner_id] = self._written_facts[partner_id] = new
            if known is not None:
                fields = differences(_PARTNER, known, new)
                changes.append(Changed(line, partner_id, name, fields))
        papers = [
            (partner_id, kind, said[f"{kind}_signed_on"], said[f"{kind}_expires_on"])
            for kind in AGREEMENT_KINDS
        ]
        for paper in papers:
            if paper[2] or paper[3]:
                outcome, found = self._ledgers["agreements"].put(paper, line, name)
                # A row is new only where its partner is; a paper added to a known one changes it.
                outcomes.append("changed" if outcome == "new" else outcome)
                changes += found
        if products := said["software_integrations"]:
            key = self._partners.keys[partner_id]
            found = self._lists.put(partner_id, key, products, line, name)
            outcomes.append("changed" if found else "same")
            changes += found if known is not None else ()
        return worst(outcomes), tuple(changes)

    def _open(self, table: str) -> Ledger:
        columns, blank, key = self._shapes()[table]
        rows = apply.known(self._portfolio, table, columns)
        if table == "agreements":
            # Of several papers of a kind the newest is meant, as on the partner's page.
            rows = iter(sorted(rows, key=lambda row: (row[3] or "", row[0]), reverse=True))
        return Ledger(table.removesuffix("s"), table, columns, rows, key, blank)

    def _shapes(self) -> dict[str, tuple[tuple[str, ...], Values, Key]]:
        """Per table its columns, what a new record has where a row is blank, and its key."""
        partner = self._partners.keys

        def join(*parts: Any) -> str:
            return "\x1f".join(str(part or "") for part in parts)

        def contact(v: Values) -> str:
            who = f"@{fold(v[4])}" if v[4] else fold(v[1])
            # Whoever is on the host's side is somebody else, whatever the name.
            side = () if v[3] in ("", _PARTNERS_SIDE) else (v[3],)
            return join(partner[v[0]], v[2], who, v[6], *side)

        return {
            "contacts": (
                _CONTACT, (0, "", "", _PARTNERS_SIDE, "", "", None, None), contact
            ),
            "offerings": (
                _OFFERING,
                (0, "", 0, 0, "[]", None, ""),
                lambda v: join(partner[v[0]], fold(v[1])),
            ),
            "trainings": (
                _TRAINING,
                (0, "", "", "", None),
                lambda v: join(partner[v[0]], fold(v[1]), v[2], fold(v[3]), v[4]),
            ),
            "agreements": (
                _AGREEMENT, (0, "", None, None), lambda v: join(partner[v[0]], v[1])
            ),
        }  # fmt: skip


def _services(said: str) -> str | None:
    """The services as they are kept; None, which leaves alone, where the row is silent."""
    return ("none" if said == RESALE else said) or None


def _json(values: tuple[str, ...]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
