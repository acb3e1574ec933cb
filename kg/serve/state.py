"""Which snapshot of the store is served: the newest that can be had without standing in a build's way.

A build that writes is not waited for: until it is done, what was there before is served. Then the next request finds
another revision in the store's description, and from then on new work goes to a new snapshot.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from kg.folder import META, Snapshot, sweep
from kg.serve.settings import identity_path
from kg.store import StoreError, checked_folder


class Place(NamedTuple):
    """A snapshot: its folder, what it holds (``revision``), and where its IRIs begin."""

    folder: str
    revision: str
    base: str

    @property
    def identities(self) -> str:
        """The path below which things have their pages."""
        return identity_path(self.base)


class State:
    """The snapshot that is served now, and those that workers have still open."""

    def __init__(self, store: Path) -> None:
        """Take the first snapshot. Raises ``StoreError`` where the folder is no store or a first build is writing."""
        checked_folder(store)
        self._store = store
        sweep(store)
        self._old: list[Snapshot] = []
        self._seen: object = None
        try:
            self._current = Snapshot.taken(store, patience=5)
        except BlockingIOError:
            raise StoreError(
                f"{store}: the store is busy: a build is writing to it.", "Wait until it is done, then try again."
            ) from None
        self.place = self._place()

    def stale(self) -> bool:
        """Whether the store seems to hold something newer; costs one look at one file."""
        try:
            stat = (self._store / META).stat()
        except OSError:  # a build from scratch has just begun
            return False
        mark = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if mark == self._seen:
            return False
        if _described(self._store).get("revision", "") == self.place.revision:
            self._seen = mark
            return False
        return True

    def renew(self) -> None:
        """Take a new snapshot if no build is writing just now."""
        try:
            new = Snapshot.taken(self._store, patience=0, newest=True)
        except OSError:
            return
        self._old.append(self._current)
        self._current = new
        self.place = self._place()

    def release(self, used: Collection[str]) -> None:
        """Remove the old snapshots that no worker has open."""
        for each in [each for each in self._old if str(each.path) not in used]:
            self._old.remove(each)
            each.remove()

    def close(self) -> None:
        """Remove all snapshots."""
        for each in (*self._old, self._current):
            each.remove()
        self._old.clear()

    def _place(self) -> Place:
        described = _described(self._current.path)
        return Place(str(self._current.path), described.get("revision", ""), described["base"])


def _described(folder: Path) -> dict[str, str]:
    try:
        described: dict[str, str] = json.loads((folder / META).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return described
