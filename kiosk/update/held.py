"""What the version that may come back can read of the data, told by that version itself."""

from __future__ import annotations

import logging

from kiosk.journal.vocabulary import Vocabulary, read_vocabulary, vocabulary_text
from kiosk.update.installation import Installation, is_on_trial, write_shared

log = logging.getLogger(__name__)


def keep_reads(installation: Installation, vocabulary: Vocabulary) -> None:
    """A confirmed version says what it reads, for the one that is tried after it. Raises OSError."""
    file, content = installation.state / "reads", vocabulary_text(vocabulary)
    if not file.exists() or file.read_bytes() != content:
        write_shared(file, content)


def held_by(installation: Installation) -> Vocabulary | None:
    """What a version on trial has to keep to; None where none is, or the version before says nothing."""
    if not is_on_trial(installation):
        return None
    try:
        return read_vocabulary((installation.state / "reads").read_bytes())
    except (OSError, ValueError) as failure:
        log.warning("the version before does not say what it reads: %s", failure)
        return None
