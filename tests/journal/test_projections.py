"""A state is what the rows say; a snapshot only saves folding them, and is believed only if it is ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.journal import projections
from kiosk.journal.codec import StateCodec
from kiosk.journal.projections import Projection
from kiosk.journal.rows import Row
from tests.journal.kit import CODEC, KEYS, STRANGER, TALLY, Anything, Tally, intruder, note, opened, tally


def _counted(counter: list[int]) -> Projection[Tally, Anything]:
    def fold(state: Tally, row: Row[Anything]) -> Tally:
        counter.append(row.seq)
        return tally(state, row)

    return Projection(TALLY.name, TALLY.empty, fold, TALLY.codec)


def _with_snapshot(folder: Path) -> Tally:
    """Ten rows, a snapshot, and five rows more; the state."""
    with opened(folder) as journal:
        journal.append([note(f"{number % 3}", actor="anna") for number in range(10)])
        projections.save(journal, TALLY, projections.present(journal, TALLY))
        journal.append([note("x", actor="ben") for _ in range(5)])
        return projections.present(journal, TALLY)


def _tamper(folder: Path, change: str) -> None:
    with intruder(folder, disarmed=False) as file:
        assert file.execute(f"UPDATE snapshots SET {change}").rowcount == 1  # noqa: S608  from below


def test_an_empty_journal_has_the_empty_state(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        assert projections.present(journal, TALLY) == Tally()
        projections.save(journal, TALLY, Tally())
        assert projections.present(journal, TALLY) == Tally()


def test_a_start_folds_only_what_came_after_the_snapshot(tmp_path: Path) -> None:
    state = _with_snapshot(tmp_path)
    assert state == Tally(15, (("0", 4), ("1", 3), ("2", 3), ("x", 5)), frozenset({"anna", "ben"}))
    folded: list[int] = []
    with opened(tmp_path) as journal:
        assert projections.present(journal, _counted(folded)) == state
        rebuilt = projections.rebuild(journal.writing.db, CODEC, TALLY, KEYS.verify)
    assert folded == [11, 12, 13, 14, 15]
    assert (rebuilt.rows, rebuilt.state, rebuilt.differences) == (15, state, ())


@pytest.mark.parametrize(
    "change",
    [
        """state = replace(state, '["0",4]', '["0",9]')""",
        "seq = 9",
        "signature = zeroblob(64)",
    ],
)
def test_a_snapshot_that_was_touched_is_not_believed(
    tmp_path: Path, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    state = _with_snapshot(tmp_path)
    _tamper(tmp_path, change)
    folded: list[int] = []
    with opened(tmp_path) as journal:
        assert projections.present(journal, _counted(folded)) == state
        rebuilt = projections.rebuild(journal.writing.db, CODEC, TALLY, KEYS.verify)
    assert folded == list(range(1, 16))
    assert rebuilt.differences == ("tally: the snapshot does not bear this kiosk's signature",)
    assert "not ours" in caplog.text


def test_a_snapshot_of_another_version_is_passed_over(tmp_path: Path) -> None:
    state = _with_snapshot(tmp_path)
    folded: list[int] = []
    newer = Projection(TALLY.name, TALLY.empty, _counted(folded).fold, StateCodec(Tally, 2))
    with opened(tmp_path) as journal:
        assert projections.present(journal, newer) == state
        assert projections.rebuild(journal.writing.db, CODEC, newer, KEYS.verify).differences == ()
    assert folded[:15] == list(range(1, 16))


def test_rebuilding_shows_where_a_stored_state_differs(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.append([note("a", actor="anna")])
        projections.save(journal, TALLY, Tally(1, (("b", 1),), frozenset({"anna"})))
        rebuilt = projections.rebuild(journal.writing.db, CODEC, TALLY, KEYS.verify)
    assert rebuilt.differences == ('tally.texts: stored [["b",1]], folded [["a",1]]',)


def test_another_kiosks_snapshot_is_not_ours(tmp_path: Path) -> None:
    _with_snapshot(tmp_path)
    with opened(tmp_path) as journal:
        rebuilt = projections.rebuild(journal.writing.db, CODEC, TALLY, STRANGER.verify)
    assert len(rebuilt.differences) == 1


def test_a_state_that_does_not_survive_writing_is_our_mistake(tmp_path: Path) -> None:
    class Odd(Tally):
        pass

    with opened(tmp_path) as journal, pytest.raises(ValueError, match="is not itself"):
        projections.save(journal, TALLY, Odd(0, ()))
