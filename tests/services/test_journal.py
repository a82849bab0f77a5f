"""Rules of every shipped service come out of the journal as they went in, with the digest that they had."""

from __future__ import annotations

import pytest

from kiosk.custody.services.events import RulesTaken
from kiosk.journal.book import codec
from kiosk.services.digest import sealed
from kiosk.services.files import IN_A_FOLDER, SHIPPED
from kiosk.services.reading import load_rules


@pytest.mark.parametrize("name", sorted(file.parent.name for file in SHIPPED.glob(f"*/{IN_A_FOLDER}")))
def test_rules_are_read_back_from_the_journal_unchanged(name: str) -> None:
    rules = load_rules(SHIPPED / name / IN_A_FOLDER)
    written = codec()
    again = written.decode(*written.encode(RulesTaken(rules)))
    assert again == RulesTaken(rules)
    assert isinstance(again, RulesTaken)
    assert sealed(again.rules).digest == rules.digest
