"""Lists as ten systems export them (all records made up), to the cent, or what is asked."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.intake.plan import Plan
from models.store import records
from models.store.portfolio import Portfolio
from models.text import day_text
from tests.models.intake.conftest import TODAY

Take = Callable[..., Plan]

SALESFORCE_REPORT = """\
Opportunity Owner,Partner Account,Account Name,Opportunity Name,Stage,Amount,Amount (converted),\
Expected Revenue,Probability (%),Close Date,Fiscal Period,Opportunity ID
Ann,Northwind,Bank,SOC,Closed Won,"1,000.00","1,100.00","1,000.00",100,11/30/2025,Q4,006A1
Ann,Northwind,Mill,SIEM,Negotiation/Review,"2,000.00","2,200.00",0.00,0,5/31/2026,Q2,006A2
Bob,Contoso,Farm,MDR,Closed Lost,300.50,330.00,0.00,0,12/13/2025,Q4,006A3
"""
SALESFORCE_API = """\
Id,IsDeleted,AccountId,Partner__c,Name,StageName,Amount,ExpectedRevenue,CloseDate,IsClosed,IsWon,\
ForecastCategoryName,CurrencyIsoCode,SystemModstamp
006A000000AAAAA,false,001A,Northwind,SOC,Any stage,1000,10,2025-11-30,true,true,Closed,USD,x
006A000000AAAAB,false,001A,Northwind,SIEM,Closed Won,2000,20,2026-05-31,false,false,Omitted,USD,x
006A000000AAAAC,true,001A,Northwind,Gone,Closed Won,9000,20,2025-05-31,true,true,Closed,USD,x
006A000000AAAAD,false,001A,Contoso,MDR,Odd,300.5,0,2025-12-13,true,,Omitted,USD,x
"""
SALESFORCE_GERMAN = """\
Opportunity-Inhaber;Partneraccount;Accountname;Opportunity-Name;Phase;Betrag;Schlusstermin;\
Wahrscheinlichkeit (%)
Ann;Northwind;Bank;SOC;Geschlossen und gewonnen;1.000,00;30.11.2025;100
Ann;Northwind;Mühle;SIEM;Verhandlung/Überprüfung;2.000,00;31.05.2026;0
Bob;Contoso;Hof;MDR;Geschlossen/Verloren;300,50;13.12.2025;0
"""
SALESFORCE_FRENCH = """\
Propriétaire de l'opportunité;Compte partenaire;Nom du compte;Nom de l'opportunité;Étape;Montant;\
Date de fermeture
Ann;Northwind;Banque;SOC;Fermée gagnée;1 000,00;30/11/2025
Ann;Northwind;Moulin;SIEM;Négociation/Révision;2 000,00;31/05/2026
Bob;Contoso;Ferme;MDR;Fermée/Perdue;300,50;13/12/2025
"""
SALESFORCE_SPANISH = """\
Propietario de oportunidad;Cuenta de socio;Nombre de la cuenta;Nombre de la oportunidad;Etapa;\
Importe;Fecha de cierre
Ann;Northwind;Banco;SOC;Cerrada ganada;1.000,00;30/11/2025
Ann;Northwind;Molino;SIEM;Negociación/Revisión;2.000,00;31/05/2026
Bob;Contoso;Granja;MDR;Cerrada perdida;300,50;13/12/2025
"""
HUBSPOT = """\
Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Deal owner,Amount,Amount in company currency,\
Weighted amount,Associated Company,Partner,Archived
1001,SOC,Closed Won (Sales Pipeline),Sales Pipeline,2025-11-30 14:22,Ann,1000.00,1100,1000,Bank,\
Northwind,false
1002,SIEM,Contract Sent (Sales Pipeline),Sales Pipeline,2026-05-31 09:00,Ann,2000,2200,1800,Mill,\
Northwind,false
1003,MDR,Closed Lost (Sales Pipeline),Sales Pipeline,2025-12-13 00:00,Bob,300.5,330,0,Farm,Contoso,\
false
"""
HUBSPOT_API = """\
hs_object_id,dealname,dealstage,pipeline,closedate,amount,hs_is_closed_won,hs_is_closed,partner
1001,SOC,3120456,default,2025-11-30T14:22:00Z,1000.00,true,true,Northwind
1002,SIEM,3120457,default,2026-05-31T09:00:00Z,2000,false,false,Northwind
1003,MDR,3120458,default,2025-12-13T00:00:00Z,300.5,false,true,Contoso
"""
HUBSPOT_GERMAN = """\
Datensatz-ID;Deal-Name;Deal-Phase;Abschlussdatum;Betrag;Partner
1001;SOC;Abgeschlossen und gewonnen;2025-11-30 14:22;1000,00;Northwind
1002;SIEM;Vertrag gesendet;2026-05-31 09:00;2000,00;Northwind
1003;MDR;Abgeschlossen und verloren;2025-12-13 00:00;300,50;Contoso
"""
DYNAMICS = """\
(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,\
Potential Customer,Partner,Est. Revenue,Est. Revenue (Base),Actual Revenue,Est. Close Date,\
Actual Close Date,Status,Status Reason,Pipeline Phase,Currency,Probability
0a1b2c3d-1111-4a4a-8b8b-000000000001,x,1/2/2026,SOC,Bank,Northwind,"900.00","950.00","1,000.00",\
2025-12-31,2025-11-30,Won,Won,4-Close,US Dollar,100
0a1b2c3d-1111-4a4a-8b8b-000000000002,x,1/2/2026,SIEM,Mill,Northwind,"2,000.00","2,100.00",,\
2026-05-31,,Open,In Progress,4-Close,US Dollar,0
0a1b2c3d-1111-4a4a-8b8b-000000000003,x,1/2/2026,MDR,Farm,Contoso,300.50,310.00,0.00,\
2025-12-31,2025-12-13,Lost,Out-Sold,2-Develop,US Dollar,10
"""
DYNAMICS_API = """\
opportunityid,name,_parentaccountid_value,partner,estimatedvalue,actualvalue,estimatedclosedate,\
actualclosedate,statecode,statuscode,stepname
0a1b2c3d-1111-4a4a-8b8b-000000000001,SOC,Bank,Northwind,900,1000,2025-12-31,2025-11-30,1,3,4-Close
0a1b2c3d-1111-4a4a-8b8b-000000000002,SIEM,Mill,Northwind,2000,,2026-05-31,,0,1,4-Close
0a1b2c3d-1111-4a4a-8b8b-000000000003,MDR,Farm,Contoso,300.5,,2025-12-31,2025-12-13,2,5,2-Develop
"""
DYNAMICS_GERMAN = """\
(Nicht ändern) Verkaufschance;Thema;Potenzieller Kunde;Partner;Gesch. Umsatz;\
Gesch. Abschlussdatum;Tats. Abschlussdatum;Status;Statusgrund;Währung
1;SOC;Bank;Northwind;1.000,00 $;31.12.2025;30.11.2025;Gewonnen;Gewonnen;US Dollar
2;SIEM;Mühle;Northwind;2.000,00 $;31.05.2026;;Offen;In Bearbeitung;US Dollar
3;MDR;Hof;Contoso;300,50 $;31.12.2025;13.12.2025;Verloren;Abgebrochen;US Dollar
"""
ZOHO = """\
Record Id,Deal Owner,Deal Name,Account Name,Partner,Amount,Closing Date,Stage,Probability (%),\
Expected Revenue,Forecast Type,Lead Source
zcrm_1,Ann,SOC,Bank,Northwind,"$ 1,000.00","Nov 30, 2025",Closed Won,80,800,Won,Web
zcrm_2,Ann,SIEM,Mill,Northwind,"$ 2,000.00","May 31, 2026",Identify Decision Makers,0,0,Pipeline,Web
zcrm_3,Bob,MDR,Farm,Contoso,$ 300.50,"Dec 13, 2025",Closed-Lost to Competition,0,0,Lost,Web
"""
ODOO = """\
External ID,Opportunity,Customer,Assigned Partner,Expected Revenue,Prorated Revenue,\
Expected Closing,Closed Date,Stage,Active,Probability,Lost Reason,Salesperson
x.1,SOC,Bank,Northwind,"1,000.00","1,000.00",2025-12-31,2025-11-30 10:00:00,Won,True,100,,Ann
x.2,SIEM,Mill,Northwind,"2,000.00",0.00,2026-05-31,,Proposition,True,0,,Ann
x.3,MDR,Farm,Contoso,300.50,0.00,2025-12-31,2025-12-13 10:00:00,Qualified,False,0,Too expensive,Bob
"""
ODOO_API = """\
id,name,partner_id/name,partner_assigned_id/name,expected_revenue,date_deadline,stage_id/name,active,\
lost_reason_id/name
1,SOC,Bank,Northwind,1000.0,2025-11-30,Won,True,
2,SIEM,Mill,Northwind,2000.0,2026-05-31,New,True,
3,MDR,Farm,Contoso,300.5,2025-12-13,New,False,Too expensive
"""
SUITECRM = """\
name,id,date_entered,assigned_user_name,account_name,partner,amount,amount_usdollar,currency_id,\
date_closed,next_step,sales_stage,probability,deleted
SOC,a1,01/02/2025,Ann,Bank,Northwind,1000.00,1100.00,-99,11/30/2025,Call,Closed Won,100,0
SIEM,a2,01/02/2025,Ann,Mill,Northwind,2000.00,2200.00,-99,05/31/2026,,Id. Decision Makers,0,0
MDR,a3,01/02/2025,Bob,Farm,Contoso,300.50,330.00,-99,12/13/2025,,Closed Lost,0,0
Gone,a4,01/02/2025,Bob,Farm,Contoso,5000.00,5500.00,-99,12/13/2025,,Closed Won,100,1
"""
ACE = """\
apnCrmUniqueIdentifier,status,customerCompanyName,partnerProjectTitle,partner,aWSStage,\
targetCloseDate,expectedMonthlyAwsRevenue,customerSoftwareValue, customerSoftwareValueCurrency
O1,Approved,Bank,SOC,Northwind,Launched,2025-11-30,50,1000,USD
O2,Accepted,Mill,SIEM,Northwind,Committed,2026-05-31,60,2000,USD
O3,Rejected,Farm,MDR,Contoso,Closed Lost,2025-12-13,70,300.50,USD
"""
PARTNER_CENTER = """\
Engagement ID,Engagement Name,Customer Name,Partner,Status,Substatus,Estimated deal value,Currency,\
Estimated close date,Sales stage
E1,SOC,Bank,Northwind,Closed,Won,1000,USD,2025-11-30,100%
E2,SIEM,Mill,Northwind,Active,Engaged,2000,USD,2026-05-31,20%
E3,MDR,Farm,Contoso,Closed,Lost,300.5,USD,2025-12-13,0%
"""
PIPEDRIVE = """\
Deal - ID,Deal - Title,Deal - Organization,Deal - Partner,Deal - Value,Deal - Currency of Value,\
Deal - Weighted value,Deal - Stage,Deal - Status,Deal - Expected close date,Deal - Won time,\
Deal - Lost time,Deal - Owner
1,SOC,Bank,Northwind,1000,USD,1000,Negotiations Started,Won,,2025-11-30 10:00:00,,Ann
2,SIEM,Mill,Northwind,2000,USD,200,Demo Scheduled,Open,2026-05-31,,,Ann
3,MDR,Farm,Contoso,300.5,USD,0,Qualified,Lost,2025-12-31,,2025-12-13 10:00:00,Bob
"""
IBM = """\
Opportunity Number,Oppty Name,Client Name,Business Partner,Sales Stage,Oppty Decision Date,TCV,\
Oppty Owner
8A-1,SOC,Bank,Northwind,7-Won,2025-11-30,1000,Ann
8A-2,SIEM,Mill,Northwind,Qualifying,2026-05-31,2000,Ann
8A-3,MDR,Farm,Contoso,Lost to competition,2025-12-13,300.5,Bob
"""
PLAIN = {
    "english": "Reseller,End Customer,Project,Est. Close,TCV,State of play,Status\n"
    "Northwind,Bank,SOC,30 Nov 2025,1000,,Won\nNorthwind,Mill,SIEM,31 May 2026,2000,,In progress\n"
    "Contoso,Farm,MDR,13 Dec 2025,300.5,,Lost\n",
    "german": "Partner;Kunde;Vorhaben;Abschluss;Auftragswert;Stand\n"
    "Northwind;Bank;SOC;30.11.2025;1.000,00;gewonnen\nNorthwind;Mühle;SIEM;31.05.2026;2.000,00;offen\n"
    "Contoso;Hof;MDR;13.12.2025;300,50;verloren\n",
    "french": "Partenaire;Client;Affaire;Clôture prévue;Montant;Statut\n"
    "Northwind;Banque;SOC;30/11/2025;1 000,00;gagnée\n"
    "Northwind;Moulin;SIEM;31/05/2026;2 000,00;en cours\n"
    "Contoso;Ferme;MDR;13/12/2025;300,50;perdue\n",
    "spanish": "Socio;Cliente;Oportunidad;Cierre previsto;Importe;Estado\n"
    "Northwind;Banco;SOC;30/11/2025;1.000,00;ganada\nNorthwind;Molino;SIEM;31/05/2026;2.000,00;abierta\n"
    "Contoso;Granja;MDR;13/12/2025;300,50;perdida\n",
}
ALL = {
    "Salesforce report": SALESFORCE_REPORT,
    "Salesforce API": SALESFORCE_API,
    "Salesforce, German": SALESFORCE_GERMAN,
    "Salesforce, French": SALESFORCE_FRENCH,
    "Salesforce, Spanish": SALESFORCE_SPANISH,
    "HubSpot": HUBSPOT,
    "HubSpot API": HUBSPOT_API,
    "HubSpot, German": HUBSPOT_GERMAN,
    "Dynamics": DYNAMICS,
    "Dynamics API": DYNAMICS_API,
    "Dynamics, German": DYNAMICS_GERMAN,
    "Zoho": ZOHO,
    "Odoo": ODOO,
    "Odoo API": ODOO_API,
    "SuiteCRM": SUITECRM,
    "AWS ACE": ACE,
    "Microsoft Partner Center": PARTNER_CENTER,
    "Pipedrive": PIPEDRIVE,
    **PLAIN,
}


@pytest.mark.parametrize("system", ALL)
def test_a_won_an_open_and_a_lost_deal_of_each_system_come_out_alike(
    system: str, portfolio: Portfolio, take: Take
) -> None:
    plan = take("deals", ALL[system])
    assert (plan.new, plan.rejected) == (3, 0), plan.rejects
    deals = sorted(records.find(portfolio, Deal), key=lambda deal: deal.name)
    assert [
        (deal.name, deal.status, deal.close_date, deal.tcv_minor, deal.services_minor)
        for deal in deals
    ] == [
        ("MDR", "lost", date(2025, 12, 13), 30_050, 0),
        ("SIEM", "open", date(2026, 5, 31), 200_000, 0),
        ("SOC", "won", date(2025, 11, 30), 100_000, 0),
    ]
    assert all(deal.qualified and deal.currency == "USD" for deal in deals)
    assert set(plan.new_partners) == {"Northwind", "Contoso"}
    assert take("deals", ALL[system]).same == 3


def test_forecast_category_and_probability_tell_no_outcome(take: Take) -> None:
    head = "Partner,Deal Name,Forecast Category,Probability (%),Close Date,Amount\n"
    with pytest.raises(UserError, match="no column for status"):
        take("deals", head + "Northwind,SOC,Closed,100,2025-11-30,5\n")


def test_an_omitted_deal_is_asked_about(look: Take, write: Callable[..., Path]) -> None:
    text = "Partner,Deal Name,Forecast Category,Close Date,Amount\n"
    text += "Northwind,SOC,Omitted,2025-11-30,5\nNorthwind,SIEM,Commit,2026-11-30,5\n"
    mapping = write('[columns]\n"Forecast Category" = "status"\n', "m.toml")
    plan = look("deals", text, mapping=mapping)
    assert (plan.new, plan.rejected) == (1, 1)
    assert plan.warnings[0].startswith("1 row (5.00 USD) stands at “Omitted”")


def test_numeric_stages_are_asked_once_with_their_rows_and_their_money(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    text = HUBSPOT_API.replace("hs_is_closed_won,hs_is_closed,", "a,b,").replace("0458", "0457")
    with pytest.raises(UserError, match="None of the 3 rows"):
        take("deals", text)
    words = '[values.status]\n3120456 = "won"\n3120457 = "open"\n'
    plan = take("deals", text, mapping=write(words, "m.toml"))
    assert plan.new == 3
    assert Counter(deal.status for deal in records.find(portfolio, Deal)) == {"won": 1, "open": 2}
    half = take("deals", text, mapping=write('[values.status]\n3120456 = "won"\n', "m.toml"))
    assert (half.same, half.rejected) == (1, 2)
    asked = [words for words in half.warnings if "3120457" in words]
    assert len(asked) == 1
    assert asked[0].startswith("2 rows (2,300.50 USD)".replace(",", ""))
    assert '[values.status] "3120457"' in asked[0]


def test_the_stages_of_dynamics_say_nothing(take: Take) -> None:
    text = DYNAMICS.replace(",Status,Status Reason,", ",x,y,")
    with pytest.raises(UserError) as said:
        take("deals", text)
    assert "4-Close" in said.value.message


def test_ibms_stages_are_the_users_to_name(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    plan = take("deals", IBM)
    assert (plan.new, plan.rejected) == (2, 1)
    assert any("“Qualifying”" in words for words in plan.warnings)
    assert any("“Lost to competition” as lost" in words for words in plan.warnings)
    mapping = write('[values.status]\nQualifying = "open"\n', "m.toml")
    assert take("deals", IBM, mapping=mapping).new == 1
    assert sum(deal.tcv_minor for deal in records.find(portfolio, Deal)) == 330_050


def test_lines_of_business_are_added_up_where_a_person_says_so(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    text = (
        "Oppty ID,Business Partner,Status,Decision Date,Partner TCV,ES_TCV,ITO_TCV,BPO_TCV\n"
        "1,Northwind,Won,2025-11-30,100,10,20.50,\n"
    )
    lines = "".join(f'"{name}" = "services_tcv"\n' for name in ("ES_TCV", "ITO_TCV", "BPO_TCV"))
    take("deals", text, mapping=write(f"[columns]\n{lines}", "m.toml"))
    (deal,) = records.find(portfolio, Deal)
    assert (deal.partner_minor, deal.services_minor) == (10_000, 3_050)


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("expectedMonthlyAwsRevenue", "a monthly amount"),
        ("Estimated AWS Monthly Recurring Revenue", "a monthly amount"),
        ("Expected Revenue", "weighted with a probability"),
        ("ACV", "a yearly amount"),
    ],
)
def test_other_money_is_never_taken_for_the_contract_value(
    header: str, what: str, portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    text = f"Partner,Deal Name,Stage,Close Date,{header}\nNorthwind,SOC,Won,2025-11-30,50\n"
    with pytest.raises(UserError) as said:
        take("deals", text)
    assert f"“{header}” is {what}" in said.value.message
    assert f'"{header}" = ""' in said.value.hint
    without = write(f'[columns]\n"{header}" = ""\n', "m.toml")
    assert take("deals", text, mapping=without).new == 1
    assert [deal.tcv_minor for deal in records.find(portfolio, Deal)] == [0]
    with_it = write(f'[columns]\n"{header}" = "amount"\n', "m.toml")
    assert take("deals", text, mapping=with_it).changed == 1


def test_aws_reviews_are_no_outcomes_and_said_to_be_none(look: Take) -> None:
    plan = look("deals", ACE)
    assert any("how far AWS ACE's review is" in words for words in plan.warnings)


def test_what_microsoft_calls_declined_or_expired_is_asked(look: Take) -> None:
    text = PARTNER_CENTER.replace("Closed,Lost", "Closed,Declined").replace("Closed,Won", "New,")
    plan = look("deals", text)
    assert [(reject.line, reject.value) for reject in plan.rejects] == [(4, "Declined")]
    assert plan.new == 2


def test_an_archived_deal_of_odoo_without_a_reason_is_asked_about(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    text = ODOO.replace("Too expensive", "")
    plan = take("deals", text)
    assert [(reject.line, reject.value) for reject in plan.rejects] == [(4, "inactive")]
    mapping = write('[values.status]\ninactive = "lost"\n', "m.toml")
    assert take("deals", text, mapping=mapping).new == 1


def test_an_unqualified_deal_is_open_and_counts_nowhere(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    text = "Partner,Deal Name,Stage,Close Date,Amount\nA,One,Disqualified,2026-05-31,5\n"
    text += "A,Two,Lead,2026-05-31,5\nA,Three,Proposal,2026-05-31,5\n"
    mapping = write('[values.status]\nLead = "unqualified"\n', "m.toml")
    assert take("deals", text, mapping=mapping).new == 3
    assert {
        deal.name: (deal.status, bool(deal.qualified)) for deal in records.find(portfolio, Deal)
    } == {"One": ("open", False), "Two": ("open", False), "Three": ("open", True)}


def test_closed_deals_without_a_day_of_their_own_are_counted(look: Take) -> None:
    plan = look("deals", DYNAMICS.replace("2025-12-31,2025-11-30", "2025-12-31,"))
    assert any("1 closed deal without a day in “Actual Close Date”" in w for w in plan.warnings)
    assert any("is the expected day" in words for words in look("deals", ACE).warnings)


def test_accounts_that_are_ids_are_looked_up(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    text = SALESFORCE_API.replace("Northwind", "001Ec00000GGw3i").replace(
        "Contoso", "001Ec00000GGw3j"
    )
    accounts = write(
        "Id,Name\n001Ec00000GGw3i,Northwind\n001Ec00000GGw3j,Contoso\n", "accounts.csv"
    )
    assert set(take("deals", text, lookup=accounts).new_partners) == {"Northwind", "Contoso"}


@pytest.mark.parametrize(
    ("header", "one", "other", "accounts"),
    [
        ("Partner__c", "001Ec00000GGw3i", "001Ec00000GGw3j", "Id,Name"),
        (
            "Partner",
            "{0A1B2C3D-1111-4A4A-8B8B-000000000001}",
            "0a1b2c3d-1111-4a4a-8b8b-000000000002",
            "(Do Not Modify) Account,Account Name",
        ),
        ("Partner Account ID", "1001", "1002", "Record ID,Company name"),
        ("Partner", "zcrm_487687", "zcrm_487688", "Record Id,Account Name"),
        (
            "partner_assigned_id",
            "__export__.res_partner_1",
            "base.res_partner_2",
            "External ID,Name",
        ),
    ],
)
def test_the_ids_of_each_system_are_asked_for_and_looked_up(
    header: str, one: str, other: str, accounts: str, take: Take, write: Callable[..., Path]
) -> None:
    text = f"{header},Deal Name,Stage,Expected Closing,Amount\n{one},SOC,Won,2025-11-30,5\n"
    text += f"{other},SIEM,Won,2025-11-30,5\n"
    with pytest.raises(UserError) as said:
        take("deals", text)
    assert "ids, not their names" in said.value.message
    assert "--lookup" in said.value.hint
    names = f"{accounts}\n{one.strip('{}').lower()},Northwind\n{other},Contoso\n"
    if one.startswith("001"):
        names = names.lower().replace(one.lower(), one).replace(other.lower(), other)
    plan = take("deals", text, lookup=write(names, "accounts.csv"))
    assert {name.casefold() for name in plan.new_partners} == {"northwind", "contoso"}


@pytest.mark.parametrize(
    ("header", "cell", "minor"),
    [
        ("Volumen in Mio USD", "1,2", 120_000_000),
        ("Betrag (TUSD)", "12,5", 1_250_000),
        ("Auftragswert in Tsd. $", "12", 1_200_000),
        ("Amount USD", "12,50", 1_250),
        ("TCV k$", "3", 300_000),
        ("Montant (k$)", "3 Mio", 300_000_000),
    ],
)
def test_a_header_may_say_what_its_amounts_are_written_in(
    header: str, cell: str, minor: int, portfolio: Portfolio, take: Take
) -> None:
    plan = take("deals", f"Partner;Stand;Abschluss;{header}\nA;won;2025-11-30;{cell}\n")
    assert [deal.tcv_minor for deal in records.find(portfolio, Deal)] == [minor]
    in_units = any("is read in" in words for words in plan.warnings)
    assert in_units == (header != "Amount USD")


def test_a_header_that_names_another_currency_needs_its_rate(look: Take) -> None:
    plan = look("deals", "Partner;Stand;Abschluss;Betrag (EUR)\nA;won;2025-11-30;5\n")
    assert [reject.reason for reject in plan.rejects] == [
        (
            f"needs a stored rate of EUR in USD dated on or before {day_text(TODAY)};"
            " add it in Settings or with the command rate"
        )
    ]


def test_a_unit_that_is_stated_beats_the_header(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    text = "Partner;Stand;Abschluss;Betrag (TUSD)\nA;won;2025-11-30;5\n"
    take("deals", text, mapping=write('[options]\nunit = "1"\n', "m.toml"))
    assert [deal.tcv_minor for deal in records.find(portfolio, Deal)] == [500]


@pytest.mark.parametrize(
    ("option", "portions"),
    [("", (70_000, 0)), ('split = "portions"', (70_000, 0)), ('split = "rest"', (70_000, 30_000))],
)
def test_the_portion_without_a_column_is_the_rest_where_that_is_said(
    option: str,
    portions: tuple[int, int],
    portfolio: Portfolio,
    take: Take,
    write: Callable[..., Path],
) -> None:
    text = "Partner,Status,Close Date,Amount,Partner Share\nA,won,2025-11-30,1000,700\n"
    plan = take("deals", text, mapping=write(f"[options]\n{option}\n", "m.toml"))
    (deal,) = records.find(portfolio, Deal)
    assert (deal.partner_minor, deal.services_minor) == portions
    assert any('split = "rest"' in words for words in plan.warnings) == (not option)


@pytest.mark.parametrize(
    ("header", "cell", "services"),
    [
        ("Services %", "30%", 30_000), ("Services %", "30", 30_000), ("Services %", "0.3", 30_000),
        ("Partner %", "70%", 30_000), ("% Partner", "100", 0), ("Eigenanteil in %", "", 0),
    ],
)  # fmt: skip
def test_a_column_may_hold_the_share_of_a_portion(
    header: str, cell: str, services: int, portfolio: Portfolio, take: Take
) -> None:
    take("deals", f"Partner,Status,Close Date,Amount,{header}\nA,won,2025-11-30,1000,{cell}\n")
    (deal,) = records.find(portfolio, Deal)
    assert (deal.tcv_minor, deal.services_minor) == (100_000, services)


def test_a_share_of_more_than_all_is_sent_back(look: Take) -> None:
    text = "Partner,Status,Close Date,Amount,Services %\nA,won,2025-11-30,5,101\n"
    text += "A,lost,2025-11-30,5,100\n"
    plan = look("deals", text)
    assert [(r.line, r.column, r.value) for r in plan.rejects] == [(2, "services_percent", "101")]


def test_two_columns_that_may_name_the_partner_are_asked_about(
    portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    text = "Reseller,Distributor,Status,Close Date,Amount\nA,D,won,2025-11-30,5\n"
    with pytest.raises(UserError, match="“Reseller” or “Distributor”"):
        take("deals", text)
    mapping = write('[columns]\nDistributor = "partner"\n', "m.toml")
    assert take("deals", text, mapping=mapping).new_partners == ("D",)


def test_a_status_and_a_stage_that_disagree_are_told(look: Take) -> None:
    text = "Partner,Status,Stage,Close Date,Amount\nA,Active,Closed Won,2025-11-30,5\n"
    plan = look("deals", text)
    assert "disagree in 1 row (line 2: “Active” and “Closed Won”)" in plan.warnings[0]


def test_a_deal_that_a_file_says_twice_otherwise_is_told(look: Take) -> None:
    text = "deal_id,partner,status,close_date,amount\n1,A,won,2025-11-30,5\n1,A,won,2025-11-30,6\n"
    plan = look("deals", text)
    assert any("the last row stands" in words for words in plan.warnings)


def test_only_one_portion_is_told(look: Take) -> None:
    plan = look("deals", "Partner,Status,Close Date,Partner Share\nA,won,2025-11-30,5\n")
    assert plan.warnings[0].startswith("Of the money only “Partner Share” is known")


def test_currencies_may_be_written_out(portfolio: Portfolio, take: Take) -> None:
    text = "Partner,Status,Close Date,Amount,Currency\nA,won,2025-11-30,5,US Dollars : $\n"
    take("deals", text + "A,lost,2025-11-30,5,USD - US Dollar\n")
    assert {deal.currency for deal in records.find(portfolio, Deal)} == {"USD"}


def test_a_deal_that_was_not_qualified_stays_so_and_that_is_told(
    portfolio: Portfolio, take: Take
) -> None:
    text = "deal_id,partner,stage,close_date,amount\n1,A,{},2026-05-31,5\n"
    take("deals", text.format("Disqualified"))
    plan = take("deals", text.format("Proposal"))
    assert plan.changed == 1
    assert any("still not qualified here, so counted nowhere" in words for words in plan.warnings)
    assert [bool(deal.qualified) for deal in records.find(portfolio, Deal)] == [False]
    assert take("deals", text.format("Proposal")).warnings == ()


def test_the_long_form_of_a_known_id_changes_nothing(take: Take) -> None:
    text = "Id,Partner__c,Name,StageName,Amount,CloseDate\n{},A,SOC,Closed Won,5,2025-11-30\n"
    take("deals", text.format("006Ec00000AieKF"))
    plan = take("deals", text.format("006Ec00000AieKFIAZ"))
    assert (plan.new, plan.changed, plan.same) == (0, 0, 1)
