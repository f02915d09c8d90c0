import gc
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from reports import worker
from reports.facts import pack_id
from reports.pack import render
from tests.reports import facts_builder


@pytest.fixture
def process():
    yield worker
    worker.stop()


def test_the_warm_process_gives_the_bytes_that_this_one_gives(process):
    process.warm()
    facts = facts_builder.silver()
    built = process.build_bytes(facts)
    assert built.data == render(facts)[0]
    assert built.pack_id == pack_id(facts)
    assert built.pages == render(facts)[1]


def test_a_process_that_died_is_replaced(process):
    facts = facts_builder.empty()
    process._pool().submit(os._exit, 3)
    assert process.build_bytes(facts).pages > 5


def test_all_that_broke_with_a_process_are_built_once_more(process):
    facts = [replace(facts_builder.empty(), title=f"Review {number}") for number in range(6)]
    with ThreadPoolExecutor(6) as threads:
        builds = [threads.submit(process.build_bytes, one) for one in facts]
        process._pool().submit(os._exit, 3)
        built = [build.result() for build in builds]
    assert [one.pack_id for one in built] == [pack_id(one) for one in facts]


def test_what_a_process_has_loaded_is_never_looked_through_for_what_has_gone(process):
    assert process.build_bytes(facts_builder.empty()).pages > 5
    assert process._pool().submit(gc.get_freeze_count).result() > 10_000


def test_who_sees_late_that_a_process_died_leaves_the_new_one_alone(process):
    broken = process._running()
    process.stop()
    new = process._running()
    process._give_up(broken)
    assert process._running() is new
    process._give_up(new)
    assert process._running() is not new


def test_stopping_what_never_ran_is_nothing():
    worker.stop()
    worker.stop()


def test_slides_come_out_of_the_warm_process_as_they_would_here(process):
    from reports.slides.presentation import render as slides

    facts = facts_builder.silver()
    data, count, pack = slides(facts)
    built = process.slides_bytes(facts)
    assert (built.data, built.pages, built.pack_id) == (data, count, pack)
