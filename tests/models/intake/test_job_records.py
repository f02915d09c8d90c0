"""Importing partners, contacts, offerings and trainings, rule by rule of the import contract."""

from collections.abc import Callable
from datetime import date

import pytest

from models.errors import UserError
from models.intake.plan import Plan
from models.partner import (
    TRAINING_KINDS,
    Agreement,
    Contact,
    Integration,
    Offering,
    Partner,
    Training,
)
from models.store import records
from models.store.portfolio import Portfolio

Take = Callable[..., Plan]

PARTNERS = (
    "partner,program_agreement_signed_on,program_agreement_expires_on,nda_signed_on,free_training,"
    "shield_sponsorship,deal_registration,software_integrations,invited_on,"
    "invitation_accepted_on,region,notes"
)


def counts(plan: Plan) -> tuple[int, ...]:
    """Read, new, changed, same, rejected, skipped."""
    return plan.read, plan.new, plan.changed, plan.same, plan.rejected, plan.skipped


def test_every_column_of_a_partner_arrives(portfolio: Portfolio, take: Take) -> None:
    take(
        "partners",
        f"{PARTNERS}\nNorthwind,2025-01-01,2026-12-31,2025-02-02,yes,no,1,QRadar;Guardium,"
        '2025-03-03,2025-04-04,Europe,"first\nsecond"\n',
    )
    (partner,) = records.find(portfolio, Partner)
    assert (partner.name, partner.region, partner.notes) == ("Northwind", "Europe", "first\nsecond")
    assert (partner.free_training, partner.shield_sponsorship, partner.deal_registration) == (
        True,
        False,
        True,
    )
    assert partner.invited_on == date(2025, 3, 3)
    assert partner.invitation_accepted_on == date(2025, 4, 4)
    papers = {paper.kind: paper for paper in records.find(portfolio, Agreement)}
    assert papers.keys() == {"program_agreement", "nda"}
    assert papers["program_agreement"].signed_on == date(2025, 1, 1)
    assert papers["program_agreement"].expires_on == date(2026, 12, 31)
    assert papers["nda"].expires_on is None
    products = records.find(portfolio, Integration)
    assert sorted(product.product for product in products) == ["Guardium", "QRadar"]
    assert all(product.agreed for product in products)


def test_the_same_partners_twice_change_nothing(portfolio: Portfolio, take: Take) -> None:
    text = (
        f"{PARTNERS}\nNorthwind,2025-01-01,,2025-02-02,yes,,,QRadar,,,Europe,\n"
        "Tailspin,,,,,,,,,,,\n"
    )
    assert counts(take("partners", text)) == (2, 2, 0, 0, 0, 0)
    entry = portfolio.can_undo()
    assert counts(take("partners", text)) == (2, 0, 0, 2, 0, 0)
    assert portfolio.can_undo() == entry


def test_a_partner_alone_is_a_partner(portfolio: Portfolio, take: Take) -> None:
    assert counts(take("partners", "partner\nA\nB\n")) == (2, 2, 0, 0, 0, 0)
    assert counts(take("partners", f"{PARTNERS}\nC,,,,,,,,,,,\nTotal,,,,,,,,,,,\n")) == (
        1,
        1,
        0,
        0,
        0,
        1,
    )


def test_a_blank_leaves_a_known_value_alone(portfolio: Portfolio, take: Take) -> None:
    take("partners", f"{PARTNERS}\nA,2025-01-01,2026-01-01,,yes,yes,yes,X,2025-01-01,,Europe,n\n")
    before = (records.find(portfolio, Partner), records.find(portfolio, Agreement))
    assert counts(take("partners", f"{PARTNERS}\nA,,,,,,,,,,,\n")) == (1, 0, 0, 1, 0, 0)
    assert counts(take("partners", "partner\na\n")) == (1, 0, 0, 1, 0, 0)
    assert (records.find(portfolio, Partner), records.find(portfolio, Agreement)) == before


