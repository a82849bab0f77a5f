"""The Debian packages: `cubby-base`, which seldom changes, and `cubby-seed`, the first slot.

`dpkg-deb` alone makes them: nothing is compiled here. They need nothing that the smallest Debian 12 with
systemd has not got, so `dpkg -i` takes them without a network; what makes a machine better is recommended.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bundle.building import Built
from bundle.ground import NotBuilt
from bundle.manifest import size
from bundle.source import ROOT

TREE: Final = ROOT / "packaging" / "debian"
LAUNCHER: Final = ROOT / "packaging" / "launch" / "launch"
SITE: Final = ROOT / "assets" / "sites" / "new.toml"
"""A machine whose doors nobody has learned yet: it starts, and a technician goes on at its screen."""
SLOTS: Final = Path("opt/cubby/slots")
_MACHINES: Final = {"x86_64": "amd64", "aarch64": "arm64"}
_ABOUT: Final[Mapping[str, str]] = {
    "Maintainer": "Cubby <cubby@example.org>",
    "Section": "misc",
    "Priority": "optional",
}
_BASE: Final[Mapping[str, str]] = {
    "Architecture": "all",
    "Depends": "systemd (>= 252)",
    "Recommends": (
        "alsa-utils, cage, cubby-seed, espeak-ng, fonts-noto-core, libgl1-mesa-dri, polkitd, seatd, "
        "systemd-timesyncd, udev, zstd"
    ),
    "Conflicts": "brltty, modemmanager",
    "Description": "what starts, guards and updates a Cubby kiosk\n"
    " Launcher, units, device rules and lockdown. The program is in slots, which update by themselves.",
}
_SEED: Final[Mapping[str, str]] = {
    "Depends": "cubby-base (>= {version}), libc6 (>= 2.36)",
    "Description": "the first version of Cubby on a machine\n"
    " Later versions come signed and are no packages of Debian.",
}


def packages(built: Built) -> list[Path]:
    """Make both beside what was built. The same bytes for the same bundle. Raises NotBuilt, OSError."""
    machine = _MACHINES.get(os.uname().machine)
    if machine is None:
        raise NotBuilt(f"Debian has no name here for a machine of the kind {os.uname().machine}.")
    with tempfile.TemporaryDirectory(prefix="cubby-deb-", dir=built.program.parent) as work:
        base, seed = Path(work) / "base", Path(work) / "seed"
        lay_base(base)
        version = debian_version(built.version)
        slot = seed / SLOTS / built.version
        slot.parent.mkdir(parents=True)
        shutil.copytree(built.program, slot, symlinks=True, copy_function=_link)
        about = {"Architecture": machine, **_SEED}
        return [
            _pack("cubby-base", version, _BASE, base, built),
            _pack("cubby-seed", version, about, seed, built),
        ]


def debian_version(version: str) -> str:
    """1.4.0-rc.1 comes before 1.4.0 for dpkg too."""
    return version.replace("-", "~", 1)


def lay_base(folder: Path) -> None:
    """The files of `cubby-base` as they are on a machine."""
    shutil.copytree(TREE / "base", folder)
    (folder / "opt/cubby").mkdir(parents=True)
    shutil.copyfile(LAUNCHER, folder / "opt/cubby/launch")
    (folder / "etc/cubby").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SITE, folder / "etc/cubby/site.toml")
    about = folder / "usr/share/doc/cubby-base"
    about.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", about / "copyright")
    shutil.copyfile(TREE / "README.md", about / "README.md")


def _pack(name: str, version: str, about: Mapping[str, str], folder: Path, built: Built) -> Path:
    control = folder / "DEBIAN"
    control.mkdir()
    fields = {"Package": name, "Version": version, **_ABOUT, **about}
    fields["Installed-Size"] = str(-(-size(folder) // 1024))
    lines = (f"{field}: {text.format(version=version)}" for field, text in sorted(fields.items(), key=_first))
    (control / "control").write_text("\n".join((*lines, "")), "utf-8")
    kept = sorted(f"/{path.relative_to(folder)}" for path in (folder / "etc").rglob("*") if path.is_file())
    if kept:
        (control / "conffiles").write_text("\n".join((*kept, "")), "utf-8")
    for script in sorted((TREE / "scripts").glob(f"{name.removeprefix('cubby-')}.*")):
        text = script.read_text("utf-8").replace("@VERSION@", built.version)
        (control / script.suffix.removeprefix(".")).write_text(text, "utf-8")
    _settle(folder, built.recipe.epoch)
    package = built.program.parent / f"{name}_{version}_{fields['Architecture']}.deb"
    command = (
        "dpkg-deb",
        "--root-owner-group",
        "-Zzstd",
        "-z12",
        "--threads-max=1",
        "--build",
        folder,
        package,
    )
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(built.recipe.epoch)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise NotBuilt(f"dpkg-deb could not make {package.name}: {done.stderr.strip()}")
    return package


def _first(field: tuple[str, str]) -> tuple[bool, str]:
    return field[0] != "Package", field[0]


def _settle(folder: Path, epoch: int) -> None:
    """Modes and times that do not depend on who builds, and when."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            continue
        if path.is_dir():
            path.chmod(0o755)
        elif not path.is_relative_to(folder / SLOTS):
            path.chmod(0o755 if _runs(path) else 0o644)
        os.utime(path, (epoch, epoch))


def _runs(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def _link(source: str, to: str) -> None:
    os.link(source, to)
