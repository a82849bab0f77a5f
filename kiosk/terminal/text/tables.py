"""Tables for a terminal: columns as wide as what is in them."""

from __future__ import annotations

from collections.abc import Sequence


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines of text, the heads first; a column that is empty in every row is left out."""
    kept = [n for n in range(len(heads)) if any(row[n] for row in rows)]
    lines = [[line[n] for n in kept] for line in (heads, *rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(kept))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
