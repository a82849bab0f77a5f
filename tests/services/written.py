"""Service files written for a test."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from kiosk.custody.services.rules import ServiceRules
from kiosk.services.reading import load_rules
from kiosk.site.problems import SiteRefused

HEAD: Final = 'version = 1\ntexts.en.name = "Test"\n'
PARCEL: Final = (
    HEAD
    + """
[[step]]
name = "bring"
act = "deposit"
by = "role:courier"

[[step]]
name = "fetch"
act = "collect"
by = "person:recipient"
clock.then = [{ after = "2 days", do = "recall", to = "role:courier" }]
"""
)
"""A sound service of two steps."""


def rules_of(folder: Path, text: str, name: str = "own") -> ServiceRules:
    file = folder / f"{name}.toml"
    file.write_text(text, "utf-8")
    return load_rules(file)


def refusal(folder: Path, text: str, name: str = "own") -> list[str]:
    """The sentences, in the order of the file's lines."""
    with pytest.raises(SiteRefused) as refused:
        rules_of(folder, text, name)
    return [str(problem) for problem in refused.value.problems]


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text, f"the file has no {old!r}"
        text = text.replace(old, new, 1)
    return text
