"""What `./cubby` prepares, when, and what it says where it cannot: the script on a machine of stand-ins."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.version import VERSION
from tests.cli import COMMANDS
from tests.helpers.program import ROOT

# What the script uses of a Debian; sudo is not among it.
DEBIAN = (
    "sh",
    "sed",
    "cmp",
    "readlink",
    "mkdir",
    "flock",
    "cp",
    "rm",
    "cat",
    "env",
    "tail",
    "grep",
    "python3",
)

# It makes the environment as uv would, and fails once where the file `interrupt` is.
UV = """#!/bin/sh
echo "$@" >>"$HOME/uv.log"
case $1 in
    venv)
        rm -rf "$HOME/cubby/.venv"
        mkdir -p "$HOME/cubby/.venv/bin"
        cp "$HOME/python" "$HOME/cubby/.venv/bin/python"
        ;;
    pip) if [ -e "$HOME/interrupt" ]; then rm "$HOME/interrupt"; exit 1; fi ;;
esac
"""
# The installer's own Python, of which only pip is used.
PIP = """#!/bin/sh
echo "$@" >>"$HOME/pip.log"
mkdir -p "$HOME/cubby/.tools/portraits"
"""
PYTHON = """#!/bin/sh
echo "python $*"
"""
SUDO = """#!/bin/sh
echo "$@" >>"$HOME/sudo.log"
case "$*" in *install*) rm -f "$HOME/missing" ;; esac
"""
# Everything is installed but what the file `missing` names; what `renamed` names is installed as ...t64.
DPKG_QUERY = """#!/bin/sh
shift 3
for name in "$@"; do
    case $name in
        *t64) grep -qsx "${name%t64}" "$HOME/renamed" || continue ;;
        *) grep -qsx "$name" "$HOME/missing" "$HOME/renamed" && continue ;;
    esac
    printf 'installed=%s ' "$name"