def test_what_a_partner_gains_changes_it(portfolio: Portfolio, take: Take) -> None:
    take("partners", f"{PARTNERS}\nA,,,,,,,X,,,,\n")
    plan = take("partners", f"{PARTNERS}\nA,2025-01-01,,,no,,,X;Y,,,,\n")
    assert counts(plan) == (1, 0, 1, 0, 0, 0)
    assert len(records.find(portfolio, Integration)) == 2
    plan = take("partners", f"{PARTNERS}\nA,2025-06-01,,,yes,,,,,,,\n")
    changed = {name: (old, new) for change in plan.changes for name, old, new in change.fields}
    assert changed == {"free_training": (0, 1), "signed_on": ("2025-01-01", "2025-06-01")}
    assert len(records.find(portfolio, Agreement)) == 1


def products(portfolio: Portfolio) -> set[tuple[str, bool]]:
    return {(one.product, one.agreed) for one in records.find(portfolio, Integration)}


def test_a_list_of_integrations_replaces_the_known_one_and_a_blank_leaves_it(
    portfolio: Portfolio, take: Take
) -> None:
    take("partners", "partner,software_integrations\nA,Q;R\nB,Q\n")
    assert take("partners", "partner,software_integrations,region\nA,,\nB,Q,\n").same == 2
    plan = take("partners", "partner,software_integrations\nA,R\nB,q\n")
    assert counts(plan) == (2, 0, 1, 1, 0, 0)
    assert plan.changes[0].fields == (("software_integrations", "Q; R", "R"),)
    found = records.find(portfolio, Integration)
    assert sorted(one.product for one in found) == ["Q", "R"]
    portfolio.undo()
    assert len(records.find(portfolio, Integration)) == 3


def test_a_list_that_a_file_takes_back_is_the_same(portfolio: Portfolio, take: Take) -> None:
    text = "partner,software_integrations\nA,Q;R\nA,r\nA,R;q;S\n"
    assert counts(take("partners", text)) == (3, 1, 2, 0, 0, 0)
    assert products(portfolio) == {("Q", True), ("R", True), ("S", True)}
    entry = portfolio.can_undo()
    plan = take("partners", text)
    assert counts(plan) == (3, 0, 0, 3, 0, 0)
    assert plan.changes == ()
    assert portfolio.can_undo() == entry


def test_a_product_renamed_by_hand_makes_way_for_one_of_its_first_name(
    portfolio: Portfolio, take: Take
) -> None:
    text = "partner,software_integrations\nA,Q\n"
    take("partners", text)
    (one,) = records.find(portfolio, Integration)
    records.update(portfolio, Integration, one.id, product="Q Cloud")
    assert take("partners", "partner,software_integrations\nA,Q;Q cloud\n").changed == 1
    assert products(portfolio) == {("Q", True), ("Q Cloud", True)}
    assert take("partners", "partner,software_integrations\nA,q;q cloud\n").same == 1


def test_of_several_papers_the_newest_is_meant(portfolio: Portfolio, take: Take) -> None:
    with portfolio.change("By hand"):
        records.add(portfolio, Partner(1, "A"))
        records.add(portfolio, Agreement(2, 1, "nda", date(2020, 1, 1), date(2021, 1, 1)))
        records.add(portfolio, Agreement(3, 1, "nda", date(2022, 1, 1), date(2023, 1, 1)))
    take("partners", "partner,nda_signed_on,nda_expires_on\nA,,2024-01-01\n")
    papers = {paper.id: paper.expires_on for paper in records.find(portfolio, Agreement)}
    assert papers == {2: date(2021, 1, 1), 3: date(2024, 1, 1)}


def test_names_are_one_after_folding_and_the_first_spelling_stays(
    portfolio: Portfolio, take: Take
) -> None:
    plan = take("partners", "partner\nMüller  AG\nMÜLLER AG\nＭüller AG\n müller ag \nMuller AG\n")
    assert counts(plan) == (5, 2, 0, 3, 0, 0)
    assert {found.name for found in records.find(portfolio, Partner)} == {"Müller AG", "Muller AG"}


