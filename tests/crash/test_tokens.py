"""Kill -9 around every commit of a visit with a signed token: it opens one door, or stays good."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.clock import FakeClock
from kiosk.custody.proofs.events import CredentialTried, ProofSpent
from kiosk.custody.words import TokenFault
from tests.crash.token_life import LABEL, TOLD, Doomed
from tests.helpers.operator import Operator

_ROOT = Path(__file__).resolve().parents[2]


def lived(folder: Path, operator: Operator, moment: str) -> None:
    """A life that ended at this moment, in a process of its own."""
    words = (str(folder), operator.public, operator.token(LABEL), moment)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.crash.token_life", *words], cwd=_ROOT, capture_output=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


def told(folder: Path) -> int:
    """How often a lock was told to open."""
    file = folder / TOLD
    return len(file.read_text().splitlines()) if file.exists() else 0


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("before:CredentialTried", 0, 1),
        ("after:CredentialTried", 0, 1),
        ("after:GrantGiven", 0, 1),
        ("before:OpeningIntended", 0, 1),
        # From here on nobody knows whether the lock was told: the token is spent, the door not tried again.
        ("after:OpeningIntended", 0, 0),
        ("before:OpeningEnded", 1, 1),
        ("after:OpeningEnded", 1, 1),
        ("before:Collected", 1, 1),
    ],
)
def test_a_token_opens_once_whenever_the_kiosk_is_killed(
    tmp_path: Path, moment: str, before: int, after: int
) -> None:
    """`before`, `after`: how often locks were told by the end of that life, and of the next."""
    operator = Operator("DEMO-1", FakeClock().now())
    lived(tmp_path, operator, moment)
    assert told(tmp_path) == before
    kiosk = Doomed(tmp_path)
    kiosk.lines_up()
    kiosk.scans(operator.token(LABEL))
    assert told(tmp_path) == after
    spent = [x for x in kiosk.events() if isinstance(x, ProofSpent)]
    assert len(spent) == 1
    if before == after:
        assert [x.fault for x in kiosk.events() if isinstance(x, CredentialTried)][-1] is TokenFault.USED
    kiosk.end()
