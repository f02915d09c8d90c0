"""A disk that loses power: what is written is recorded, and rebuilt as it may lie after a cut.

Until a file is synced a disk may keep each of its writes, lose it, or keep some of its sectors, in
any order; until a folder is synced the same holds for each name in it that was given, changed or
deleted. What the product writes without SQLite is recorded whole where it is synced or renamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.faults.hooked import Watcher, watched

SECTOR = 512


class Event(NamedTuple):
    """One thing done to a content (write, truncate, sync) or to a name in a folder, or said."""

    kind: str
    content: int = 0
    offset: int = 0
    data: bytes = b""
    name: str = ""
    other: str = ""
    said: object = None


class Cut(NamedTuple):
    """What had been said before the power went, and what would have been said after."""

    said: list[Any]
    coming: list[Any]


@dataclass(slots=True)
class Disk(Watcher):
    """What was done under a folder, in order; see `recording`."""

    root: Path
    events: list[Event] = field(default_factory=list)
    _contents: dict[str, int] = field(default_factory=dict)
    _sqlites: set[int] = field(default_factory=set)
    _last: dict[int, bytes] = field(default_factory=dict)
    _count: int = 0
    _begun: int = 0  # what is recorded before was safe already

    def said(self, what: object) -> None:
        """Something was acknowledged: after a cut from here on it has to be there."""
        self.events.append(Event("said", said=what))

    def after_cut(self, moment: Random, target: Path) -> Cut:
        """Lay the files out in `target` as they may be after a cut."""
        end = moment.randint(self._begun, len(self.events))
        done = self.events[:end]
        sure = _made_sure(done)
        names: dict[str, int] = {}
        held: dict[int, bytearray] = {}
        for at, event in enumerate(done):
            _replay(names, held, event, moment, sure=at in sure)
        for name, content in names.items():
            path = target / Path(name).relative_to(self.root)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held.get(content, b""))
        return Cut(_said(done), _said(self.events[end:]))

    def take(self, path: Path) -> None:
        """A file that was there, and safe, before the recording began."""
        content = self._named(str(path), is_new=True)
        self._whole(str(path), content)
        self.events.append(Event("sync", content))
        self.events.append(Event("sync_folder", name=str(path.parent)))
        self._begun = len(self.events)

    def opened(self, path: str, *, is_new: bool) -> None:
        if self._is_here(path):
            self._sqlites.add(self._named(path, is_new=is_new))

    def wrote(self, path: str, offset: int, data: bytes) -> None:
        if self._is_here(path):
            self.events.append(Event("write", self._named(path), offset, data))

    def truncated(self, path: str, size: int) -> None:
        if self._is_here(path):
            self.events.append(Event("truncate", self._named(path), size))

    def synced(self, path: str) -> None:
        if self._is_here(path):
            content = self._named(path)
            self._whole(path, content)
            self.events.append(Event("sync", content))

    def synced_folder(self, path: str) -> None:
        self.events.append(Event("sync_folder", name=path))

    def deleted(self, path: str) -> None:
        if self._contents.pop(path, None) is not None:
            self.events.append(Event("delete", name=path))

    def renamed(self, path: str, target: str) -> None:
        if self._is_here(path):
            content = self._named(path)
            self._whole(target, content)
            self._contents[target] = self._contents.pop(path)
            self.events.append(Event("rename", content, name=path, other=target))

    def _is_here(self, path: str) -> bool:
        return bool(path) and Path(path).is_relative_to(self.root)

    def _named(self, path: str, *, is_new: bool = False) -> int:
        if is_new or path not in self._contents:
            self._count += 1
            self._contents[path] = self._count
            self.events.append(Event("create", self._count, name=path))
        return self._contents[path]

    def _whole(self, path: str, content: int) -> None:
        """What the product wrote itself shows only in the file; SQLite's writes were seen."""
        if content in self._sqlites:
            return
        data = Path(path).read_bytes()
        if self._last.get(content) != data:
            self.events.append(Event("truncate", content, 0))
            self.events.append(Event("write", content, 0, data))
            self._last[content] = data


def _said(events: list[Event]) -> list[Any]:
    return [event.said for event in events if event.kind == "said"]


def _made_sure(done: list[Event]) -> set[int]:
    """The events that a later sync of the same content or folder has made safe."""
    sure: set[int] = set()
    waiting: dict[object, list[int]] = {}
    for at, event in enumerate(done):
        match event.kind:
            case "write" | "truncate":
                waiting.setdefault(event.content, []).append(at)
            case "create" | "delete" | "rename":
                waiting.setdefault(str(Path(event.name).parent), []).append(at)
            case "sync":
                sure.update(waiting.pop(event.content, ()))
            case "sync_folder":
                sure.update(waiting.pop(event.name, ()))
    return sure


def _replay(
    names: dict[str, int], held: dict[int, bytearray], event: Event, moment: Random, *, sure: bool
) -> None:
    fate = "kept" if sure else moment.choice(("kept", "lost", "torn"))
    if fate == "lost":
        return
    match event.kind:
        case "create":
            names[event.name] = event.content
        case "write":
            _write(held.setdefault(event.content, bytearray()), event, moment, torn=fate == "torn")
        case "truncate":
            del held.setdefault(event.content, bytearray())[event.offset :]
        case "delete":
            names.pop(event.name, None)
        case "rename":
            names.pop(event.name, None)
            names[event.other] = event.content


def _write(content: bytearray, event: Event, moment: Random, *, torn: bool) -> None:
    end = event.offset + len(event.data)
    content.extend(bytes(max(0, end - len(content))))
    for start in range(0, len(event.data), SECTOR):
        if not torn or moment.random() < 0.5:
            piece = event.data[start : start + SECTOR]
            content[event.offset + start : event.offset + start + len(piece)] = piece


@contextmanager
def recording(root: Path) -> Iterator[Disk]:
    """Record what is done under a folder while this is in force; what lies there is safe."""
    disk = Disk(root)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            disk.take(path)
    with watched(disk):
        yield disk
