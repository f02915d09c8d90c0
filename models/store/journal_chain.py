"""What binds each entry of the journal to all before it: one changed or taken out breaks it."""

# What an entry says for good; its state changes when it is undone.
BOUND = ("id", "kind", "label", "at", "who", "device", "undoes", "changeset")


def link(before: bytes, *entry: object) -> bytes:
    """The digest of an entry, given as BOUND names its columns, and of the one before it."""
    from hashlib import sha256  # not at the start: it loads OpenSSL

    made = sha256(before)
    for cell in entry:
        data = cell if isinstance(cell, bytes) else repr(cell).encode()
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.digest()
