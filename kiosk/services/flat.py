"""A service file of 0.1: flat keys of what a courier brings and its recipient collects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from kiosk.site.parts.services import ServiceTable
from kiosk.site.positions import placed
from kiosk.site.problems import SiteRefused, from_validation

_SERVICE: Final = TypeAdapter(ServiceTable)
_GRAMMAR: Final = frozenset({"step", "extends", "version", "thing", "place", "privacy", "texts"})


def is_flat(content: dict[str, Any]) -> bool:
    """Whether the file is one of 0.1: no key in it is of the grammar of steps."""
    return not _GRAMMAR & content.keys()


def check_flat(path: Path, text: str, content: dict[str, Any]) -> None:
    """Raises SiteRefused with everything that is wrong with it."""
    try:
        _SERVICE.validate_json(json.dumps(content, default=str))
    except ValidationError as refusal:
        problems = from_validation(refusal, content, ServiceTable)
        raise SiteRefused(path, placed(problems, text, content)) from None
