"""Packs built in processes of their own that stay warm, so that a window never waits for one."""

import io
import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from reports.facts import PackFacts

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from reports.parts import Part

# As many packs as can be built side by side.
WIDTH = os.cpu_count() or 1

_lock = Lock()


@dataclass(frozen=True, slots=True)
class Built:
    """A finished pack: the bytes of its file, its number of pages, its whole id, its parts."""

    data: bytes
    pages: int
    pack_id: str
    parts: "tuple[Part, ...]" = ()


def build_here(facts: PackFacts) -> Built:
    """Build a pack in this process."""
    from reports.pack import build

    buffer = io.BytesIO()
    result = build(facts, buffer)
    return Built(buffer.getvalue(), result.pages, result.pack_id, result.parts)


def slides_here(facts: PackFacts) -> Built:
    """Build a pack as slides in this process."""
    from reports.slides.presentation import render

    data, slides, pack_id = render(facts)
    return Built(data, slides, pack_id)


def build_bytes(facts: PackFacts) -> Built:
    """The pack, built in the warm process; a process that has died is replaced once."""
    return _built(facts, build_here)


def slides_bytes(facts: PackFacts) -> Built:
    """The pack as slides, as `build_bytes`; its pages are slides."""
    return _built(facts, slides_here)


def _built(facts: PackFacts, build: Callable[[PackFacts], Built]) -> Built:
    pool = _running()
    try:
        return pool.submit(build, facts).result()
    except BrokenExecutor:
        # All that were under way broke with the process that died; each is built once more.
        _give_up(pool)
        return _running().submit(build, facts).result()


def _running() -> "ProcessPoolExecutor":
    with _lock:
        return _pool()


def _give_up(pool: "ProcessPoolExecutor") -> None:
    """Let a broken pool go, unless another who saw it break has done so."""
    with _lock:
        if _pool.cache_info().currsize and _pool() is pool:
            _pool.cache_clear()
    pool.shutdown(wait=False)


def warm() -> None:
    """Start the process and let it import what it needs, without waiting for it."""
    with _lock:
        _pool().submit(os.getpid)  # a process prepares itself when it begins


def stop() -> None:
    """End the process; the next call starts another."""
    with _lock:
        if not _pool.cache_info().currsize:
            return
        pool = _pool()
        _pool.cache_clear()
    pool.shutdown(wait=True, cancel_futures=True)


@cache
def _pool() -> "ProcessPoolExecutor":
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: a fork would copy the window's threads and the open portfolio.
    # Each is started when all others are at work, so one pack at a time needs but one.
    return ProcessPoolExecutor(WIDTH, mp_context=get_context("spawn"), initializer=prepare)


def prepare() -> None:
    """What a process does before its first pack: load all that packs need, and keep it for good."""
    import gc

    from reportlab.pdfgen import canvas

    from reports import facts_csv, pack
    from reports.faces import MEDIUM, REGULAR, SEMIBOLD, face

    for weight in (REGULAR, MEDIUM, SEMIBOLD):
        face(weight)
    del canvas, facts_csv, pack
    # What is loaded by now stays, and is not looked through again and again for what has gone.
    gc.collect()
    gc.freeze()
