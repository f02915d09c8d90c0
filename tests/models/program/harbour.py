"""A third program for tests: two tiers, counts, yes and no and ages of papers, and no money."""

from datetime import date

from models.program.loading import program_of
from models.store.portfolio import Portfolio
from models.store.programs import choose_program
from models.store.versions import adopt, draft

NAME = "Harbour Circle"


def _asks(pilot: str, deckhand: str, clause: str) -> str:
    """One row: what each tier asks, nothing where it is blank."""
    told = ["[[criteria.rows]]", "from = 2020-01-01"]
    for key, value in (("pilot", pilot), ("deckhand", deckhand), ("ashore", "")):
        asked = (
            f'obligation = "required", value = {value}' if value else 'obligation = "not_required"'
        )
        told.append(f'{key} = {{ {asked}, clause = "{clause}" }}')
    return "\n".join(told)


TEXT = f"""
name = "{NAME}"
version = "one"
from = 2020-01-01
notice = 2019-10-01
currency = "CHF"
interpretations = []
geographies = [{{ name = "Coast", clause = "H01" }}]

[[tiers]]
key = "pilot"
label = "Pilot"
alias = ""
rank = 1
clause = "H02"

[[tiers]]
key = "deckhand"
label = "Deckhand"
alias = ""
rank = 2
clause = "H02"

[outside]
key = "ashore"
label = "Ashore"
alias = ""
clause = "H02"

[measure]
program_year = [{{ from = 2020-01-01, value = "calendar", clause = "H03" }}]
wins = [{{ from = 2020-01-01, value = {{ trailing_months = 12 }}, clause = "H03" }}]
losses = [{{ from = 2020-01-01, value = {{ trailing_months = 12 }}, clause = "H03" }}]
losses_count = [{{ from = 2020-01-01, value = false, clause = "H03" }}]
pipeline_quarters = [{{ from = 2020-01-01, value = 0, clause = "H03" }}]
exclude_without_services = [{{ from = 2020-01-01, value = false, clause = "H03" }}]
measurement_day = [{{ from = 2020-01-01, value = 20, clause = "H03" }}]
board_prerequisites_day = [{{ from = 2020-01-01, value = "measurement_day", clause = "H03" }}]

[[criteria]]
id = "crews"
label = "Customers won"
kind = "count"
class = "requirement"
clause = "H04"
counts = "customers"
of = ["won"]
window = {{ trailing_months = 24 }}
unit = ["customer", "customers"]
said = "{{n}} won in two years"
none = "No customer won in two years"

{_asks("3", "1", "H04")}
[[criteria]]
id = "helm"
label = "Trained at the helm"
kind = "count"
class = "prerequisite"
clause = "H05"
counts = "people_trained"
of = ["engineering"]
months = 18
unit = ["person", "people"]
said = "{{n}} trained at the helm"
none = "Nobody trained at the helm"

{_asks("4", "2", "H05")}
[[criteria]]
id = "charter"
label = "Charter"
kind = "yes_no"
class = "prerequisite"
clause = "H06"
counts = "agreement"
of = ["program_agreement"]
yes = "The charter is signed"
no = "The charter is not signed"

{_asks("true", "true", "H06")}
[[criteria]]
id = "years"
label = "Time aboard"
kind = "count"
class = "prerequisite"
clause = "H07"
counts = "membership_months"
unit = ["month", "months"]
said = "Aboard for {{n}}"
none = "Not aboard for a month yet"

{_asks("24", "", "H07")}
[products]
complete = false
names = []
clause = "H08"

[[benefits]]
id = "berth"
group = "Harbour"
label = "A berth of its own"
on = true

[[benefits.rows]]
from = 2020-01-01
clause = "H09"
pilot = "included"
deckhand = "not_included"
ashore = "not_included"
"""


def run_by(portfolio: Portfolio, text: str = TEXT) -> None:
    """Let the portfolio hold the program, and run by it."""
    head = program_of(text)
    adopt(portfolio, draft(portfolio, text, head.notice_on or date(2019, 10, 1)).id)
    choose_program(portfolio, head.name)
