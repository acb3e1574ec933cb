"""Many clients at one server for a while: questions of the catalogue, look-ups, and three hostile queries.

    python benchmarks/serve/stress.py STORE [--clients 32] [--seconds 60] [--timeout 5]

starts ``kg serve`` on the store, asks it over the loopback interface, and prints what came back: how many answers of
each kind, how long they took, and what memory all processes of the server took in the course of the time. It fails
(exit code 1) where anything but an answer or a stated limit (503) came, and where memory grew.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from kg.query.ask import AskError, bind
from kg.query.catalogue import Question, catalogue
from kg.store import Store

HOSTILE = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "deep path": "SELECT (COUNT(*) AS ?n) { ?a (!cy:none|^!cy:none)* ?b }",
    "huge regex": (
        'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "(.*.*)*[^a]{40}$")) }'
    ),
}
SHARE = 0.03
"""How many of all requests are hostile, each of the three alike."""
GROWTH = 1.15
NOT_FOUND = 404
ACCEPTED = (200, NOT_FOUND, 503)
"""404: a question about what the store does not name."""


@dataclass
class Seen:
    """What the clients saw: kind → statuses and seconds."""

    statuses: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, status: int, seconds: float) -> None:
        """One answer."""
        with self.lock:
            self.statuses[kind][status] += 1
            self.seconds[kind].append(seconds)


def answerable(store: Path) -> list[Question]:
    """The questions whose examples name what the store knows."""
    found = []
    with Store.open(store, read_only=True) as opened:
        for each in catalogue().values():
            with contextlib.suppress(AskError):
                bind(each, each.example, opened)
                found.append(each)
    print(f"{len(found)} of {len(catalogue())} questions are about what the store names")
    return found


def requests(seed: int, questions: list[Question]) -> Iterator[tuple[str, str]]:
    """Kind and link of one request after another; no two links are alike, so that none is answered from before."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = ("四川", "chongqing", "510100", "成都市", "scs", "遂宁")
    for number in itertools.count():
        mark = f"{seed}-{number}"
        draw = chance.random()
        if draw < SHARE:
            kind = chance.choice(list(HOSTILE))
            yield kind, f"/sparql?query={quote(HOSTILE[kind] + ' #' + mark)}"
        elif draw < 0.06:
            yield "count", f"/sparql?query={quote('SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p #' + mark)}"
        elif draw < 0.08:
            yield "unknown name", f"/questions/agreements-of.json?{urlencode({'party': '四川生', 'n': mark})}"
        elif draw < 0.2:
            yield "search", f"/search?{urlencode({'q': chance.choice(names), 'n': mark})}"
        elif draw < 0.35:
            yield "thing", f"/chuanyu-kg/id/region/510100?n={mark}"
        elif draw < 0.5:
            query = f"SELECT ?l {{ <region/510000> skos:prefLabel ?l }} #{mark}"
            yield "look-up", f"/sparql?query={quote(query)}"
        else:
            asked = chance.choice(questions)
            yield "question", f"/questions/{asked.name}.json?{urlencode({**asked.example, 'n': mark})}"


def client(place: str, seed: int, questions: list[Question], end: float, seen: Seen) -> None:
    """Ask until the end."""
    connection = http.client.HTTPConnection(place, timeout=60)
    for kind, link in requests(seed, questions):
        if time.monotonic() > end:
            break
        begin = time.monotonic()
        try:
            connection.request("GET", link)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            with seen.lock:
                seen.errors.append(f"{kind}: {type(error).__name__}: {error}")
            connection.close()
            continue
        seen.note(kind, 200 if answer.status == 303 else answer.status, time.monotonic() - begin)
    connection.close()


def memory(root: int) -> tuple[float, int]:
    """MiB that the process and all below it take (shared pages by share), and how many there are."""
    children: dict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            own, _, rest = path.read_text().partition(" (")
            children[int(rest.rpartition(")")[2].split()[1])].append(int(own))
        except OSError:
            continue
    total, count, waiting = 0, 0, [root]
    while waiting:
        pid = waiting.pop()
        waiting += children[pid]
        try:
            found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        except OSError:
            continue
        total, count = total + int(found[1] if found else 0), count + 1
    return total / 1024, count


def run(store: Path, clients: int, seconds: float, timeout: float) -> int:
    """The whole: exit code."""
    questions = answerable(store)
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--store", str(store)]
    with subprocess.Popen(
        [*command, "--port", "0", "--timeout", f"{timeout:g}"], stderr=subprocess.PIPE, text=True
    ) as server:
        told_by: Iterable[str] = server.stderr or ()
        place = next(iter(told_by)).partition("//")[2].partition("/")[0]
        log: list[str] = []
        threading.Thread(target=lambda: log.extend(told_by), daemon=True).start()
        http.client.HTTPConnection(place, timeout=120).request("GET", "/")
        time.sleep(3)  # until all workers are there
        seen, taken = Seen(), []
        begin = time.monotonic()
        threads = [
            threading.Thread(target=client, args=(place, seed, questions, begin + seconds, seen))
            for seed in range(clients)
        ]
        for each in threads:
            each.start()
        while any(each.is_alive() for each in threads):
            taken.append((time.monotonic() - begin, *memory(server.pid)))
            time.sleep(1)
        server.terminate()
        server.wait(20)
    return told(seen, [each for each in taken if each[0] <= seconds], log, seconds)


def told(seen: Seen, taken: list[tuple[float, float, int]], log: list[str], seconds: float) -> int:
    """Print the figures; the exit code."""
    asked = sum(len(each) for each in seen.seconds.values())
    print(f"{asked} answers in {seconds:g} s: {asked / seconds:.0f} a second\n")
    print("| kind | answers | 200 | 404 | 503 | others | median ms | 95 % ms | longest ms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for kind, times in sorted(seen.seconds.items()):
        counted = seen.statuses[kind]
        others = sum(number for status, number in counted.items() if status not in ACCEPTED)
        shown = sorted(times)
        figures = [round(each * 1000) for each in (statistics.median(shown), shown[int(len(shown) * 0.95)], shown[-1])]
        row = [kind, len(times), counted[200], counted[404], counted[503], others, *figures]
        print("| " + " | ".join(str(each) for each in row) + " |")
    third = max(len(taken) // 3, 1)
    used = [each[1] for each in taken]
    parts = [statistics.mean(part) for part in (used[:third], used[third:-third], used[-third:])]
    print(f"\nmemory of all {taken[-1][2]} processes in MiB, by thirds of the time:", end=" ")
    print(f"{', '.join(f'{each:.0f}' for each in parts)}; most {max(used):.0f}")
    wrong = seen.errors + [
        f"{kind}: status {status}, {number} times"
        for kind, counted in seen.statuses.items()
        for status, number in counted.items()
        if status not in ACCEPTED
    ]
    wrong += log[:20]
    if parts[2] > parts[1] * GROWTH:
        wrong.append("memory grew")
    print("\n".join(wrong) or "no error but the stated limits; memory flat")
    return 1 if wrong else 0


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--timeout", type=float, default=5)
    given = parser.parse_args()
    sys.exit(run(given.store, given.clients, given.seconds, given.timeout))


if __name__ == "__main__":
    main()