def test_a_renamed_partner_is_not_made_again(portfolio: Portfolio, take: Take) -> None:
    take("partners", "partner\nNorthwind\n")
    (partner,) = records.find(portfolio, Partner)
    records.update(portfolio, Partner, partner.id, name="Northwind Traders")
    assert counts(take("partners", "partner\nNorthwind\n")) == (1, 0, 0, 1, 0, 0)
    assert [found.name for found in records.find(portfolio, Partner)] == ["Northwind Traders"]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("free_training", "perhaps"), ("invited_on", "soon"), ("nda_signed_on", "2026-02-30"),
        ("program_agreement_expires_on", "2026"),
    ],
)  # fmt: skip
def test_a_cell_that_can_not_be_rejects_the_partner(take: Take, column: str, cell: str) -> None:
    plan = take("partners", f"partner,{column}\nA,\nB,{cell}\n")
    assert counts(plan) == (2, 1, 0, 0, 1, 0)
    assert plan.rejects[0][:3] == (3, column, cell)


def test_every_column_of_a_contact_arrives(portfolio: Portfolio, take: Take) -> None:
    plan = take(
        "contacts",
        "partner,name,role,email,phone,since,until\n"
        "New one,Ana Ó,Executive Sponsor,Ana@Example.com,+49 30 1,2025-01-01,2026-12-31\n",
    )
    assert plan.new_partners == ("New one",)
    (contact,) = records.find(portfolio, Contact)
    assert (contact.name, contact.role, contact.side) == ("Ana Ó", "executive sponsor", "partner")
    assert (contact.email, contact.phone) == ("Ana@Example.com", "+49 30 1")
    assert (contact.since, contact.until) == (date(2025, 1, 1), date(2026, 12, 31))


def test_a_contact_is_known_by_partner_role_address_and_since(
    portfolio: Portfolio, take: Take
) -> None:
    head = "partner,name,role,email,since,phone"
    take("contacts", f"{head}\nA,Ana,alliance manager,ana@example.com,2025-01-01,1\n")
    plan = take("contacts", f"{head}\na,Ana B,alliance manager,ANA@example.com,2025-01-01,\n")
    assert counts(plan) == (1, 0, 1, 0, 0, 0)
    assert [(one.name, one.phone) for one in records.find(portfolio, Contact)] == [("Ana B", "1")]
    for other in (
        "B,Ana B,alliance manager,ana@example.com,2025-01-01,",
        "A,Ana B,technical resource,ana@example.com,2025-01-01,",
        "A,Ana B,alliance manager,other@example.com,2025-01-01,",
        "A,Ana B,alliance manager,ana@example.com,2025-01-02,",
    ):
        assert take("contacts", f"{head}\n{other}\n").new == 1


def test_without_an_address_the_name_makes_the_contact(portfolio: Portfolio, take: Take) -> None:
    take("contacts", "partner,name,role\nA,Ana,other\n")
    assert take("contacts", "partner,name,role\nA,ANA,other\n").same == 1
    assert take("contacts", "partner,name,role,email\nA,ana,other,a@example.com\n").new == 1
    assert take("contacts", "partner,name,role\nA,ana,other\n").same == 1
    assert take("contacts", "partner,name,role,email\nA,Al,other,A@example.com\n").changed == 1
    assert take("contacts", "partner,name,role,email\nA,ana,other,b@example.com\n").new == 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("offerings", "partner,offering,standard\nA,Shield Watch,y\nA,SHIELD WATCH,n\n"),
        ("trainings", "partner,person,kind,completed_on\nA,Ann,sales,\nA,ANN,sales,\n"),
        ("contacts", "partner,name,role,phone\nA,Ann,other,1\nA,ANN,other,2\n"),
        ("partners", "partner,region,free_training\nA,Europe,y\na,Japan,n\n"),
        ("partners", "partner,nda_signed_on\nA,2021-01-01\nA,2021-02-01\n"),
    ],
)
def test_a_file_that_says_two_things_of_one_record_changes_nothing_the_second_time(
    portfolio: Portfolio, take: Take, kind: str, text: str
) -> None:
    take(kind, text)
    entries = portfolio.conn.value("SELECT count(*) FROM journal")
    again = take(kind, text)
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert portfolio.conn.value("SELECT count(*) FROM journal") == entries


