"""What an examination found, as one reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def texts(found: Mapping[str, Any]) -> list[str]:
    """The sentences of the findings, in their order."""
    return [str(finding["text"]) for finding in found["findings"]]