done
"""


class Machine:
    """A folder that stands for a machine: its tools, and a checkout with the installer already there."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.checkout = home / "cubby"
        self.tools = home / "bin"
        self.tools.mkdir()
        for name in DEBIAN:
            found = shutil.which(name, path="/usr/bin:/bin:/usr/local/bin") or shutil.which(name)
            assert found
            (self.tools / name).symlink_to(found)
        self.has("dpkg-query", DPKG_QUERY)
        self.has("id", "#!/bin/sh\necho 1000\n")
        (self.checkout / ".tools" / "uv" / "bin").mkdir(parents=True)
        shutil.copytree(ROOT / "packaging", self.checkout / "packaging")
        for name in ("cubby", "requirements.lock"):
            shutil.copy(ROOT / name, self.checkout / name)
        shutil.copy(ROOT / "packaging" / "uv.txt", self.checkout / ".tools" / "uv" / "uv.txt")
        self._write(self.checkout / ".tools" / "uv" / "bin" / "uv", UV)
        self._write(self.checkout / ".tools" / "uv" / "bin" / "python", PIP)
        self._write(home / "python", PYTHON)

    def has(self, name: str, script: str) -> None:
        """Put a command of our own among the tools."""
        self._write(self.tools / name, script)

    def has_the_program(self) -> None:
        """The checkout has Cubby's own files as well."""
        for wing in ("kiosk", "hardware", "ui", "bundle", "tests"):
            (self.checkout / wing).symlink_to(ROOT / wing)

    def lacks(self, *packages: str) -> None:
        (self.home / "missing").write_text("\n".join(packages))

    def log(self, name: str) -> list[str]:
        """The calls of uv, pip or sudo, a line each."""
        path = self.home / f"{name}.log"
        return path.read_text().splitlines() if path.exists() else []

    def starts(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            (str(self.checkout / "cubby"), *arguments),
            env={"HOME": str(self.home), "PATH": str(self.tools)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def runs(self, *arguments: str) -> tuple[int, str, str]:
        """(exit status, output, what was said on stderr)"""
        started = self.starts(*arguments)
        out, said = started.communicate(timeout=60)
        return started.returncode, out, said

    def _write(self, path: Path, script: str) -> None:
        path.unlink(missing_ok=True)
        path.write_text(script)
        path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_first_start_prepares_and_the_second_only_starts(machine: Machine) -> None:
    status, out, said = machine.runs("help", "two words")
    assert (status, out) == (0, "python -m kiosk.cli help two words\n")
    assert "preparing the Python packages" in said
    assert [call.split()[0] for call in machine.log("uv")] == ["venv", "pip"]
    assert machine.runs("help") == (0, "python -m kiosk.cli help\n", "")
    assert len(machine.log("uv")) == 2


def test_what_is_installed_is_what_the_lock_names_with_its_hashes_and_without_a_compiler(
    machine: Machine,
) -> None:
    machine.runs("help")
    sync = machine.log("uv")[-1]
    for wanted in (
        "sync",
        "--require-hashes",
        "--only-binary :all:",
        str(machine.checkout / "requirements.lock"),
    ):
        assert wanted in sync


def test_the_models_of_faces_are_fetched_for_who_uses_faces_and_once(machine: Machine) -> None:
    site = machine.home / "site.toml"
    site.write_text("[camera]\n")
    machine.runs("run", "--site", str(site))
    assert not any("faces.txt" in call for call in machine.log("uv"))
    site.write_text("[camera]\n[faces]\n")
    status, _, said = machine.runs("run", "--site", str(site))
    assert status == 0
    assert "the models of faces" in said
    installed = machine.log("uv")[-1]
    assert "--require-hashes" in installed
    assert "--build-constraints packaging/uv.txt" in installed
    assert installed.endswith("-r packaging/faces.txt")
    machine.runs("match-faces", "--enrol", "one", "--probe", "two")
    assert len(machine.log("uv")) == 3
    with (machine.checkout / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    machine.runs("help")
    assert len(machine.log("uv")) == 5
    assert "faces.txt" in machine.log("uv")[-1]


def test_a_slip_in_a_measurements_name_is_told_before_anything_is_fetched(machine: Machine) -> None:
    shutil.copytree(ROOT / "tests" / "bench", machine.checkout / "tests" / "bench")
    (machine.checkout / "tests" / "__init__.py").touch()
    machine.lacks("xvfb")
    status, out, said = machine.runs("bench", "--vision", "nonsense")
    assert (status, out) == (2, "")
    assert "there is no bench nonsense" in said
    status, out, _ = machine.runs("bench", "--help")
    assert status == 0
    assert "--security" in out
    assert machine.log("uv") == machine.log("pip") == machine.log("sudo") == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_and_slips_are_answered_before_anything_is_fetched(machine: Machine, name: str) -> None:
    machine.has_the_program()
    machine.lacks("libegl1", "xvfb")
    for words in ([*name.split(), "--help"], ["help", *name.split()]):
        status, out, said = machine.runs(*words)
        assert (status, said) == (0, "")
        assert f"cubby {name}" in out
    if COMMANDS[name].usage:
        status, out, said = machine.runs(*name.split(), "--no-such-option")
        assert (status, out) == (2, "")
        assert "usage: cubby" in said
    assert machine.log("uv") == machine.log("pip") == machine.log("sudo") == []


def test_what_needs_no_package_is_answered_on_a_machine_where_nothing_is_prepared(machine: Machine) -> None:
    machine.has_the_program()
    machine.lacks("libegl1")
    assert machine.runs("--version") == (0, f"cubby {VERSION}\n", "")
    assert machine.runs("help")[0] == 0
    status, out, said = machine.runs("anounce")
    assert (status, out) == (2, "")
    assert "did you mean `cubby announce`?" in said
    status, out, said = machine.runs("match-faces", "--enrol", "nowhere", "--probe", "nowhere")
    assert (status, out) == (2, "")
    assert "nowhere is no folder" in said
    assert machine.log("uv") == []


def test_only_measurements_of_faces_fetch_the_models(machine: Machine) -> None:
    shutil.copytree(ROOT / "tests" / "bench", machine.checkout / "tests" / "bench")
    (machine.checkout / "tests" / "__init__.py").touch()
    assert machine.runs("bench", "--security")[0] == 0
    assert not any("faces.txt" in call for call in machine.log("uv"))
    assert machine.runs("bench", "vision_faces")[0] == 0
    assert "faces.txt" in machine.log("uv")[-1]


def test_the_portraits_are_fetched_for_the_tests_only_and_once(machine: Machine) -> None:
    machine.runs("match-faces")
    assert machine.log("pip") == []
    machine.runs("test")
    machine.runs("test")
    (fetched,) = machine.log("pip")
    assert "--require-hashes" in fetched
    assert fetched.endswith("packaging/portraits.txt")


def test_an_interrupted_preparation_is_done_anew(machine: Machine) -> None:
    (machine.home / "interrupt").touch()
    status, _, said = machine.runs("help")
    assert status == 1
    assert "the Python packages in requirements.lock could not be installed" in said
    assert machine.runs("help")[0] == 0
    assert [call.split()[0] for call in machine.log("uv")] == ["venv", "pip", "venv", "pip"]


def test_a_changed_lock_changes_the_environment_that_is_there(machine: Machine) -> None:
    machine.runs("help")
    with (machine.checkout / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    machine.runs("help")
    machine.runs("help")
    assert [call.split()[0] for call in machine.log("uv")] == ["venv", "pip", "pip"]


def test_two_first_starts_at_once_prepare_once(machine: Machine) -> None:
    both = [machine.starts("help"), machine.starts("help")]
    answers = [started.communicate(timeout=60)[0] for started in both]
    assert answers == ["python -m kiosk.cli help\n"] * 2
    assert [call.split()[0] for call in machine.log("uv")] == ["venv", "pip"]


def test_packages_that_are_missing_are_installed_through_sudo(machine: Machine) -> None:
    machine.has("sudo", SUDO)
    machine.lacks("libzbar0", "xvfb")
    status, _, said = machine.runs("run")
    assert status == 0
    assert "installing Debian packages: libzbar0\n" in said
    installed = machine.log("sudo")[-1]
    assert installed.endswith("--no-install-recommends install libzbar0")
    assert "DEBIAN_FRONTEND=noninteractive" in installed


def test_the_packages_of_the_tests_are_installed_for_tests_only(machine: Machine) -> None:
    machine.has("sudo", SUDO)
    machine.lacks("xvfb")
    machine.runs("run")
    assert machine.log("sudo") == []
    machine.runs("test")
    assert machine.log("sudo")[-1].endswith("install xvfb")


def test_a_newer_name_of_a_package_counts(machine: Machine) -> None:
    (machine.home / "renamed").write_text("libglib2.0-0")
    assert machine.runs("help")[0] == 0


def test_without_root_and_sudo_it_says_what_is_missing(machine: Machine) -> None:
    machine.lacks("libegl1", "libzbar0")
    status, out, said = machine.runs("help")
    assert (status, out) == (1, "")
    assert "it takes root or sudo, and here is neither: libegl1 libzbar0\n" in said
    assert machine.log("uv") == []


def test_without_python_it_says_so(machine: Machine) -> None:
    machine.has("python3", "#!/bin/sh\nexit 1\n")
    status, _, said = machine.runs("help")
    assert status == 1
    assert "and here is neither: python3 python3-venv\n" in said
