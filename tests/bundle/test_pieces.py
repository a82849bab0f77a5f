"""What makes a bundle small and clean, each on libraries made for it."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from bundle import licences, slimming, standin
from bundle.components import borne_name
from bundle.elf import Library, elves, libraries
from bundle.pruning import qml_modules, reachable


def compile_library(folder: Path, name: str, code: str, *options: str) -> Path:
    source = folder / f"{name}.c"
    source.write_text(code)
    made = folder / name
    subprocess.run(
        ("cc", "-shared", "-fPIC", f"-Wl,-soname,{name}", "-o", str(made), str(source), *options), check=True
    )
    source.unlink()
    return made


def test_what_a_kept_library_needs_is_reached_through_others() -> None:
    found = [
        Library(Path("/b/plugin.so"), ("liba.so", "libc.so.6"), {}),
        Library(Path("/b/liba.so"), ("libb.so",), {}),
        Library(Path("/b/libb.so"), ("liba.so",), {}),
        Library(Path("/b/libgtk.so"), ("libb.so",), {}),
    ]
    assert reachable(found, ["plugin.so"]) == {"plugin.so", "liba.so", "libb.so", "libc.so.6"}


def test_modules_of_qml_bring_those_that_they_import_themselves(tmp_path: Path) -> None:
    for name, text in {
        "QtQuick": "module QtQuick\nimport QtQml auto\n",
        "QtQml": "module QtQml\ndepends QtQml.Models auto\n",
        "QtQml/Models": "module QtQml.Models\n",
        "QtQuick/Controls/Material": "module QtQuick.Controls.Material\n",
    }.items():
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "qmldir").write_text(text)
    window = tmp_path / "Main.qml"
    window.write_text("import QtQuick\nimport theme\nItem {}\n")
    assert qml_modules(tmp_path, [window]) == {"QtQuick", "QtQml", "QtQml/Models"}


def test_a_stand_in_has_the_names_and_versions_that_are_asked_for_and_answers_0(tmp_path: Path) -> None:
    versions = tmp_path / "versions.map"
    versions.write_text("OPENSSL_1_1_0 { global: SSL_new; SSL_unused; };\n")
    ended = compile_library(
        tmp_path,
        "libssl-81259c47.so.1.1.1k",
        "long SSL_new(void) { return 7; } long SSL_unused(void) { return 7; }",
        f"-Wl,--version-script={versions}",
    )
    code = "long SSL_new(void); long ask(void) { return SSL_new() + 40; }"
    caller = compile_library(tmp_path, "libcaller.so", code, str(ended))
    [told] = [library for library in libraries(elves(tmp_path)) if library.path == caller]
    assert told.asks[ended.name] == ("OPENSSL_1_1_0",)
    assert standin.replace_ended(tmp_path) == [ended.name]
    # In a process of its own: here a real library of that name may be loaded already, and would be called.
    asking = "import ctypes, sys; ctypes.CDLL(sys.argv[1]); print(ctypes.CDLL(sys.argv[2]).ask())"
    said = subprocess.run(
        (sys.executable, "-c", asking, ended, caller), capture_output=True, text=True, check=True
    )
    assert said.stdout == "40\n"
    names = subprocess.run(("objdump", "-T", ended), capture_output=True, text=True, check=True).stdout
    assert "SSL_new" in names
    assert "SSL_unused" not in names


def _package(items: dict[str, bytes]) -> bytes:
    """ICU's common data of these items, as its tool writes them."""
    header = struct.pack("<HBB", 32, 0xDA, 0x27) + bytes(28)
    names = b"".join(name.encode() + b"\0" for name in items)
    first = 4 + 8 * len(items)
    data_at = -(-(first + len(names)) // 16) * 16
    toc, blob, name_at = struct.pack("<I", len(items)), b"", first
    for name, data in items.items():
        toc += struct.pack("<II", name_at, data_at + len(blob))
        name_at += len(name) + 1
        blob += data.ljust(-(-len(data) // 16) * 16, b"\0")
    return header + (toc + names).ljust(data_at, b"\0") + blob


def test_icus_data_lose_the_folders_that_nobody_asks_and_nothing_else() -> None:
    kept = {"icudt73l/coll/de.res": b"order" * 9, "icudt73l/root.res": b"root"}
    package = _package({**kept, "icudt73l/curr/de.res": b"Euro" * 99, "icudt73l/zone/ar.res": b"z"})
    slim = slimming.without(package, slimming.UNASKED)
    assert slim == _package(kept)
    assert slimming.without(slim, slimming.UNASKED) == slim


@pytest.mark.parametrize(
    ("file", "name", "version"),
    [
        ("libavcodec-c4204469.so.62.28.101", "libavcodec", "62.28.101"),
        ("libcrypto-5409cd36.so.1.1.1k", "libcrypto", "1.1.1k"),
        ("libopenblasp-r0-59ffcd50.3.15.so", "libopenblasp", "0.3.15"),
        ("libscipy_openblas64_-32a4b2a6.so", "libscipy_openblas64", ""),
        ("libgfortran-040039e1-0352e75f.so.5.0.0", "libgfortran", "5.0.0"),
        ("libicui18n.so.73", "libicui18n", "73"),
        ("libpng16-529cb57a.so.16.58.0", "libpng16", "16.58.0"),
    ],
)
def test_a_wheels_library_tells_its_name_and_version(file: str, name: str, version: str) -> None:
    assert borne_name(file) == (name, version)
    assert name == "libcrypto" or licences.of_library(name)


def test_a_notice_of_debian_becomes_an_expression_where_its_names_are_known(tmp_path: Path) -> None:
    notice = tmp_path / "copyright"
    notice.write_text("Format: x\n\nFiles: *\nLicense: LGPL-2.1+\n\nFiles: a\nLicense: Expat\n")
    assert licences.of_notice(notice) == "LGPL-2.1-or-later AND MIT"
    assert licences.is_expression("LGPL-2.1-or-later AND MIT")
    notice.write_text("License: of-its-own\n")
    assert licences.of_notice(notice) == "of-its-own"
    assert not licences.is_expression("of-its-own")
