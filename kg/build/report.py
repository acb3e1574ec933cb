"""What a build tells: how far it is, and in the end what it did."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was not built: its file (and line), the cause, and what helps."""

    path: str
    cause: str
    line: int | None = None
    cure: str = ""

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}, line {self.line}"
        return f"{place}: {self.cause}" + (f"; {self.cure}" if self.cure else "")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: documents done, bytes of the sources read, bytes in all (0 where that is not known)."""

    documents: int
    read: int
    size: int


@dataclass(slots=True)
class Report:
    """What a build did: documents that are now in the store, how many of them were unchanged, and the rest."""

    documents: int = 0
    unchanged: int = 0
    removed: int = 0
    statements: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [_count(self.documents, "document")]
        if self.unchanged:
            parts[0] += f" ({self.unchanged:,} unchanged)"
        if self.failures:
            parts.append(f"{len(self.failures):,} failed")
        if self.removed:
            parts.append(f"{self.removed:,} removed")
        parts.append(_count(self.statements, "statement"))
        parts.append(f"{self.seconds:.0f} s" if self.seconds >= 10 else f"{self.seconds:.1f} s")
        return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
