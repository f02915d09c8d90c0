import hashlib
import io
import os
import re
import subprocess
import sys
import time
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from models.dates import quarter_of
from models.deal import Deal
from models.partner import Contact, Partner
from models.program.loading import terms_on
from models.text import money
from reports.facts import PackFacts, freeze, pack_id
from reports.figures import Figures, sum_of
from reports.pack import build, drawn, render
from reports.style import HEIGHT, MARGIN, WIDTH
from tests.reports import facts_builder
from tests.reports.reading import Read, read

CASES = {
    "platinum": facts_builder.platinum,
    "platinum for the partner": lambda: facts_builder.platinum("partner"),
    "silver": facts_builder.silver,
    "silver for the partner": lambda: facts_builder.silver("partner"),
    "empty": facts_builder.empty,
    "far away": facts_builder.far_away,
    "three hundred deals": lambda: facts_builder.many(300),
}
HOSTILE = (
    '<img src="http://127.0.0.1:9/x.png"/>', "<b>unclosed", "AT&T <unknown>x", "a <b c> d",
    "(unbalanced \\ ) paren (", "%PDF-1.7 endstream endobj", "=cmd|' /C calc'!A1",
    "\u202eesrever\u202c", "nul\x00byte", "lone \ud800 surrogate", "e\u0301" * 400, "x" * 200_000,
    "mix 東京 Ω Ж \U0001f600 \uffff", "tab\tand\nnewline", "",
)  # fmt: skip


@pytest.fixture(scope="module", params=CASES)
def facts(request) -> PackFacts:
    return CASES[request.param]()


@pytest.fixture(scope="module")
def made(facts) -> Read:
    return read(facts)


def test_every_page_says_edition_day_pack_and_its_place(facts, made):
    stamp = f"Pack {pack_id(facts)[:12]}"
    edition = "Internal edition" if facts.internal else "Partner edition"
    for number, text in enumerate(made.pages, 1):
        assert stamp in text
        assert edition in text
        assert "5 Jan 2022" in text
        if number > 1:
            assert f"Page {number} of {len(made.pages)}" in text
            assert "Source: " in text


def test_made_up_data_says_so_on_every_page():
    assert all("Sample data" in page for page in read(facts_builder.silver()).pages)
    real = read(facts_builder.silver(sample=False))
    assert "Sample data" not in real.text


def test_the_outline_has_the_sections_and_the_conclusion_of_every_page(facts, made):
    outline = made.outline()
    sections = [title for title, _ in outline]
    assert sections[:2] == ["Cover", "Executive summary"]
    assert sections[sections.index("Appendix") + 1] == "Prerequisites"
    assert sum(len(pages) for _, pages in outline) == len(made.pages) - 1


def test_the_contents_lead_to_the_page_that_they_name():
    facts = facts_builder.silver()
    made = read(facts)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links: Any = pdf.pages[0].Annots
        assert len(links) == len({leaf.section.key for leaf in drawn(facts, "0").leaves}) - 1
        for link in links:
            number = numbers[link.Dest[0].objgen]
            title = str(link.Contents)
            assert title in made.pages[number - 1]
            start = re.escape(title[:40])
            assert re.search(rf" {start}.{{0,80}} {number}\b| {number} {start}", made.pages[0])


def test_money_is_shown_to_the_cent_and_reconciles(facts, made):
    figures = Figures(facts)
    tcv = facts.decision.tcv
    assert tcv.total == tcv.wins + tcv.losses + tcv.pipeline == figures.counted.total
    total = money(tcv.total, facts.currency)
    assert total in made.pages[1]
    for name in ("wins", "losses", "pipeline"):
        assert figures.sums[name].total == getattr(tcv, name)
    if facts.file.deals:
        build_up = next(page for page in made.pages if "How the total is built" in page)
        for part in (tcv.wins, tcv.losses, tcv.pipeline, tcv.total, tcv.out_of_window):
            assert money(part, facts.currency) in build_up
        for portion in (figures.counted.partner, figures.counted.services):
            assert money(portion, facts.currency) in build_up


def test_the_total_is_the_same_on_every_page_that_shows_it(facts, made):
    total = money(facts.decision.tcv.total, facts.currency)
    named = ("EXECUTIVE SUMMARY", "TIER STATUS AND PATH", "AGGREGATE TCV ", "ALL DEALS")
    showing = [page for page in made.pages if page.startswith(named)]
    assert len(showing) >= 3
    for page in showing:
        assert total in page or total.removesuffix(".00") in page


