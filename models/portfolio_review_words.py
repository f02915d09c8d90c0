"""What the review of all partners says, in sentences: the screen and the paper say the same."""

from models.portfolio_review import Member, Review
from models.text import compact_money, counted, day_text, money_said, number, sentence

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def ladder_title(found: Review) -> str:
    """Who holds a tier, and whether that will stay so."""
    count = len(found.members)
    if not count:
        return "No partner takes part in the program yet"
    held = count - found.held.get("", 0)
    verb = "holds" if held == 1 else "hold"
    told = f"{_of(held, found)} {verb} a tier"
    return sentence(f"{told}{_given(found)}").rstrip(".")


def _given(found: Review) -> str:
    """What the records give beside what is held, as the end of a sentence."""
    rising, falling = len(found.rising), len(found.falling)
    if len(found.members) == 1:
        more, less = "; its records give more", "; its records give less"
    else:
        more, less = (
            f"; the records give {_said(rising)} more",
            f"; the records give {_said(falling)} less",
        )
    if rising and falling:
        return f"; the records give {_said(rising)} of them more and {_said(falling)} less"
    return more if rising else less if falling else ", as the records give it"


def ladder_support(found: Review) -> str:
    """What they stand for together."""
    terms, said = found.terms, []
    if terms.amount:
        said.append(
            f"Together {money_said(found.total, terms.currency)} {terms.tcv_label},"
            f" {money_said(found.pipeline, terms.currency)} of it open pipeline."
        )
    if found.outside:
        be = "does" if found.outside == 1 else "do"
        said.append(f"{counted(found.outside, 'other partner')} {be} not take part.")
    return " ".join(said)


def movers_title(found: Review) -> str:
    """Who would move at a decision on this day."""
    rising, falling = found.rising, found.falling
    if not rising and not falling:
        return "Every partner holds what its records give"
    told = []
    if rising:
        told.append(_named(rising, "would rise"))
    if falling:
        told.append(_named(falling, "would fall"))
    return sentence(" and ".join(told)).rstrip(".")


def movers_support(found: Review) -> str:
    if found.since is None:
        return "No earlier day was kept to compare with."
    return f"{found.terms.tcv_label} as it was known on {day_text(found.since)} and is now."


def grid_title(found: Review) -> str:
    """What most of them lack."""
    if not found.members:
        return "There is nothing to compare yet"
    if not found.lacked:
        return "No partner lacks anything for the tier it aims for"
    first = found.lacked[0]
    label, count = found.terms.criterion(first.criterion).label, len(first.partners)
    level = sum(len(one.partners) == count for one in found.lacked) - 1
    if level:
        others = f"{_said(level)} other {'criterion' if level == 1 else 'criteria'}"
        return f"{label} and {others} are each lacked by {_of(count, found)}"
    lack = "lacks" if count == 1 else "lack"
    return f"{label} is what most stand short of: {_of(count, found)} {lack} it"


def grid_support(found: Review) -> str:
    near = [member for member in found.members if len(member.gaps) == 1]
    if not near:
        return "Each partner against the tier that comes next for it."
    verb = "is" if len(near) == 1 else "are"
    return (
        "Each partner against the tier that comes next for it;"
        f" {_said(len(near))} {verb} one criterion away."
    )


def lacked_said(found: Review, count: int) -> str:
    """How many lack a criterion, as a cell has it."""
    return f"{number(count)} of {number(len(found.members))}"


def lacks(member: Member, found: Review) -> str:
    """What stands between a partner and the tier it aims for, in few words."""
    if not member.gaps:
        return "Nothing is missing" if member.at_top else "Every criterion is met"
    labels = [found.terms.criterion(key).label for key in member.gaps]
    more = f" and {counted(len(labels) - 1, 'other')}" if len(labels) > 1 else ""
    return f"{labels[0]}{more}"


def moved_said(member: Member, found: Review) -> str:
    """What Aggregate TCV gained or lost, with its sign."""
    if member.moved is None:
        return "–"
    sign = "+" if member.moved > 0 else "−" if member.moved < 0 else "±"
    return f"{sign}{compact_money(abs(member.moved), found.terms.currency)}"


def tier_label(key: str, found: Review) -> str:
    return found.terms.label(key) if key else "None"


def _named(members: tuple[Member, ...], verb: str) -> str:
    if len(members) == 1:
        return f"{members[0].name} {verb}"
    return f"{_said(len(members))} partners {verb}"


def _of(count: int, found: Review) -> str:
    whole = len(found.members)
    partners = "partner" if whole == 1 else "partners"
    if count == whole:
        return f"all {_said(whole)} {partners}" if whole > 1 else "the only partner"
    return f"{_said(count)} of {_said(whole)} {partners}"


def _said(count: int) -> str:
    """A count in a sentence: in letters up to nine."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else number(count)
