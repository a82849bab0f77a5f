"""What a site and its services ask to be shown, and whether anybody could show it at this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.custody.proofs.factors import Proof, Rule
from kiosk.custody.words import Kind
from kiosk.site.checking import port_problem
from kiosk.site.problems import SiteProblem
from kiosk.site.tables import SiteTable
from kiosk.site.tables_proof import ProofTable, RuleTable

_STAFFS: Final = frozenset({Kind.PIN, Kind.TOKEN, Kind.BADGE})
"""What couriers have: nobody keeps their faces, and nobody signs tokens for them."""


def build_proof(table: ProofTable) -> Proof:
    return Proof(_rule(table.collect), _rule(table.deposit))


def _rule(table: RuleTable) -> Rule:
    return Rule(frozenset(table.accepts), table.factors, table.people)


def check_proof(site: SiteTable) -> Iterator[SiteProblem]:
    """A rule that nobody could meet at this machine would keep every door shut."""
    if site.badges is not None:
        yield from port_problem("badges.port", site.badges.port)
    if site.staff.fresh is not None and not Rule(factors=2).can_be_met(_read_by(site) & _STAFFS):
        told = "found a term after which staff show two factors, which nobody can at this machine"
        yield SiteProblem("staff.fresh", f"{told}; wanted a reader for codes or badges as well")
    least = build_proof(site.proof)
    yield from _can_be_shown(site, "proof", least)
    for service in site.services:
        asked = least.also(build_proof(service.proof))
        yield from _can_be_shown(site, f'services["{service.name}"].proof', asked)


def _can_be_shown(site: SiteTable, where: str, proof: Proof) -> Iterator[SiteProblem]:
    here = _read_by(site)
    for name, rule, kinds in (("collect", proof.collect, here), ("deposit", proof.deposit, here & _STAFFS)):
        if not rule.can_be_met(kinds):
            told = f"found {rule.factors} factors, which nobody can show at this machine"
            wanted = "kinds that its devices read: something known, something that one has, a face"
            yield SiteProblem(f"{where}.{name}", f"{told}; wanted {wanted}")


def _read_by(site: SiteTable) -> set[Kind]:
    scans = site.scanner is not None or site.camera is not None
    delegated = (Kind.DELEGATION,) if site.delegation is not None else ()
    badges = (Kind.BADGE,) if site.badges is not None else ()
    face = (Kind.FACE,) if site.faces is not None else ()
    return {
        Kind.PIN,
        *((Kind.TOKEN, Kind.OFFLINE) if scans else ()),
        *badges,
        *face,
        *delegated,
    }
