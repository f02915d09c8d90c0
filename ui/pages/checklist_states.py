"""How the states of a checklist's items look: the same icon and ink wherever they are shown."""

from models.checklist.states import STATE_WORDS

# state: icon, ink (a token role), tone of a pill
LOOKS = {
    "not_started": ("circle", "text_3", "no_data"),
    "in_progress": ("circle-dashed", "accent", "accent"),
    "in_review": ("eye", "accent", "accent"),
    "met": ("circle-check", "met", "met"),
    "not_met": ("circle-arrow-down", "short", "short"),
    "waived": ("badge-check", "text_2", "plain"),
    "expired": ("clock", "at_risk", "at_risk"),
}


def pill_of(state: str) -> tuple[str, str, str]:
    """Words, tone and icon of a state's pill."""
    icon, _, tone = LOOKS[state]
    return STATE_WORDS[state], tone, icon