def test_the_spelling_of_a_rejected_row_is_not_the_first(portfolio: Portfolio, take: Take) -> None:
    rows = ["Straße,,other", "STRASSE,Ann,other", "Vale,,other", "VALE,,other", "Vale,Bo,other"]
    plan = take("contacts", "\n".join(["partner,name,role", *rows]))
    assert (plan.new, plan.rejected) == (2, 3)
    assert {partner.name for partner in records.find(portfolio, Partner)} == {"STRASSE", "Vale"}


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("offerings", "partner,offering\nTotal Energies,Managed SIEM\nSum Logic,X\nTotal,2\n",
         ["Total Energies", "Sum Logic"]),
        ("offerings", "partner,offering\nConfidential Computing,Y\nTotal (2 rows),9\n",
         ["Confidential Computing"]),
        ("partners", "partner,region,free_training\nTotal SA,,yes\nCopyright Agency,,yes\n",
         ["Total SA", "Copyright Agency"]),
        ("partners", "partner\nTotal SA\nGrand total: 2\n", ["Total SA"]),
    ],
)  # fmt: skip
def test_a_partner_may_be_named_like_a_sum_and_a_sum_is_no_partner(
    portfolio: Portfolio, take: Take, kind: str, text: str, names: list[str]
) -> None:
    take(kind, text)
    assert sorted(p.name for p in records.find(portfolio, Partner)) == sorted(names)


def test_a_colleague_on_our_side_is_nobodys_contact(portfolio: Portfolio, take: Take) -> None:
    with portfolio.change("By hand"):
        records.add(portfolio, Partner(1, "A"))
        records.add(portfolio, Contact(2, 1, "Ana", "other", side="host"))
    assert take("contacts", "partner,name,role\nA,Ana,other\n").new == 1


def test_first_and_last_names_make_a_name(portfolio: Portfolio, take: Take) -> None:
    take("contacts", "Company,First Name,Last Name,Role\nA,Ana,Ó Briain,other\n")
    assert [one.name for one in records.find(portfolio, Contact)] == ["Ana Ó Briain"]


@pytest.mark.parametrize(("role", "column"), [("boss", "role"), ("", "role")])
def test_an_unknown_role_is_rejected_with_the_known_ones(
    take: Take, role: str, column: str
) -> None:
    plan = take("contacts", f"partner,name,role\nA,Ana,other\nA,Bo,{role}\n")
    assert counts(plan) == (2, 1, 0, 0, 1, 0)
    assert plan.rejects[0].column == column
    if role:
        assert "technical resource" in plan.rejects[0].reason


@pytest.mark.clause("C025")
def test_every_column_of_an_offering_arrives(portfolio: Portfolio, take: Take) -> None:
    take(
        "offerings",
        "partner,offering,standard,worldwide,geographies,available_from\n"
        "A,Guard,yes,no,japan;EMEA;Japan,2025-01-01\nA,Watch,,TRUE,,\n",
    )
    first, second = sorted(records.find(portfolio, Offering), key=lambda one: one.name)
    assert (first.standard, first.worldwide, first.available_from) == (
        True,
        False,
        date(2025, 1, 1),
    )
    assert first.geographies == ("Europe", "Middle East and Africa", "Japan")
    assert (second.standard, second.worldwide, second.geographies) == (False, True, ())


@pytest.mark.clause("A24")
def test_an_unknown_geography_rejects_the_offering(take: Take) -> None:
    plan = take(
        "offerings", "partner,offering,geographies\nA,G,Europe\nA,H,Europe;Atlantis\nA,I,Moon\n"
    )
    assert counts(plan) == (3, 1, 0, 0, 2, 0)
    assert plan.rejects[0][:3] == (3, "geographies", "Europe;Atlantis")
    assert "“Atlantis”" in plan.rejects[0].reason
    assert "North America" in plan.rejects[0].reason


def test_an_offering_is_known_by_partner_and_name(portfolio: Portfolio, take: Take) -> None:
    head = "partner,offering,standard,geographies"
    take("offerings", f"{head}\nA,Guard,yes,Japan;Europe\n")
    assert counts(take("offerings", f"{head}\na,Guard,,Europe; Japan\n")) == (1, 0, 0, 1, 0, 0)
    assert counts(take("offerings", f"{head}\nA,GUARD,no,Europe\n")) == (1, 0, 1, 0, 0, 0)
    assert counts(take("offerings", f"{head}\nB,Guard,no,Europe\n")) == (1, 1, 0, 0, 0, 0)
    assert len(records.find(portfolio, Offering)) == 2


