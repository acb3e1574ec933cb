"""The module ``suite`` and the folders of the W3C tests, which are no part of this repository."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("w3c_suite", Path(__file__).with_name("suite.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


SUITE = _module()


@pytest.fixture(scope="session")
def suite() -> ModuleType:
    """The helpers."""
    return SUITE