def test_the_quarters_of_the_window_add_up_to_the_pipeline(facts):
    figures = Figures(facts)
    assert sum(total.total for _, total in figures.quarters) == facts.decision.tcv.pipeline
    first, last = facts.file.window
    assert figures.quarters[0][0] == quarter_of(first)
    assert figures.quarters[-1][0] == quarter_of(last)


def test_every_deal_is_listed_once_with_its_amount():
    facts = facts_builder.silver()
    text = " ".join(read(facts).pages[11:])
    for deal in facts.file.deals:
        assert text.count(f"{deal.deal.deal_id} ") == 1
        assert money(deal.tcv_minor, facts.currency) in text
    assert sum_of(facts.file.deals).deals == 58


def test_only_embedded_fonts_are_used(made):
    fonts = made.fonts()
    assert all(fonts.values())
    assert {"IBMPlexSans", "IBMPlexSans-SmBld"} <= set(fonts)


def test_every_character_drawn_has_a_glyph(made):
    assert made.undrawable() == 0


def test_names_in_other_scripts_can_be_read_back():
    text = read(facts_builder.far_away()).text
    for name in (
        "日本電気セキュリティ", "서울 보안 관제 센터 통합", "上海云安全态势评估",
        "Ασφάλεια δικτύου", "Защита периметра", "Zażółć gęślą jaźń", "Nguyễn Thị Ánh",
    ):  # fmt: skip
        assert name in text


def test_no_two_texts_meet_and_none_leaves_the_page(facts):
    book = drawn(facts, pack_id(facts))
    book.finish()
    for number, leaf in enumerate(book.leaves, 1):
        for box in leaf.sheet.boxes:
            assert box.left >= MARGIN - 0.5, (number, box)
            assert box.right <= WIDTH - MARGIN + 2.5, (number, box)
            assert 0 < box.top < box.bottom < HEIGHT - 15, (number, box)
        for one, other in combinations(leaf.sheet.boxes, 2):
            apart = (
                one.right <= other.left + 0.1
                or other.right <= one.left + 0.1
                or one.bottom <= other.top + 0.1
                or other.bottom <= one.top + 0.1
            )
            assert apart, (number, one, other)


def test_content_keeps_clear_of_the_foot(facts):
    book = drawn(facts, pack_id(facts))
    for leaf in book.leaves[1:]:
        lowest = max(leaf.sheet.boxes, key=lambda box: box.bottom)
        assert lowest.bottom <= 528, (leaf.title, lowest)


def test_a_partner_without_records_still_gets_a_short_pack():
    made = read(facts_builder.empty())
    assert 6 <= len(made.pages) <= 12
    for line in ("No deal is recorded, so the total is zero.", "No deal is open."):
        assert line in made.pages[0]
    assert "No tier is earned yet" in made.pages[1]


def test_a_list_that_goes_on_repeats_its_head_and_its_group():
    made = read(facts_builder.many(300))
    lists = [page for page in made.pages if page.startswith("ALL DEALS")]
    assert len(lists) > 8
    assert all("Why it counts or not" in page for page in lists)
    assert "continued" in lists[1]


def test_the_last_lines_of_a_page_are_never_a_heading():
    book = drawn(facts_builder.many(300), "0" * 64)
    headings = ("Wins", "Losses", "Pipeline in the window", "Open, outside the window")
    for leaf in book.leaves:
        lowest = max(box.bottom for box in leaf.sheet.boxes)
        last = [box.text for box in leaf.sheet.boxes if box.bottom > lowest - 3]
        assert not set(headings) & set(last)


def test_metadata_names_the_pack_and_its_dates_follow_from_the_day():
    info = read(facts_builder.silver())
    assert info.metadata.title == "Northlight Analytics: Executive business review, 5 Jan 2022"
    assert "internal edition" in info.metadata.subject
    assert info.metadata["/CreationDate"] == "D:20220105000000+00'00'"
    assert info.metadata["/ModDate"] == "D:20220105000000+00'00'"
    assert info.trailer["/Root"]["/Lang"] == "en-GB"
    assert info.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_same_facts_give_the_same_bytes_twice_in_a_process():
    for make in (facts_builder.silver, facts_builder.far_away):
        assert render(make())[0] == render(make())[0]


