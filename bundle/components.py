"""The bill of materials: every part of a bundle that others made, with version and licence, as CycloneDX 1.6.

`cyclonedx-py` knows the Python packages. It knows nothing of the libraries that come inside them, nor of
those that the build took from Debian: those are named here, by the wheel's record and by dpkg.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any, Final

from PyInstaller.archive.readers import CArchiveReader

from bundle import licences, sqlite, standin
from bundle.building import Built
from bundle.elf import elves
from bundle.ground import NotBuilt
from bundle.manifest import entries
from bundle.room import Room

Component = dict[str, Any]

_VERSIONED: Final = re.compile(r"(?P<name>lib[A-Za-z0-9_+-]*?)(?:-[0-9a-f]{8})*(?P<dot>\.so|-r\d)")
_NUMBER: Final = re.compile(r"\.so\.([\d.]+\w?)$|\.([\d.]+)\.so$")
_SITE: Final = Path(sys.prefix) / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"


def sbom(built: Built) -> str:
    """The document for what was built; the same for the same bundle. Raises NotBuilt."""
    document: dict[str, Any] = json.loads(_of_the_environment(built.kept))
    inside = {_normal(name) for name in _distributions(built.program)}
    python = [part for part in document["components"] if _normal(part["name"]) in inside]
    for part in python:
        part.pop("externalReferences", None)
        if not part.get("licenses"):
            part["licenses"] = _licences(licences.PACKAGES.get(_normal(part["name"]), ""))
    document["components"] = sorted(
        [*python, *_libraries(built)], key=lambda part: (part["name"], part["version"], part["bom-ref"])
    )
    refs = {part["bom-ref"] for part in document["components"]}
    document["dependencies"] = [
        {**entry, "dependsOn": [ref for ref in entry.get("dependsOn", ()) if ref in refs]}
        for entry in document["dependencies"]
        if entry["ref"] in refs
    ]
    document["metadata"]["component"] = {
        "bom-ref": "cubby",
        "type": "application",
        "name": "cubby",
        "version": built.version,
        "licenses": _licences("Apache-2.0"),
    }
    for part in document["components"]:
        if not part.get("version") or not part.get("licenses"):
            raise NotBuilt(f"The licence or version of {part['name']} is not known; see bundle/licences.py.")
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _of_the_environment(kept: Path) -> str:
    """What cyclonedx-py says of this environment's packages; kept, for it takes a quarter of a minute."""
    at = kept / "python.cdx.json"
    lock = Path(sys.prefix) / "requirements.lock"
    if not at.exists() or (lock.exists() and at.stat().st_mtime < lock.stat().st_mtime):
        at.parent.mkdir(parents=True, exist_ok=True)
        options = ("--sv", "1.6", "--of", "JSON", "--output-reproducible", "-o", str(at))
        command = (sys.executable, "-m", "cyclonedx_py", "environment", *options, sys.executable)
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotBuilt(f"cyclonedx-py failed: {done.stderr.strip() or 'without a word'}")
    return at.read_text("utf-8")


def _distributions(program: Path) -> Iterator[str]:
    """The Python distributions of which something is in the bundle."""
    archive = CArchiveReader(str(program / "cubby")).open_embedded_archive("PYZ.pyz")
    tops = {name.split(".")[0] for name in archive.toc}
    for path in entries(program / "_internal"):
        first = path.relative_to(program / "_internal").parts[0]
        tops.add(first.split(".")[0])
    owners = packages_distributions()
    for top in sorted(tops):
        yield from owners.get(top, ())


