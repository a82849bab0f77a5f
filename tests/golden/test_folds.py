"""A snapshot outlives an update: whatever a release could have kept is what today's code folds itself.

Where this fails, a fold has come to make something else of rows that there were before. That may be right.
Then raise `FOLD` in `kiosk/custody/fold.py` (or in `health.py`) and have `python -m tests.golden.make folds`
keep the snapshots anew. Older ones are passed over from then on, and the first start after the update folds
every row. A new event needs no other number, nor does a field with a default that only new events fill.
"""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.custody.boards.health import EMPTY as NOTHING_KNOWN
from kiosk.custody.boards.health import fold as fold_health
from kiosk.custody.draft import fold_all, fold_all_health
from kiosk.custody.fold import fold
from kiosk.custody.ledger import EMPTY
from kiosk.journal import book
from kiosk.journal.copies import export
from kiosk.journal.rows import read
from tests.golden.replay import FOLDER, kept_by, misfolds, record_folds


def test_snapshots_of_every_release_are_what_today_folds() -> None:
    releases = sorted(FOLDER.glob("*.jsonl"))
    assert releases
    assert {path.stem: misfolds(path) for path in releases} == {path.stem: [] for path in releases}
    for path in releases:
        shapes = {(kept["name"], kept["shape"]) for kept in map(json.loads, kept_by(path))}
        assert shapes == {(one.name, one.codec.shape) for one in (book.ledger(), book.health())}


def test_a_fold_that_makes_something_else_of_old_rows_is_noticed(tmp_path: Path) -> None:
    journal = tmp_path / "0.1.0.jsonl"
    journal.write_bytes((FOLDER / "0.1.0.jsonl").read_bytes())
    record_folds(journal)
    kept = journal.with_suffix(".folds")
    assert misfolds(journal) == []
    lines = kept.read_text().splitlines()
    changed = json.loads(lines[-1])
    changed["state"]["locks"]["12"]["openings"] += 1
    kept.write_text("\n".join([*lines[:-1], json.dumps(changed)]))
    assert misfolds(journal) == [f"health at row {changed['seq']}"]


def test_many_rows_at_once_come_to_what_they_come_to_one_by_one() -> None:
    """Wherever a fold begins and ends; what it began with is as it was."""
    rows = [book.recorded(read(book.codec(), raw)) for raw in export.rows_of(FOLDER / "0.1.0.jsonl")]
    ledgers, healths = [EMPTY], [NOTHING_KNOWN]
    for row in rows:
        ledgers.append(fold(ledgers[-1], row))
        healths.append(fold_health(healths[-1], row))
    texts = [book.ledger().codec.encode(ledger) for ledger in ledgers]
    for begin in range(0, len(rows), 7):
        for end in range(begin, len(rows) + 1, 13):
            assert fold_all(ledgers[begin], rows[begin:end]) == ledgers[end]
            assert fold_all_health(healths[begin], rows[begin:end]) == healths[end]
    read_again = [book.ledger().codec.decode(text) for text in texts]
    assert read_again == ledgers
