"""The tables about packs: those issued, how each partner's are wanted, the partners' logos."""

from models.store.tables import DATA, MAYBE_DATA, TEXT, number, of_partner, text

# A pack that was issued keeps the facts it was made from (compressed JSON), the digest of its
# file and the version of the product, so that it can be made again and told from a changed copy.
TABLES = "".join((
    of_partner("packs",
        pack_id=TEXT, kind=text("full"), edition=TEXT, as_of=TEXT, title=text(), pages=number(),
        program_version=text(), product_version=text(), digest=text(), facts=MAYBE_DATA,
        file=text(), made_at=TEXT,
    ),
    # How a partner's pack of one kind is wanted, as JSON (models.pack_plan), without the logo.
    # Ids here and of logos are made of the partner's, so that there is one of each.
    of_partner("pack_plans", kind=TEXT, edition=text("internal"), plan=TEXT),
    of_partner("logos", image=DATA),
))  # fmt: skip
