"""Field readiness kits and solution briefs: what one still lacks of its four blocks (C086)."""

from collections.abc import Sequence

from models.errors import UserError
from models.governance.advocacy import Brief
from models.text import counted, listed, lower_first

# Its four blocks, in the order in which a program names what a benefit has to hold.
BLOCKS = (
    ("partner_value", "Partner’s value proposition"),
    ("host_value", "Host’s value proposition"),
    ("joint_value", "Joint value proposition"),
    ("outcomes", "Client outcomes"),
)
KIND = {"kit": "Field readiness kit", "brief": "Solution brief"}


def lacking(brief: Brief) -> tuple[str, ...]:
    """The names of the blocks that are blank."""
    return tuple(word for name, word in BLOCKS if not str(getattr(brief, name)).strip())


def held(brief: Brief) -> int:
    """How many of the four blocks it has."""
    return len(BLOCKS) - len(lacking(brief))


def state_words(brief: Brief) -> str:
    """How it stands: "Draft, 3 of 4 blocks", "Complete draft", "Published"."""
    if brief.state == "published":
        return "Published"
    count = held(brief)
    return "Complete draft" if count == len(BLOCKS) else f"Draft, {count} of {len(BLOCKS)} blocks"


def require_complete(brief: Brief) -> None:
    """Raises UserError for one that still lacks something."""
    missing = [lower_first(word) for word in lacking(brief)]
    if missing:
        raise UserError(
            f"“{brief.title}” still lacks {counted(len(missing), 'block')}: {listed(missing)}.",
            "Write what is missing, then publish it.",
        )


def text(brief: Brief) -> str:
    """The brief as plain text; what is blank stays away."""
    parts = [f"{KIND.get(brief.kind, brief.kind)}: {brief.title}"]
    for name, word in BLOCKS:
        told = str(getattr(brief, name)).strip()
        if told:
            parts.append(f"{word}\n{told}")
    return "\n\n".join(parts) + "\n"


def parts_of(brief: Brief, names: Sequence[str]) -> tuple[str, ...]:
    """The names that a program gives to the blocks which it has, in the program's order."""
    has = [bool(str(getattr(brief, name)).strip()) for name, _ in BLOCKS]
    return tuple(word for word, there in zip(names, has, strict=False) if there)
