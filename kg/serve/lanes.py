"""Who waits behind whom: pages, ready-made questions, short queries and long ones have workers of their own.

Nobody can tell from its text how long a query will take. So each is tried for a moment where only such queries are; one
that needs longer begins anew among the long ones, which have the processor when nobody else wants it. So it is with
ready-made questions and pictures, except that those that were long once are not tried again.
"""

from __future__ import annotations

from typing import Final

from kg.serve.pool import Leaving, OvertimeError, Pool
from kg.serve.settings import Reply, Request, Settings

_MOMENT: Final = 0.15
"""Seconds of work that a query may take among the short ones."""
_QUESTION: Final = 0.5
"""Likewise a ready-made question; it takes longer than that but once, then it is known."""
_SLOW_NICE: Final = 5
_LONG_NICE: Final = 10
_PAGES: Final = frozenset({"home", "search", "thing", "questions", "editor", "description"})


class Lanes:
    """The workers of a server; use it within one event loop."""

    def __init__(self, settings: Settings) -> None:
        """Start nothing yet."""
        few = settings.page_workers
        self._limit = settings.timeout
        self._pages, self._questions, self._short = Pool(settings, few), Pool(settings, few), Pool(settings, 2 * few)
        self._slow = Pool(settings, few, nice=_SLOW_NICE, newest=True)
        self._long = Pool(settings, settings.workers, nice=_LONG_NICE, newest=True)
        self._all = (self._pages, self._questions, self._short, self._slow, self._long)
        self._place = ""
        self._known_slow: set[str] = set()

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
        if request.task in _PAGES:
            return await self._pages.ask(place, request, gone)
        if request.task == "sparql":
            return await self._tried(self._short, self._long, place, request, gone, _MOMENT)
        if place != self._place:
            self._place = place
            self._known_slow.clear()
        name = f"{request.task} {request.name}"
        if name in self._known_slow:
            return await self._slow.ask(place, request, gone)
        return await self._tried(self._questions, self._slow, place, request, gone, _QUESTION)

    async def _tried(
        self, quick: Pool, patient: Pool, place: str, request: Request, gone: Leaving, moment: float
    ) -> Reply:
        """The answer of ``quick`` if it comes within a moment of work, else of ``patient``."""
        try:
            return await quick.ask(place, request, gone, min(moment, self._limit))
        except OvertimeError:
            if request.task != "sparql":
                self._known_slow.add(f"{request.task} {request.name}")
            return await patient.ask(place, request, gone)
