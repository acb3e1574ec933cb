"""The folder of a store on disk: who may use it now, and copies of it that cost next to nothing.

Oxigraph promises nothing to a reader while another process writes. So a folder has many readers or one writer, and a
writer, before it begins, leaves a copy of the data (``before/``) to those who come to read meanwhile. A server takes a
copy of its own (``readers/…``), which no build has to wait for. The data files of RocksDB never change once written:
a copy has hard links to them and is a matter of milliseconds.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

try:
    import fcntl
except ImportError:  # not on Windows: there Oxigraph's own lock keeps a second writer out
    fcntl = None  # type: ignore[assignment]

DATA: Final = "oxigraph"
META: Final = "kg-store.json"
LOCK: Final = "lock"
BEFORE: Final = "before"
READERS: Final = "readers"
LOADING: Final = "loading"
NAMES: Final = "names.json"
OURS: Final = frozenset({DATA, META, LOCK, BEFORE, READERS, LOADING, NAMES})
PATIENCE: Final = 1.0
"""Seconds that a command waits for another one to be done with the folder."""

_STEP = 0.02
_FOREVER = frozenset({".sst", ".blob"})
_NOT_COPIED = frozenset({"LOG", "LOCK"})


def lock(folder: Path, *, shared: bool, patience: float = PATIENCE) -> IO[bytes] | None:
    """Lock a folder that exists: many readers or one writer; closing the file frees it.

    ``None`` where there is nothing to lock: on a read-only disk and on Windows. Raises ``BlockingIOError`` where it is
    not free within ``patience`` seconds, ``PermissionError`` where a writer may not write.
    """
    if fcntl is None:
        return None
    path = folder / LOCK
    try:
        if not path.exists():
            path.touch()
        handle = path.open("rb")
    except OSError as error:
        if shared:  # a store on a read-only disk: nobody writes there
            return None
        raise PermissionError(f"{folder}: cannot be written") from error
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                handle.close()
                raise
            time.sleep(_STEP)
        else:
            return handle


def readable(folder: Path, *, patience: float = PATIENCE) -> tuple[Path, IO[bytes] | None]:
    """Where to read a store now, and the lock on it: the folder, or ``before/`` while a build writes.

    Raises ``BlockingIOError`` where neither can be had.
    """
    end = time.monotonic() + patience
    while True:
        with contextlib.suppress(BlockingIOError):
            return folder, lock(folder, shared=True, patience=0)
        before = folder / BEFORE
        if (before / META).is_file():
            with contextlib.suppress(BlockingIOError):
                held = lock(before, shared=True, patience=0)
                if (before / META).is_file():
                    return before, held
                if held:
                    held.close()
        if time.monotonic() >= end:
            raise BlockingIOError(f"{folder}: busy")
        time.sleep(_STEP)


def writable(folder: Path, *, patience: float = PATIENCE) -> IO[bytes] | None:
    """The lock of a writer; what the store holds now stays readable in ``before/``. Raises as ``lock`` does."""
    if fcntl is None:
        return None
    before = folder / BEFORE
    with contextlib.suppress(OSError):
        before.mkdir()
    # This order, or a reader could find the folder locked and an old copy free.
    with contextlib.closing(_held(before, patience)):
        held = lock(folder, shared=False, patience=patience)
        clear(before)
        if (folder / META).is_file() and (folder / DATA).is_dir():
            copy(folder, before)
    return held


def _held(folder: Path, patience: float) -> IO[bytes]:
    held = lock(folder, shared=False, patience=patience)
    if held is None:
        raise PermissionError(f"{folder}: cannot be locked")
    return held


def written(folder: Path) -> None:
    """Take ``before/`` away once the writer is done, unless somebody still reads there."""
    before = folder / BEFORE
    with contextlib.suppress(OSError), contextlib.closing(_held(before, 0)):
        clear(before)


def begin(folder: Path, graphs: Iterable[str]) -> None:
    """Note on the disk the graphs that are about to be loaded."""
    with (folder / LOADING).open("w", encoding="utf-8") as note:
        note.write("".join(f"{graph}\n" for graph in graphs))
        note.flush()
        os.fsync(note.fileno())


def begun(folder: Path) -> tuple[str, ...]:
    """The graphs that a writer was loading when it was killed."""
    path = folder / LOADING
    return tuple(path.read_text(encoding="utf-8").split()) if path.is_file() else ()


def finish(folder: Path) -> None:
    """The graphs are loaded: forget the note."""
    (folder / LOADING).unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Empty a copy, all but its lock: the description first, so that nobody takes the rest for a whole one."""
    (folder / META).unlink(missing_ok=True)
    (folder / NAMES).unlink(missing_ok=True)
    shutil.rmtree(folder / DATA, ignore_errors=True)


def copy(source: Path, target: Path) -> None:
    """Copy a store that nobody writes into an existing folder; the description comes last."""
    (target / DATA).mkdir()
    for path in sorted((source / DATA).iterdir()):
        if path.name in _NOT_COPIED or not path.is_file():
            continue
        if path.suffix in _FOREVER:
            _link(path, target / DATA / path.name)
        else:
            shutil.copyfile(path, target / DATA / path.name)
    with contextlib.suppress(FileNotFoundError):  # its file is only ever replaced as a whole, so a link will do
        _link(source / NAMES, target / NAMES)
    shutil.copyfile(source / META, target / META)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)


class Snapshot:
    """A copy of a store for one long-lived reader: a folder to open read-only; ``remove`` it when done."""

    def __init__(self, path: Path, held: IO[bytes] | None, *, own: bool) -> None:
        """Use ``taken`` instead."""
        self.path = path
        self._held, self._own = held, own

    @classmethod
    def taken(cls, folder: Path, *, patience: float = PATIENCE, newest: bool = False) -> Snapshot:
        """A copy of what the store holds now; while a build writes, of what it held before, unless ``newest``.

        Where no copy can be made (a read-only disk) it is the folder itself. Raises ``BlockingIOError``.
        """
        if newest:
            source, held = folder, lock(folder, shared=True, patience=patience)
        else:
            source, held = readable(folder, patience=patience)
        try:
            target = folder / READERS / secrets.token_hex(8)
            try:
                target.mkdir(parents=True)
                kept = lock(target, shared=True)
                copy(source, target)
            except OSError:
                return cls(source, held, own=False)
        except BaseException:
            if held:
                held.close()
            raise
        if held:
            held.close()
        return cls(target, kept, own=True)

    def remove(self) -> None:
        """Give it up: the copy goes."""
        if self._held:
            self._held.close()
            self._held = None
        if self._own:
            shutil.rmtree(self.path, ignore_errors=True)
            with contextlib.suppress(OSError):
                self.path.parent.rmdir()


def sweep(folder: Path) -> None:
    """Remove the copies of readers that are no more (killed, or out of power)."""
    if fcntl is None:
        return
    readers = folder / READERS
    for path in sorted(readers.iterdir() if readers.is_dir() else ()):
        with contextlib.suppress(OSError), contextlib.closing(_held(path, 0)):
            shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        readers.rmdir()
