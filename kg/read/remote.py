"""Sources behind a URL (``s3://…``, ``gs://…``, ``https://…``), by fsspec (``pip install chuanyu-kg[cluster]``)."""

from __future__ import annotations

import glob
import importlib
from collections.abc import Iterator
from typing import IO, Any

from kg.read.errors import ReadError


class Remote(str):
    """The URL of one file."""

    __slots__ = ()


def is_remote(source: object) -> bool:
    """Whether a source is named by a URL."""
    return isinstance(source, str) and "://" in source


def remote(url: str) -> Iterator[Remote | ReadError]:
    """The files that a URL names, sorted: one file, all below a folder, or those that a pattern matches."""
    try:
        system, path = _fsspec().core.url_to_fs(url)
        if glob.has_magic(path):
            found = system.glob(path)
            names = [name for name in found if not name.rpartition("/")[2].startswith(".") and system.isfile(name)]
        elif system.isdir(path):
            names = system.find(path)
        else:
            names = [path] if system.exists(path) else []
    except ImportError as error:
        yield ReadError(
            url, None, f"{error.name} is not installed", "pip install 'chuanyu-kg[cluster]' and what it names"
        )
        return
    except (OSError, ValueError) as error:
        yield ReadError(url, None, str(error) or type(error).__name__, "check the address and your rights")
        return
    if not names:
        yield ReadError(url, None, "there is no such file or folder", "check the address")
    for name in sorted(names):
        yield Remote(system.unstrip_protocol(name))


def opened(url: Remote) -> IO[bytes]:
    """The file behind a URL, for reading; raises ``OSError``."""
    file: IO[bytes] = _fsspec().open(str(url), "rb").open()
    return file


def _fsspec() -> Any:  # noqa: ANN401 - it has no types, and is installed only where it is used
    return importlib.import_module("fsspec")
