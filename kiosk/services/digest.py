"""The digest of a service: which rules these are, whatever the layout of the file that said them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any

from kiosk.custody.services.rules import ServiceRules


def sealed(rules: ServiceRules) -> ServiceRules:
    """The same rules with their digest: SHA-256, in hex, of all the rest in canonical JSON."""
    said = dataclasses.asdict(dataclasses.replace(rules, digest=""))
    del said["digest"]
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_in_order)
    return dataclasses.replace(rules, digest=hashlib.sha256(canonical.encode()).hexdigest())


def _in_order(value: Any) -> list[Any]:  # noqa: ANN401  json's own
    """A set has no order: its words are sorted."""
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no value of a rule")