def test_every_column_of_a_training_arrives(portfolio: Portfolio, take: Take) -> None:
    take(
        "trainings",
        "partner,person,kind,course,completed_on\nA,Ana,Standard MSS delivery,SOC 1,2025-01-01\n"
        "A,Ana,custom mss delivery,,\n",
    )
    found = sorted(records.find(portfolio, Training), key=lambda one: one.kind)
    assert [one.kind for one in found] == ["custom MSS delivery", "standard MSS delivery"]
    assert (found[1].course, found[1].completed_on) == ("SOC 1", date(2025, 1, 1))
    assert found[0].completed_on is None


@pytest.mark.clause("C003")
@pytest.mark.clause("C004")
def test_trainings_of_every_audience_are_kept(portfolio: Portfolio, take: Take) -> None:
    rows = "".join(f"A,Ana,{kind},,2025-01-01\n" for kind in TRAINING_KINDS)
    take("trainings", f"partner,person,kind,course,completed_on\n{rows}")
    assert {one.kind for one in records.find(portfolio, Training)} == set(TRAINING_KINDS)
    assert {"sales", "engineering"} <= set(TRAINING_KINDS)


def test_a_training_is_known_by_all_that_it_is(take: Take) -> None:
    head = "partner,person,kind,course,completed_on"
    row = "A,Ana,sales,Pitch,2025-01-01"
    assert counts(take("trainings", f"{head}\n{row}\n{row}\n")) == (2, 1, 0, 1, 0, 0)
    assert take("trainings", f"{head}\n{row}\n").same == 1
    for other in (
        "B,Ana,sales,Pitch,2025-01-01",
        "A,Bo,sales,Pitch,2025-01-01",
        "A,Ana,consulting,Pitch,2025-01-01",
        "A,Ana,sales,Pitch 2,2025-01-01",
        "A,Ana,sales,Pitch,2025-01-02",
        "A,Ana,sales,Pitch,",
    ):
        assert take("trainings", f"{head}\n{other}\n").new == 1


def test_an_unknown_kind_of_training_is_rejected(take: Take) -> None:
    plan = take("trainings", "partner,person,kind\nA,Ana,sales\nA,Ana,yoga\n")
    assert plan.rejects[0][:3] == (3, "kind", "yoga")
    assert "standard MSS delivery" in plan.rejects[0].reason


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        ("partners", "colour,size"),
        ("contacts", "partner,name,size"),
        ("offerings", "partner,size"),
        ("trainings", "partner,person,size"),
    ],
)
def test_a_needed_column_that_is_missing_is_named(take: Take, kind: str, header: str) -> None:
    with pytest.raises(UserError, match="no column for") as said:
        take(kind, header + "\n" + ",".join("x" for _ in header.split(",")) + "\n")
    assert "--mapping" in said.value.hint


def test_sums_and_repeated_headers_make_no_records(portfolio: Portfolio, take: Take) -> None:
    plan = take(
        "partners",
        "partner,region,notes,nda_signed_on\nA,Europe,x,\npartner,region,notes,nda_signed_on\n"
        "Total,2,,\nConfidential Information - Do Not Distribute,,,\n",
    )
    assert counts(plan) == (1, 1, 0, 0, 0, 3)
    assert [found.name for found in records.find(portfolio, Partner)] == ["A"]


def test_records_of_hand_are_known_again_and_keep_what_a_file_lacks(
    portfolio: Portfolio, take: Take
) -> None:
    with portfolio.change("By hand"):
        records.add(portfolio, Partner(1, "A", removed_on=date(2025, 1, 1)))
        records.add(portfolio, Offering(2, 1, "Guard", services="both"))
        records.add(portfolio, Training(3, 1, "Ana", "sales"))
        records.add(portfolio, Integration(4, 1, "QRadar", kind="cloud", agreed=False))
    assert take("partners", "partner,software_integrations,region\nA,qradar,Europe\n").changed == 1
    assert take("offerings", "partner,offering,standard\nA,guard,yes\n").changed == 1
    assert take("trainings", "partner,person,kind\nA,ana,sales\n").same == 1
    assert records.find(portfolio, Partner)[0].removed_on == date(2025, 1, 1)
    assert records.find(portfolio, Offering) == [Offering(2, 1, "Guard", True, services="both")]
    assert records.find(portfolio, Integration) == [Integration(4, 1, "QRadar", "cloud", True)]