def _libraries(built: Built) -> Iterator[Component]:
    """Every shared library and font, but Python's own extensions, which belong to their packages."""
    inside = built.program / "_internal"
    python = _dpkg(built.recipe.room, "dpkg-query", "--show", "--showformat=${Version}", "python3.11")
    python = python if built.recipe.room.is_clean else platform.python_version()
    yield _component("python", python, "PSF-2.0", f"pkg:generic/python@{python}")
    yield _component(
        "pyinstaller-bootloader", _version_of("pyinstaller"), "GPL-2.0-only WITH Bootloader-exception", ""
    )
    debian: set[str] = set()
    wheels = _of_wheels()
    for path in [*elves(inside), *(inside / "fonts").glob("*.[ot]tf")]:
        if path.name == sqlite.NAME and built.recipe.own_sqlite:
            version = sqlite.version_of(sqlite.compiled(built.kept))
            yield _component("sqlite", version, "blessing", f"pkg:generic/sqlite@{version}")
        elif any(path.match(pattern) for pattern in standin.ENDED):
            yield _component(f"stand-in for {path.name}", built.version, "Apache-2.0", "")
        elif path.name in wheels:
            yield _borne(path, wheels[path.name])
        elif path.parent in {inside, inside / "fonts"} and not re.search("cpython|libpython", path.name):
            debian.add(package_of(built.recipe.room, path.name))
    for package in sorted(debian - {""}):
        yield _of_debian(built.recipe.room, package)


def _of_wheels() -> Mapping[str, str]:
    """The libraries that came inside wheels, by the names of their files: in which."""
    borne = {path.name: path.parent.name.removesuffix(".libs") for path in _SITE.glob("*.libs/*.so*")}
    return borne | {path.name: "pyside6_essentials" for path in (_SITE / "PySide6/Qt/lib").glob("*.so*")}


def _borne(path: Path, home: str) -> Component:
    """A library that came inside a wheel: name and version from its file, licence from our list."""
    wheel = home.split("/", maxsplit=1)[0].removesuffix(".libs")
    name, version = borne_name(path.name)
    if home == "PySide6/Qt/lib" and name.startswith("libQt6"):
        version = _version_of("pyside6_essentials")
    licence = licences.of_library(name)
    return _component(name, version or _version_of(wheel), licence, "", within=wheel)


def borne_name(file: str) -> tuple[str, str]:
    """The name and the version in the name of a library's file, without what a wheel adds to it."""
    found = _VERSIONED.match(file)
    number = _NUMBER.search(file)
    name = found["name"] if found else file.split(".so", maxsplit=1)[0]
    version = next((part for part in number.groups() if part), "") if number else ""
    return name.rstrip("-_"), f"0.{version}" if "-r0-" in file else version


@cache
def package_of(room: Room, name: str) -> str:
    """The Debian package that a library or font of this file name came from; empty where none has it."""
    library = room.library(name)
    where = [] if library is None else [library, Path(str(library).removeprefix("/usr"))]
    real = (
        []
        if library is None
        else [Path("/usr/lib") / library.parent.name / room.path(library).resolve().name]
    )
    for path in (*where, *real, Path(f"*/{name}")):
        told = _dpkg(room, "dpkg-query", "--search", str(path))
        if told:
            return told.splitlines()[0].split(":")[0]
    return ""


def _of_debian(room: Room, package: str) -> Component:
    version = _dpkg(room, "dpkg-query", "--show", "--showformat=${Version}", package)
    notice = room.path(Path("/usr/share/doc") / package / "copyright")
    licence = licences.of_debian(package) or licences.of_notice(notice)
    return _component(package, version, licence, f"pkg:deb/debian/{package}@{version}")


def _component(name: str, version: str, licence: str, purl: str, *, within: str = "") -> Component:
    part: Component = {
        "bom-ref": f"{within or 'system'}:{name}@{version}",
        "type": "library",
        "name": name,
        "version": version,
        "licenses": _licences(licence),
    }
    if purl:
        part["purl"] = purl
    if within:
        part["properties"] = [{"name": "cubby:within", "value": within}]
    return part


def _licences(expression: str) -> list[Mapping[str, Any]]:
    if not expression:
        return []
    if licences.is_expression(expression):
        return [{"expression": expression}]
    return [{"license": {"name": expression}}]


def _version_of(distribution: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415  only here

    return version(distribution.replace("_", "-"))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _dpkg(room: Room, *command: str) -> str:
    inside: Iterable[str] = (*command[:1], f"--admindir={room.path(Path('/var/lib/dpkg'))}", *command[1:])
    done = subprocess.run(tuple(inside), capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""
