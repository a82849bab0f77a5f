"""`cubby build`: make a release and say how large it is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

from bundle import manifest, usage
from bundle.building import KEPT, build, recipe
from bundle.components import sbom
from bundle.debian import packages
from bundle.ground import NotBuilt
from kiosk.version import VERSION


def main(argv: Sequence[str]) -> int:
    """0 when everything was made; 1 with a sentence where something could not be."""
    asked = usage.parser().parse_args(argv)
    version = asked.version or VERSION
    try:
        asked.out.mkdir(parents=True, exist_ok=True)
        if asked.fresh:
            shutil.rmtree(KEPT, ignore_errors=True)
        how = recipe(trial=asked.trial, fresh=asked.fresh, say=_warn)
        built = build(asked.out.resolve(), version, how)
        built.sbom.write_text(sbom(built), "utf-8")
        made = [] if asked.no_packages else packages(built)
    except (NotBuilt, OSError) as failure:
        sys.stderr.write(f"cubby build: {failure}\n")
        return 1
    _tell(f"{built.program.name}  {_megabytes(manifest.size(built.program))} installed")
    for package in made:
        _tell(f"{package.name}  {_megabytes(package.stat().st_size)}")
    _tell(f"{built.manifest.name}, {built.sbom.name}  in {built.program.parent}")
    return 0


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _warn(line: str) -> None:
    sys.stderr.write(f"cubby build: {line}\n")
