import hashlib
import io
import os
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image
from pptx.util import Pt

from models.deal import Deal
from models.pack_plan import PackPlan, Words
from models.partner import Contact, Partner
from models.text import day_text, money
from reports.facts import PackFacts, freeze, pack_id
from reports.slides.chart import NATIVE
from reports.slides.page import _set_title
from reports.slides.presentation import build, render
from reports.slides.shapes import nodes
from reports.style import TITLE
from tests.reports import background_builder, facts_builder
from tests.reports.slides_reading import Deck, page_tables, shapes
from tests.reports.test_facts import _with_sentinels

HOSTILE = (
    '<img src="x"/> & "quoted" \'single\'', "=cmd|' /C calc'!A1", "\u202eesrever\u202c",
    "nul\x00byte \x0b and \x1f", "lone \ud800 surrogate \ufffe", "A" * 90, "x" * 5_000,
    "東京海上日動システムズ株式会社 次世代認証基盤", "أمن الشبكات للجميع", "אבטחת ענן",
    "\U0001f600 mix Ω Ж", "",
)  # fmt: skip


def with_background(edition: str = "internal") -> PackFacts:
    file = facts_builder.silver().file
    return freeze(file, edition=edition, background=background_builder.full())


# Steps of tiers, and bars that give every tier the same room: no axis of a chart has that.
ON_SCALES_OF_THEIR_OWN = ("Tier, from the lowest", "On record")


@pytest.fixture(scope="session")
def deck(pack) -> Deck:
    return Deck(pack.facts)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_every_page_is_a_slide_whose_title_is_its_conclusion(deck):
    assert deck.count == len(deck.slides) == len(deck.leaves)
    assert len(set(deck.titles)) == len(deck.titles)
    for title, leaf in zip(deck.titles, deck.leaves, strict=True):
        if leaf.plain:
            continue
        assert re.sub(r" \(\d+\xa0of\xa0\d+\)$", "", title) == plain(leaf.title)


def test_every_table_of_a_page_is_a_table_with_the_same_words_and_figures(deck):
    for slide, leaf in zip(deck.slides, deck.leaves, strict=True):
        made = [[plain(" ".join(row)) for row in table] for table in deck.tables(slide)]
        for table in page_tables(leaf):
            assert [plain(" ".join(row)) for row in table] in made, leaf.title


def test_every_chart_is_native_and_has_its_values_to_the_last_cent(deck):
    assert deck.facts.currency == "USD"
    for slide, leaf in zip(deck.slides, deck.leaves, strict=True):
        pictures = [node for node in nodes(leaf.sheet.root) if node.data is not None]
        drawn = [
            {
                round(abs(float(value.text)) * 100)
                for value in chart._chartSpace.xpath(".//c:numCache//c:v")
            }
            for chart in deck.charts(slide)
        ]
        for chart in (node.data for node in pictures if node.data is not None):
            if chart.kind not in NATIVE or chart.series[0].name in ON_SCALES_OF_THEIR_OWN:
                continue
            scale = 1 if chart.currency else 100
            every = [value for series in chart.series for value in series.values if value]
            if chart.kind == "dots" and max(every, default=0) > 250:
                continue
            values = {round(abs(value) * scale) for value in every}
            assert any(values <= one for one in drawn), (leaf.title, chart)
        said = set(slide._element.xpath(".//p:cNvPr/@descr"))
        assert {node.alt for node in pictures} <= said, leaf.title


def test_nothing_leaves_the_slide(deck):
    for slide in deck.slides:
        for shape in shapes(slide):
            if shape.is_placeholder and shape.top < 0:
                continue
            assert shape.left >= -Pt(1), (shape.name, shape.left)
            assert shape.top >= -Pt(1), shape.name
            assert shape.left + shape.width <= deck.file.slide_width + Pt(1), shape.name
            assert shape.top + shape.height <= deck.file.slide_height + Pt(1), shape.name


