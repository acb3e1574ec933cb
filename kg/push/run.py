"""A push: what has changed since the last one is sent, what is gone is removed, and what arrived is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kg.push.http import Client
from kg.push.state import Graph, Journal, graph
from kg.push.targets import GraphStore, Target, counts
from kg.store import Store

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push has to do: graphs to send, graphs to remove, and how many the target has already."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]
    unchanged: tuple[str, ...]
    triples: int


@dataclass(slots=True)
class Report:
    """What a push did.

    ``verified`` is how many graphs were counted afterwards; ``wrong`` gives those whose count is another than ours:
    graph → (ours, theirs).
    """

    sent: int = 0
    removed: int = 0
    unchanged: int = 0
    triples: int = 0
    verified: int = 0
    wrong: dict[str, tuple[int, int]] = field(default_factory=dict)


def plan(store: Store, journal: Journal, *, everything: bool = False) -> Plan:
    """What the target of ``journal`` lacks of ``store``; all graphs, if ``everything`` is to be sent."""
    changed, unchanged, triples = [], [], 0
    names = store.graphs()
    for name in names:
        found = graph(store, name)
        if journal.known.get(name) == found.digest and not everything:
            unchanged.append(name)
        else:
            changed.append(name)
            triples += len(found.lines)
    gone = sorted(set(journal.known) - set(names))
    return Plan(tuple(changed), tuple(gone), tuple(unchanged), triples)


def push(store: Store, target: Target, journal: Journal, work: Plan, *, progress: Progress | None = None) -> Report:
    """Do what ``work`` says, a graph at a time; each that has arrived is noted at once.

    ``progress`` hears how many of how many are done, and of which graph. Raises ``PushError``; a new push then goes on
    where this one ended.
    """
    report = Report(unchanged=len(work.unchanged))
    total = len(work.changed) + len(work.gone)
    for done, name in enumerate(work.gone):
        _say(progress, done, total, name)
        target.drop(name)
        journal.note(name, None)
        report.removed += 1
    for done, name in enumerate(work.changed, len(work.gone)):
        _say(progress, done, total, name)
        found = graph(store, name)
        target.put(found)
        journal.note(name, found.digest)
        report.sent += 1
        report.triples += len(found.lines)
    _say(progress, total, total, "")
    journal.compact()
    return report


def verify(
    store: Store, work: Plan, report: Report, journal: Journal, *, client: Client, where: str | GraphStore | None
) -> Report:
    """Count what the target has, and note it in ``report``; a graph of another count is sent again next time.

    ``where`` is a query endpoint, by which all graphs are counted, also those that an earlier push has sent and those
    that are gone; or a graph store, from which those sent now are read back; or ``None``, and nothing is counted.
    """
    for name, theirs in _counted(where, work, client):
        ours = 0 if name in work.gone else len(_lines(store, name))
        report.verified += 1
        if theirs != ours:
            report.wrong[name] = ours, theirs
            if name not in work.gone:
                journal.note(name, None)
    return report


def _counted(where: str | GraphStore | None, work: Plan, client: Client) -> Iterator[tuple[str, int]]:
    if isinstance(where, GraphStore):
        yield from ((name, where.count(name)) for name in (*work.changed, *work.gone))
    elif where is not None:
        yield from counts(client, where, (*work.unchanged, *work.changed, *work.gone))


def _lines(store: Store, name: str) -> tuple[bytes, ...]:
    found: Graph = graph(store, name)
    return found.lines


def _say(progress: Progress | None, done: int, total: int, name: str) -> None:
    if progress is not None:
        progress(done, total, name)
