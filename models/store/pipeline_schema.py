"""The tables beside the deals: known names, snapshots, kept findings, partners' lists."""

from models.store.tables import DATA, MAYBE_DAY, TEXT, number, of, of_partner, table, text

# A name that a person has said to be a partner's, or not to be. Deals carry the id of the import
# that wrote them last and of an offering; both may outlive what they name, so neither is a key.
TABLES = "".join((
    of_partner("aliases", "by_name (name_key)", name=TEXT, name_key=TEXT, verdict=text("same")),
    # What all deals were on one day: counts for the course of time, `content` for what moved.
    table("snapshots", "by_day (on_date)",
        on_date=TEXT, reason=TEXT, made_at=TEXT, import_id=number(), deals=number(),
        open_deals=number(), clean_deals=number(), findings=text("{}"), content=DATA,
    ),
    # A hygiene finding that a person has looked at and keeps as it is.
    table("kept_findings", "by_deal (deal_id)",
        deal_id=of("deals"), rule=TEXT, reason=text(), on_date=TEXT, until_on=MAYBE_DAY,
    ),
    # The partner's own list of deals, as of the day it was given; it never counts for a tier.
    of_partner("partner_deals", "by_partner (partner_id, listed_on)",
        listed_on=TEXT, name=text(), customer=text(), deal_id=text(), status=text("open"),
        close_date=MAYBE_DAY, partner_minor=number(), services_minor=number(), tcv_minor=number(),
        currency=text("USD"), stage=text(), next_step=text(), source=text(), source_line=number(),
        import_id=number(),
    ),
    # One list of a partner's, with the figures of the day on which it came in.
    of_partner("partner_lists", "by_partner (partner_id, listed_on)",
        listed_on=TEXT, file=text(), import_id=number(), theirs=number(), known=number(),
        agreed=number(), ours=number(), named=number(), ours_minor=number(), named_minor=number(),
        currency=text(),
    ),
    # What a person has said of a deal in the partner's list: which of ours it is, or that it is
    # none.
    table("ledger_marks", "by_deal (partner_deal_id)",
        partner_deal_id=of("partner_deals"), deal_id=number(), mark=TEXT, note=text(),
        on_date=TEXT,
    ),
    # A deal that the partner says is missing from ours, with what became of it.
    of_partner("omissions", "by_partner (partner_id, state)",
        partner_deal_id=number(), deal_id=number(), name=text(), customer=text(),
        status=text("open"), close_date=MAYBE_DAY, partner_minor=number(),
        services_minor=number(), tcv_minor=number(), currency=text("USD"), reason=text(),
        state=text("flagged"), flagged_on=TEXT, decided_on=MAYBE_DAY, decided_by=text(),
        decision=text(),
    ),
))  # fmt: skip
