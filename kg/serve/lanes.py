"""Who waits behind whom: pages, ready-made questions, short queries and long ones have workers of their own.

Nobody can tell from its text how long a query will take. So each is tried for a moment where only such queries are; one
that needs longer begins anew among the long ones, which have the processor when nobody else wants it.
"""

from __future__ import annotations

from typing import Final

from kg.serve.pool import Leaving, OvertimeError, Pool
from kg.serve.settings import Reply, Request, Settings

_MOMENT: Final = 0.15
"""Seconds of work that a query may take among the short ones."""
_QUESTIONS_NICE: Final = 5
_LONG_NICE: Final = 15
_PAGES: Final = frozenset({"home", "search", "thing", "questions", "editor", "description"})


class Lanes:
    """The workers of a server; use it within one event loop."""

    def __init__(self, settings: Settings) -> None:
        """Start nothing yet."""
        self._moment = min(_MOMENT, settings.timeout)
        self._pages = Pool(settings, settings.page_workers)
        self._questions = Pool(settings, settings.page_workers, nice=_QUESTIONS_NICE)
        self._short = Pool(settings, 2 * settings.page_workers)
        self._long = Pool(settings, settings.workers, nice=_LONG_NICE, newest=True)
        self._all = (self._pages, self._questions, self._short, self._long)

    def open(self) -> None:
        """Start the workers."""
        for pool in self._all:
            pool.open()

    def close(self) -> None:
        """End the workers, whatever they do."""
        for pool in self._all:
            pool.close()

    @property
    def places(self) -> frozenset[str]:
        """The snapshots that workers have open."""
        return frozenset().union(*(pool.places for pool in self._all))

    async def ask(self, place: str, request: Request, gone: Leaving) -> Reply:
        """The answer to a request. Raises ``Refusal`` as ``Pool.ask``."""
        if request.task != "sparql":
            pool = self._pages if request.task in _PAGES else self._questions
            return await pool.ask(place, request, gone)
        try:
            return await self._short.ask(place, request, gone, self._moment)
        except OvertimeError:
            return await self._long.ask(place, request, gone)