def test_charts_and_pictures_say_what_they_show_and_decoration_says_that_it_is_none(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            about = shape._element.xpath(".//p:cNvPr")[0]
            picture = getattr(shape, "has_chart", False) or shape.name.startswith("Picture")
            if picture:
                assert about.get("descr")
            elif shape.name.startswith(("Page furniture", "Ground", "Marks")):
                assert "decorative" in "".join(child.tag for child in about.iter())


def test_the_notes_have_the_source_the_day_and_the_pack(deck):
    for slide in deck.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert "Source: " in notes
        assert f"As of {day_text(deck.facts.as_of)}." in notes
        assert deck.pack_id[:12] in notes


def test_the_footer_has_edition_pack_and_place(deck):
    edition = "Internal edition" if deck.facts.internal else "Partner edition"
    for number, slide in enumerate(deck.slides, 1):
        if deck.leaves[number - 1].plain:
            continue
        text = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert edition in text
        assert deck.pack_id[:12] in text
        assert f"Page {number} of {deck.count}" in text


def test_every_mark_of_a_shape_has_a_number_of_its_own_on_its_slide(deck):
    for slide in deck.slides:
        numbers = [about.get("id") for about in slide._element.xpath(".//p:cNvPr")]
        assert len(set(numbers)) == len(numbers)


def test_the_summary_leads_to_the_pages_behind_it():
    deck = Deck(facts_builder.silver())
    names = {
        slide.part.partname: title for slide, title in zip(deck.slides, deck.titles, strict=True)
    }
    for number in (0, 1):
        slide = deck.slides[number]
        keys = slide._element.xpath(".//a:hlinkClick/@r:id")
        assert len(keys) >= 4
        led = {names[slide.part.related_part(key).partname] for key in keys}
        assert len(led) >= 2
        assert deck.titles[number] not in led


def test_money_reads_the_same_as_in_the_pack():
    deck = Deck(facts_builder.silver())
    tcv = deck.facts.decision.tcv
    text = deck.everything()
    for part in (tcv.wins, tcv.losses, tcv.pipeline, tcv.total):
        assert money(part, deck.facts.currency) in text


def test_status_is_drawn_as_shapes_with_their_meaning():
    deck = Deck(facts_builder.silver())
    at = next(at for at, title in enumerate(deck.titles) if "criteria of Gold are met" in title)
    slide = deck.slides[at]
    marks = [shape for shape in slide.shapes if shape.name.startswith("Picture")]
    said = {mark._element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr")[0] for mark in marks}
    assert {"Met", "Required, not met"} <= said
    drawn = {name for mark in marks for name in mark._element.xpath(".//a:prstGeom/@prst")}
    assert {"ellipse", "diamond"} <= drawn


@pytest.mark.clause("C102")
def test_the_partners_edition_holds_no_host_only_word_in_notes_or_workbooks():
    file, words = _with_sentinels(facts_builder.silver().file)
    plan = PackPlan(words={"tier": Words("Agreed in May.", "zqnote of ours")})
    background = background_builder.full()
    facts = freeze(file, edition="partner", plan=plan, background=background)
    everything = Deck(facts).everything()
    assert "Agreed in May." in everything
    for word in (*words, "zqnote", "They asked for more time"):
        assert word not in everything
    ours = Deck(freeze(file, plan=plan)).everything()
    assert "zqnote of ours" in ours


def test_properties_name_the_pack_and_its_dates_follow_from_the_day():
    about = Deck(facts_builder.silver()).file.core_properties
    assert about.title == "Northlight Analytics: Executive business review, 5 Jan 2022"
    assert "internal edition" in about.subject
    assert about.author == "Alliance Desk"
    assert about.created == about.modified == datetime(2022, 1, 5)
    assert about.identifier == pack_id(facts_builder.silver())


def test_the_same_facts_give_the_same_bytes_with_no_trace_of_the_clock():
    first = render(with_background())[0]
    assert render(with_background())[0] == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {entry.date_time[0] for entry in file.infolist()} == {1980}
        assert not [name for name in file.namelist() if "printer" in name or "thumb" in name]
    assert str(date.today().year) not in "".join(
        re.findall(r"<dcterms:\w+[^>]*>[^<]*<", Deck(facts_builder.silver()).everything())
    )


_SCRIPT = """
import hashlib
from reports.slides.presentation import render
from tests.reports import facts_builder
print(hashlib.sha256(render(facts_builder.silver())[0]).hexdigest())
"""


def test_another_process_gives_the_same_bytes():
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _SCRIPT],
        cwd=root, env=environment, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == hashlib.sha256(render(facts_builder.silver())[0]).hexdigest()


def test_slides_are_written_to_a_path_or_to_an_open_file(tmp_path):
    facts, buffer = facts_builder.empty(), io.BytesIO()
    to_path, to_file = build(facts, tmp_path / "pack.pptx"), build(facts, buffer)
    assert to_path == to_file
    assert (tmp_path / "pack.pptx").read_bytes() == buffer.getvalue()
    assert (to_path.size, to_path.pack_id) == (len(buffer.getvalue()), pack_id(facts))


def _hostile(word: str) -> PackFacts:
    kinds = (("open", date(2022, 2, 1)), ("won", date(2021, 4, 1)), ("lost", date(2021, 5, 1)))
    deals = [
        Deal(
            n, 1, word, word, word, status, close, 100_000 * n, 50_000, 100_000 * n + 50_000,
            stage=word, next_step=word, source=word,
        )
        for n, (status, close) in enumerate(kinds, 1)
    ]  # fmt: skip
    people = (
        Contact(1, 1, word, "executive sponsor", email=word),
        Contact(2, 1, word, "alliance manager", side="host", phone=word),
    )
    partner = Partner(1, word, word, word, invited_on=date(2021, 2, 1))
    plan = PackPlan(words={"summary": Words(word, word)})
    file = facts_builder.partner_file(deals, partner=partner, contacts=people)
    return freeze(file, title=word, plan=plan)


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_text_and_stay_on_the_slide(word):
    deck = Deck(_hostile(word))
    shown = " ".join(deck.facts.partner.name.split())[:8].strip()
    assert shown in deck.titles[0] or shown in " ".join(
        shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame
    )
    test_nothing_leaves_the_slide(deck)


def test_right_to_left_text_is_set_so():
    deck = Deck(_hostile("أمن الشبكات للجميع"))
    turned = deck.slides[1]._element.xpath(".//a:pPr[@rtl='1']")
    assert turned


def test_formulas_in_names_stay_text_in_the_workbooks():
    everything = Deck(_hostile("=1+1")).everything()
    assert "<f>1+1</f>" not in everything


def test_a_pack_of_slides_is_made_in_a_moment():
    facts = with_background()
    render(facts)
    begun = time.process_time()
    render(facts)
    assert time.process_time() - begun < 1.5


def test_words_for_a_section_are_in_its_notes():
    file = facts_builder.silver().file
    plan = PackPlan(words={"tier": Words("The sponsor is being named.", "Be patient.")})
    deck = Deck(freeze(file, plan=plan))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert sum("The sponsor is being named." in one for one in notes) >= 1
    assert any("Our own note: Be patient." in one for one in notes)


def test_terms_that_a_page_uses_are_defined_under_it():
    deck = Deck(facts_builder.silver())
    assert (
        "\nAggregate TCV: Wins and losses closed"
        in deck.slides[1].notes_slide.notes_text_frame.text
    )


def test_other_currencies_keep_their_own_decimals():
    facts = facts_builder.silver()
    decision = replace(facts.decision, currency="JPY")
    deck = Deck(replace(facts, file=replace(facts.file, decision=decision)))
    chart = next(c for slide in deck.slides for c in deck.charts(slide) if c.plots)
    amounts = [v for plot in chart.plots for s in plot.series for v in s.values if v]
    assert max(amounts) >= facts.decision.tcv.wins


def test_a_logo_is_on_the_cover_undistorted():
    image = Image.new("RGB", (120, 40), "#336699")
    data = io.BytesIO()
    image.save(data, "PNG")
    file = facts_builder.silver().file
    deck = Deck(freeze(file, plan=PackPlan(logo=data.getvalue())))
    pictures = [shape for shape in deck.slides[0].shapes if shape.name.startswith("Logo")]
    assert len(pictures) == 1
    assert pictures[0].width / pictures[0].height == pytest.approx(3, rel=0.02)
    assert pictures[0]._element.xpath(".//p:cNvPr/@descr")[0]


def test_a_title_stays_in_one_line_or_in_even_ones():
    type_ = TITLE
    near, wide = _set_title("word " * 20, type_, 850, 2)
    assert 0.9 * type_.size <= near <= type_.size
    assert wide == 850
    size, narrow = _set_title("word " * 30, type_, 850, 2)
    assert size == type_.size
    assert narrow < 850


def test_the_list_of_slides_has_the_parts_of_the_pack():
    deck = Deck(facts_builder.silver())
    sections = [node for node in deck.file.part._element.iter() if node.tag.endswith("}section")]
    names = [node.get("name") for node in sections]
    assert names[:2] == ["Cover", "Executive summary"]
    assert sum(len(node[0]) for node in sections) == deck.count
    assert len({node.get("id") for node in sections}) == len(sections)
