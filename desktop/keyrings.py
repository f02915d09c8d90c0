"""The system's keyring: it keeps the key of a portfolio where a person asked for that.

Nothing here is loaded or asked before that. What is kept is the key, not the passphrase, so a
passphrase that is used elsewhere too is not in it; a new passphrase makes what is kept worthless.
"""

from pathlib import Path

from models.errors import UserError
from models.store import keys

_SERVICE = "Alliance Desk"


def available() -> bool:
    """Whether this computer has a keyring at all; many have none, and nothing needs one."""
    from keyring import get_keyring
    from keyring.backends import fail, null

    try:
        return not isinstance(get_keyring(), fail.Keyring | null.Keyring)
    except Exception:  # noqa: BLE001 - whatever a foreign service raises, it is not there
        return False


def keep(key: keys.Key) -> None:
    """Keep a key. Raises UserError where the keyring refuses."""
    import keyring

    try:
        keyring.set_password(_SERVICE, key.salt.hex(), key.raw.hex())
    except Exception as fault:
        raise UserError(
            "The keyring of this computer did not take the key.",
            "The portfolio is open; its passphrase will be asked for again.",
        ) from fault


def kept(path: Path) -> keys.Key | None:
    """The key of a protected file, where the keyring has it."""
    import keyring

    salt = keys.head_of(path)[: keys.SALT]
    try:
        found = keyring.get_password(_SERVICE, salt.hex())
        return keys.Key(bytes.fromhex(found), salt) if found else None
    except Exception:  # noqa: BLE001 - a keyring that is locked or broken: the person is asked
        return None


def drop(salt: bytes) -> None:
    """Take a key out of the keyring; nothing happens where it is not in it."""
    import keyring

    try:
        keyring.delete_password(_SERVICE, salt.hex())
    except Exception:  # noqa: BLE001 - it was not in it, or the keyring is gone
        return
