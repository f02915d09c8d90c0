"""The tables about packs: those issued, how each partner's are wanted, the partners' logos."""

# A pack that was issued keeps the facts it was made from (compressed JSON), the digest of its
# file and the version of the product, so that it can be made again and told from a changed copy.
TABLES = """
CREATE TABLE packs (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    pack_id TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'full',
    edition TEXT NOT NULL,
    as_of TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    pages INTEGER NOT NULL DEFAULT 0,
    program_version TEXT NOT NULL DEFAULT '',
    product_version TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    facts BLOB,
    file TEXT NOT NULL DEFAULT '',
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX packs_by_partner ON packs (partner_id);

-- How a partner's pack of one kind is wanted, as JSON (models.pack_plan), without the logo.
-- Ids here and of logos are made of the partner's, so that there is one of each.
CREATE TABLE pack_plans (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    edition TEXT NOT NULL DEFAULT 'internal',
    plan TEXT NOT NULL
) STRICT;
CREATE INDEX pack_plans_by_partner ON pack_plans (partner_id);

CREATE TABLE logos (
    id INTEGER PRIMARY KEY NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id) ON DELETE CASCADE,
    image BLOB NOT NULL
) STRICT;
CREATE INDEX logos_by_partner ON logos (partner_id);
"""
