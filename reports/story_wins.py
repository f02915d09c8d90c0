"""What the page of wins and losses says: won of decided, the year before, what is not known."""

from collections.abc import Sequence
from datetime import date

from models.text import count_word, counted, listed, money_said, number, sentence
from reports.figures import Figures, sum_of
from reports.figures_pipeline import Decided, closed, decided, loss_reasons, reasons, together
from reports.story_pipeline import FEW


def wins_title(figures: Figures) -> str:
    won, every = figures.win_rate
    when = figures.closed_said
    amount = money_said(sum_of(closed(figures, "wins")).total, figures.currency)
    if not every:
        return f"No deal was decided in {when}"
    if not won:
        return f"No deal was won in {when}; {counted(every, 'deal')} {_was(every)} lost"
    if won == every:
        some = "The one deal" if won == 1 else f"All {count_word(won)} deals"
        return f"{some} decided in {when} {_was(won)} won: {amount}"
    part = _capital(count_word(won))
    return f"{part} of {count_word(every)} deals decided in {when} {_was(won)} won: {amount}"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def wins_support(
    found: Sequence[Decided], before: Sequence[Decided] | None, figures: Figures
) -> str:
    """What was won against the year before, and what has been won since the days that count."""
    said = []
    if before is None:
        said.append("nothing is on record for the year before to hold it against")
    else:
        pairs = zip(found, before, strict=True)
        counting = [(now, then) for now, then in pairs if now.quarter.first <= _last(figures)]
        now = together(one.won for one, _ in counting).total
        then = together(one.won for _, one in counting).total
        if not then:
            said.append("no win is on record for the same quarters a year before")
        elif now != then:
            more = "more" if now > then else "less"
            apart = money_said(abs(now - then), figures.currency)
            said.append(f"that is {apart} {more} than in the same quarters a year before")
        else:
            said.append("that is as much as in the same quarters a year before")
    since = together(one.won for one in found if one.quarter.first > _last(figures))
    if since.deals:
        amount = money_said(since.total, figures.currency)
        more_deals = counted(since.deals, "more deal")
        said.append(f"since then {more_deals} {_was(since.deals)} won: {amount}")
    return sentence("; ".join(said))


def _last(figures: Figures) -> date:
    return figures.closed_days[1]


def rate_said(figures: Figures) -> tuple[str, str]:
    """The win rate with the deals that it rests on; too few of them make none."""
    won, every = figures.win_rate
    if every < FEW:
        return "–", f"Not enough data: {counted(every, 'decided deal')}"
    return f"{won * 100 // every}%", f"{number(won)} of {number(every)} decided deals"


def unrecorded(figures: Figures) -> str:
    """What is not told, since it is nowhere recorded."""
    lacking = []
    lost = {one.deal.id for one in closed(figures, "losses")}
    if lost and not lost & {*loss_reasons(figures)} and not reasons(figures, decided(figures)):
        lacking.append("why deals were lost")
    if not figures.facts.background.references:
        lacking += ["references", "renewals"]
    if not lacking:
        return ""
    said = listed(lacking)
    verb = "is" if len(lacking) == 1 and lacking[0].startswith("why") else "are"
    them = "it" if verb == "is" else "them"
    return f"{said[:1].upper()}{said[1:]} {verb} not recorded, so nothing is said of {them}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