_SCRIPT = """
import hashlib, sys
from reports.pack import render
from tests.reports import facts_builder
if len(sys.argv) > 1:
    render(facts_builder.far_away())
print(hashlib.sha256(render(facts_builder.silver())[0]).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_another_process_gives_the_same_bytes(seed):
    environment = os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1" + seed}
    root = Path(__file__).resolve().parents[2]
    arguments = [sys.executable, "-c", _SCRIPT, *(["after another"] if seed == "1" else [])]
    done = subprocess.run(
        arguments, cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(render(facts_builder.silver())[0]).hexdigest()


def test_a_pack_is_written_to_a_path_or_to_an_open_file(tmp_path):
    facts, buffer = facts_builder.empty(), io.BytesIO()
    to_path, to_file = build(facts, tmp_path / "pack.pdf"), build(facts, buffer)
    assert to_path == to_file
    assert (tmp_path / "pack.pdf").read_bytes() == buffer.getvalue()
    assert to_path.pages == len(read(facts).pages)
    assert to_path.size == len(buffer.getvalue())


def _hostile(word: str) -> PackFacts:
    deals = [
        Deal(
            n, 1, word, word, word, status, close, 100_000 * n, 50_000, 100_000 * n + 50_000,
            stage=word, next_step=word, source=word,
        )
        for n, (status, close) in enumerate(
            [
                ("open", date(2022, 2, 1)), ("won", date(2021, 4, 1)), ("lost", date(2021, 5, 1)),
                ("open", date(2021, 2, 1)), ("open", None),
            ],
            1,
        )
    ]  # fmt: skip
    partner = Partner(1, word, word, word, invited_on=date(2021, 2, 1))
    people = (
        Contact(1, 1, word, "executive sponsor", email=word),
        Contact(2, 1, word, "alliance manager", side="host", phone=word),
    )
    file = facts_builder.partner_file(deals, partner=partner, contacts=people)
    return freeze(file, title=word)


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_drawn_as_it_is_and_costs_no_time(word):
    begun = time.process_time()
    facts = _hostile(word)
    made = read(facts)
    assert time.process_time() - begun < 5
    assert made.undrawable() == 0
    shown = " ".join(facts.partner.name.split())[:10].strip()
    assert shown in made.text
    book = drawn(facts, "0" * 64)
    for leaf in book.leaves:
        assert all(box.right <= WIDTH - MARGIN + 2.5 for box in leaf.sheet.boxes)


def test_no_file_and_no_network_is_reached_by_what_a_record_says(tmp_path):
    opened: list[str] = []

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and listening:
            opened.append(str(arguments[0]))

    render(_hostile("warm"))
    facts, listening = _hostile(f"<img src='{tmp_path}/x.png'/> {tmp_path}/x.png"), True
    sys.addaudithook(listen)
    render(facts)
    listening = False
    assert not [name for name in opened if str(tmp_path) in name]


def test_two_thousand_deals_page_well_and_fast():
    facts = facts_builder.many(2000)
    render(facts_builder.many(30))
    begun = time.process_time()
    data, pages, _ = render(facts)
    assert time.process_time() - begun < 3
    assert 80 < pages < 130
    assert len(data) < 2_800_000


def test_no_readings_in_the_program_means_no_page_for_them():
    from dataclasses import replace

    file = facts_builder.empty().file
    bare = replace(terms_on(file.decision.as_of), interpretations=())
    assert "readings settle" in read(freeze(file)).text
    assert "readings settle" not in read(freeze(file, bare)).text


def test_a_figure_is_set_smaller_before_it_is_cut():
    huge = 9_999_999_999_999_99
    deal = Deal(
        1, 1, "Whale", "Ocean", "OP-1", "open", date(2022, 3, 1), huge // 2, huge - huge // 2, huge
    )
    facts = facts_builder.platinum(own_deals=[deal])
    exact = money(huge, facts.currency)
    pages = read(facts).pages
    assert sum(exact in page for page in pages) >= 7
    book = drawn(facts, "0" * 64)
    for leaf in book.leaves:
        assert not [box for box in leaf.sheet.boxes if re.search(r"[$]\S*…", box.text)]


def test_warnings_on_the_records_are_for_the_host():
    some = [Deal(1, 1, "Lost in time", status="open", partner_minor=500)]
    file = facts_builder.partner_file(some, partner=Partner(1, "Any"))
    assert file.decision.warnings
    sentence = file.decision.warnings[0][:30]
    assert sentence in read(freeze(file)).text
    assert sentence not in read(freeze(file, edition="partner")).everything()
