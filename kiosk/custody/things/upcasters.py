"""What events about things said in earlier releases, in today's words."""

from __future__ import annotations

from typing import Any


def announced_1_2(body: dict[str, Any]) -> dict[str, Any]:
    """A leg was for one party or one role, and a thing belonged to no other."""
    return {**body, "legs": [leg_1_2(leg) for leg in body["legs"]], "case": body["consignment"]}


def leg_1_2(leg: dict[str, Any]) -> dict[str, Any]:
    """Its step has the name of its act; which step of which rules it is, the site's service says."""
    act, party = leg["act"], leg.get("party")
    by = {"kind": "role", "id": leg.get("role", "")} if party is None else {"kind": "party", "id": party}
    return {"act": act, "step": act, "by": [by]}
