"""How files were read before, kept for a user beside every portfolio: one TOML file each."""

from pathlib import Path

from models.errors import UserError


class KeptMappings:
    """Mappings by kind of list and headers, in a folder that only the user may read.

    A portfolio's own mapping comes before the one here; this is for the next portfolio.
    """

    def __init__(self, folder: Path) -> None:
        """The folder is made when there is something to keep."""
        self.folder = folder

    def find(self, kind: str, fingerprint: str) -> str:
        """The mapping as TOML; nothing where none is kept, or it can't be read."""
        from models.files import read_text

        try:
            return read_text(self._file(kind, fingerprint))
        except UserError:
            return ""

    def keep(self, kind: str, fingerprint: str, mapping: str) -> None:
        """Put a mapping in place of the one before it. Raises UserError."""
        from models.files import safe_save

        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as fault:
            raise UserError(
                f"The folder {self.folder} for mappings can't be made: {fault.strerror}.",
                "Check who may write there.",
            ) from fault
        target = self._file(kind, fingerprint)
        with safe_save(target, force=True, private=True) as part:
            part.write_text(mapping, encoding="utf-8")

    def forget(self, kind: str, fingerprint: str) -> bool:
        """Take a mapping away; whether there was one. Raises UserError."""
        target = self._file(kind, fingerprint)
        try:
            target.unlink()
        except FileNotFoundError:
            return False
        except OSError as fault:
            raise UserError(
                f"{target} can't be removed: {fault.strerror}.", "Check who may write there."
            ) from fault
        return True

    def _file(self, kind: str, fingerprint: str) -> Path:
        return self.folder / f"{kind} {fingerprint}.toml"
