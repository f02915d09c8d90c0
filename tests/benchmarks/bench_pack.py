"""A review pack of about twelve pages against Typst, against plain drawing, and by the hundred."""

import gc
import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pytest

import resources
from reports.facts import PackFacts
from reports.pack import drawn, render
from reports.worker import prepare
from tests.benchmarks import pack_rivals
from tests.reports import facts_builder

pytestmark = pytest.mark.bench

typst = pytest.importorskip("typst")

# A pack of a dozen pages: what a person would leave out of the full one.
PAGES = range(11, 14)
LEFT_OUT = (
    "decisions", "commitments", "tier", "movement", "deals", "wins", "offerings", "enablement",
    "benefits", "joint-plan", "health", "risks", "next-quarter", "definitions", "evidence",
    "changes",
)  # fmt: skip
FONTS = str(resources.path("fonts/IBMPlexSans-Regular.ttf").parent)


def packs(count: int) -> list[PackFacts]:
    """Packs with a table of 120 deals, each of other deals: nothing set for one serves the next."""
    made = []
    for number in range(count):
        deals = facts_builder.some_deals(120, 17_300_000 + 41_000 * number, seed=number)
        own = [
            replace(d, name=f"{d.name}-{number}", deal_id=f"{d.deal_id}-{number}") for d in deals
        ]
        facts = facts_builder.with_deals(f"Summit Data {number}", own)
        made.append(replace(facts, plan=replace(facts.plan, left_out=LEFT_OUT)))
    return made


def cpu(work: Callable[[PackFacts], object], facts: list[PackFacts]) -> float:
    """The median CPU time of one pack in milliseconds."""
    found = []
    for one in facts:
        gc.collect()
        begun = process_time()
        work(one)
        found.append(process_time() - begun)
    return median(found) * 1000


def test_a_pack_takes_a_quarter_of_typst_and_no_more_than_plain_drawing():
    facts = packs(9)
    render(facts[0])
    data, pages, _ = render(facts[1])
    assert pages in PAGES
    books = {one.partner.name: drawn(one, "") for one in facts}
    figures = [
        node for leaf in books["Summit Data 1"].leaves for node in leaf.sheet.root if node.data
    ]
    sources = {name: pack_rivals.typst_files(book) for name, book in books.items()}
    compiler = typst.Compiler(font_paths=[FONTS], ignore_system_fonts=True)

    def by_typst(one: PackFacts) -> object:
        return compiler.compile(input=sources[one.partner.name], format="pdf", pdf_standards="ua-1")

    def by_hand(one: PackFacts) -> object:
        return pack_rivals.drawn_line_by_line(books[one.partner.name])

    by_typst(facts[0])
    by_hand(facts[0])
    ours, theirs, plain = (cpu(work, facts[1:]) for work in (render, by_typst, by_hand))
    print(
        f"\n{pages} pages, {len(figures)} charts, {len(data) / 1000:.0f} kB: {ours:.0f} ms of CPU;"
        f" Typst {theirs:.0f} ms ({theirs / ours:.1f} times), drawString {plain:.0f} ms"
        f" ({ours / plain:.2f} of it)"
    )
    assert len(figures) >= 3
    assert theirs >= 4 * ours
    assert ours <= 1.3 * plain
    assert len(data) <= 320_000


_OURS = """
import pickle, sys
from reports.pack import render
render(pickle.load(open(sys.argv[1], "rb")))
"""
_TYPST = """
import pickle, sys, typst
typst.compile(pickle.load(open(sys.argv[1], "rb")), format="pdf", font_paths=[sys.argv[2]],
              ignore_system_fonts=True, pdf_standards="ua-1")
"""


def process_cpu(*commands: tuple[str, ...]) -> list[float]:
    """The median CPU time of a new process for each command in milliseconds, taken in turns."""
    found: list[list[float]] = [[] for _ in commands]
    # What others do on the machine weighs on all alike; the first round fills the caches, and
    # writes the bytecode that an installed product has.
    surroundings = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    for _ in range(10):
        for command, times in zip(commands, found, strict=True):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", *command], check=True, env=surroundings)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return [median(times[1:]) * 1000 for times in found]


def test_a_cold_process_is_about_as_quick_as_typst(tmp_path: Path):
    facts = packs(1)[0]
    (tmp_path / "facts").write_bytes(pickle.dumps(facts))
    (tmp_path / "typst").write_bytes(pickle.dumps(pack_rivals.typst_files(drawn(facts, ""))))
    ours, theirs = process_cpu(
        (_OURS, str(tmp_path / "facts")), (_TYPST, str(tmp_path / "typst"), FONTS)
    )
    print(f"\ncold process: {ours:.0f} ms of CPU; Typst {theirs:.0f} ms ({ours / theirs:.2f})")
    assert ours <= 1.1 * theirs


MANY = 500


def _built(facts: PackFacts) -> tuple[int, int, float]:
    """Build a pack and say which process did, how large it has become in MB, and the file in kB."""
    data, _, _ = render(facts)
    return os.getpid(), _resident(), len(data) / 1000


def _resident() -> int:
    """What the process holds now in MB; the largest it ever held is its parent's before it ran."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    raise AssertionError("no VmRSS in /proc/self/status")


def built_by(workers: int, facts: list[PackFacts]) -> tuple[float, list[tuple[int, int, float]]]:
    """The wall time of all packs in seconds with that many warm processes, and what each said.

    On a machine that others use as well, the wall of two says nothing.
    """
    spawn = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=prepare) as pool:
        list(pool.map(_built, facts[: 4 * workers]))
        begun = perf_counter()
        said = list(pool.map(_built, facts))
        return perf_counter() - begun, said


def test_two_workers_take_half_the_time_of_one_and_do_not_grow():
    facts = [one for one in packs(25) for _ in range(MANY // 25)]
    one, _ = built_by(1, facts)
    two, said = built_by(2, facts)
    sizes: dict[int, list[int]] = {}
    for process, size, _ in said:
        sizes.setdefault(process, []).append(size)
    largest = max(map(max, sizes.values()))
    grown = max(found[-1] - found[len(found) // 4] for found in sizes.values())
    print(
        f"\n{len(facts)} packs: {one:.1f} s with one process, {two:.1f} s with two"
        f" ({two / one:.2f}); {largest} MB at most each, {grown} MB more since the first quarter"
    )
    assert len(sizes) == 2
    assert two <= 0.55 * one
    assert largest <= 90
    assert grown <= 4
