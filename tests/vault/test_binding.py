"""A credential's row is tied to its owner: one that somebody moved opens nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.words import Audience
from kiosk.journal.tables.vault import Credential
from kiosk.vault.pins import Cost
from kiosk.vault.vault import Drawn, Vault
from tests.journal.kit import KEYS, intruder, opened

NOW = FakeClock().now()


def _issued(folder: Path) -> Drawn:
    with opened(folder) as journal:
        vault = Vault(journal.vault, KEYS.pepper, cost=Cost(memory=8, passes=1))
        drawn = vault.draw_token()
        vault.issue(drawn, credential="c1", party="ann", audience=Audience.VISITOR, consignment="k1")
        return drawn


def _found(folder: Path, drawn: Drawn, *, bind: bool = False) -> Credential | None:
    with opened(folder) as journal:
        vault = Vault(journal.vault, KEYS.pepper, cost=Cost(memory=8, passes=1))
        if bind:
            vault.bind_all()
        return vault.lookup(drawn.tag, Audience.VISITOR, NOW)


def test_a_row_as_it_was_issued_opens(tmp_path: Path) -> None:
    found = _found(tmp_path, _issued(tmp_path))
    assert found is not None
    assert found.party == "ann"


@pytest.mark.parametrize(
    "change",
    [
        "party = 'eve'",
        "consignment = 'k2'",
        "consignment = NULL",
        "expires_at = '9999-01-01'",
        "id = 'c2'",
        "bound = NULL",
        "bound = x''",
        "bound = zeroblob(32)",
    ],
)
def test_a_row_that_somebody_altered_opens_nothing(tmp_path: Path, change: str) -> None:
    drawn = _issued(tmp_path)
    with intruder(tmp_path) as file:
        file.execute(f"UPDATE vault_credentials SET {change}")  # noqa: S608  the table above
    assert _found(tmp_path, drawn) is None


def test_what_was_revoked_stays_so_although_somebody_writes_otherwise(tmp_path: Path) -> None:
    drawn = _issued(tmp_path)
    with opened(tmp_path) as journal:
        assert Vault(journal.vault, KEYS.pepper).revoke(credential="c1") == 1
    with intruder(tmp_path) as file:
        assert file.execute("UPDATE vault_credentials SET revoked = 0").rowcount == 1
    assert _found(tmp_path, drawn) is None


def test_the_binding_of_one_row_does_not_fit_another(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        vault = Vault(journal.vault, KEYS.pepper, cost=Cost(memory=8, passes=1))
        anns, eves = vault.draw_token(), vault.draw_token()
        vault.issue(anns, credential="c1", party="ann", audience=Audience.VISITOR)
        vault.issue(eves, credential="c2", party="eve", audience=Audience.VISITOR)
    with intruder(tmp_path) as file:
        (bound,) = file.execute("SELECT bound FROM vault_credentials WHERE id = 'c1'").fetchone()
        file.execute("UPDATE vault_credentials SET party = 'ann', bound = ? WHERE id = 'c2'", [bound])
    assert _found(tmp_path, eves) is None


def test_rows_of_an_earlier_version_are_tied_once(tmp_path: Path) -> None:
    drawn = _issued(tmp_path)
    with intruder(tmp_path) as file:
        file.execute("UPDATE vault_credentials SET bound = NULL")
    assert _found(tmp_path, drawn) is None
    assert _found(tmp_path, drawn, bind=True) is not None
    assert _found(tmp_path, drawn) is not None
