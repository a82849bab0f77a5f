"""What of a checkout goes into a release, and how it is told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bundle import manifest, usage
from bundle.program import lay
from bundle.source import ROOT, catalogs, data, imported, modules
from tests.bundle.kit import stand_in


def test_the_program_goes_in_and_tests_hub_and_tools_do_not() -> None:
    names = {path.as_posix() for path in modules()}
    assert {"kiosk/cli.py", "ui/run.py", "hardware/vision/spare.py", "bundle/frozen/start.py"} <= names
    assert not [
        name for name in names if name.startswith(("tests/", "kiosk/hub/", "kiosk/fleet/", "bundle/ground"))
    ]
    told = {path.as_posix() for path in data()}
    assert {"LICENSE", "ui/qml/Main.qml", "assets/sites/new.toml", "packaging/launch/launch"} <= told
    assert not [name for name in told if name.endswith((".md", ".py", ".po", ".mo"))]
    assert len(catalogs()) == len(list((ROOT / "locales").glob("*/LC_MESSAGES/cubby.po")))


def test_imports_inside_functions_count_and_names_that_are_no_modules_do_not(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(
        "import json\nfrom email import message\nfrom kiosk import cli\n"
        "def late():\n    import wave\n    from json import dumps\n"
    )
    assert imported(tmp_path, [Path("one.py")]) == ["email", "email.message", "json", "wave"]


def test_two_layings_are_the_same_to_the_byte_and_name_no_folder_of_this_machine(tmp_path: Path) -> None:
    for name in ("one", "two"):
        lay(tmp_path / name, "3.2.1", ["json"])
    one, two = (manifest.manifest(tmp_path / name, "3.2.1") for name in ("one", "two"))
    assert one == two
    here = str(ROOT).encode()
    assert not [path for path in manifest.entries(tmp_path / "one") if here in path.read_bytes()]


def test_a_manifest_carries_modes_and_links(tmp_path: Path) -> None:
    told = manifest.manifest(stand_in(tmp_path).program, "1.0.0")
    assert [(file["path"], file["mode"]) for file in told["files"]] == [
        ("_internal/library.so.1", "0644"),
        ("cubby", "0755"),
    ]
    assert told["links"] == [{"path": "_internal/library.so", "to": "library.so.1"}]
    assert json.loads(manifest.text(told)) == told


@pytest.mark.parametrize("version", ["1", "1.2", "v1.2.3", "1.2.3+4", "../1.2.3", "1.2.3-"])
def test_a_version_that_is_none_is_refused(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        usage.parser().parse_args(["--out", "there", "--version", version])
    assert f"{version!r} is no version" in capsys.readouterr().err


def test_the_entry_is_a_script_that_hardly_ever_changes() -> None:
    """It is in the program file of nine megabytes, which an update would have to carry."""
    entry = (ROOT / "bundle" / "frozen" / "entry.py").read_text("utf-8")
    assert len(entry.splitlines()) < 12
    compile(entry, "entry.py", "exec")


def test_scripts_of_the_machine_are_plain_shell() -> None:
    scripts = [
        *(ROOT / "packaging/debian/scripts").iterdir(),
        *(ROOT / "packaging/debian/base/usr/lib/cubby").iterdir(),
    ]
    assert len(scripts) >= 7
    for script in scripts:
        subprocess.run(("sh", "-n", str(script)), check=True)
