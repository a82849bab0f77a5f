"""The guards in conftest.py catch what they promise to: each sample here must come out red, but the last."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

BAD = {
    "thread": (
        """
        import threading
        def test_sample():
            threading.Thread(target=threading.Event().wait, name="forgotten", daemon=True).start()
        """,
        "thread 'forgotten'",
    ),
    "process": (
        """
        import subprocess
        def test_sample():
            subprocess.Popen(["sleep", "600"])
        """,
        "sleep 600",
    ),
    "grandchild_whose_parent_has_ended": (
        """
        import subprocess
        def test_sample():
            subprocess.run(["sh", "-c", "sleep 601 >/dev/null 2>&1 &"], check=True)
        """,
        "sleep 601",
    ),
    "exception_in_a_thread": (
        """
        import threading
        def test_sample():
            thread = threading.Thread(target=lambda: 1 / 0)
            thread.start()
            thread.join()
        """,
        "ZeroDivisionError",
    ),
    "exception_in_a_slot": (
        """
        from PySide6.QtCore import QObject, Signal
        class Bell(QObject):
            rang = Signal()
        def test_sample(qapp):
            bell = Bell()
            bell.rang.connect(lambda: 1 / 0)
            bell.rang.emit()
        """,
        "ZeroDivisionError",
    ),
    "warning_of_qml": (
        """
        from PySide6.QtQml import QQmlComponent, QQmlEngine
        def test_sample(qapp):
            engine = QQmlEngine()
            component = QQmlComponent(engine)
            component.setData(b"import QtQml; QtObject { property int n: nowhere.n }", "file:sample.qml")
            thing = component.create()
        """,
        "nowhere is not defined",
    ),
}

GOOD = """
    import subprocess, sys, threading
    from PySide6.QtCore import QObject
    def test_sample(qapp):
        thread = threading.Thread(target=QObject)
        thread.start()
        subprocess.run([sys.executable, "--version"], check=True)
"""


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What pytest says of each sample, run as a module of a tree with our settings and our conftest."""
    root = Path(__file__).resolve().parents[2]
    folder = tmp_path_factory.mktemp("samples")
    samples = {name: sample for name, (sample, _) in BAD.items()} | {"good": GOOD}
    for name, sample in samples.items():
        (folder / f"test_{name}.py").write_text(textwrap.dedent(sample))
    (folder / "conftest.py").write_text("from tests.conftest import *\n")
    (folder / "pyproject.toml").write_text((root / "pyproject.toml").read_text())
    report = folder / "report.xml"
    subprocess.run(
        (sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", str(folder)),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    found = dict.fromkeys(samples, "")
    for case in ET.parse(report).iter("testcase"):  # noqa: S314  pytest wrote it just now
        name = case.attrib["classname"].removeprefix("test_")
        found[name] += "".join(
            f"{detail.attrib.get('message', '')} {detail.text}"
            for detail in case
            if detail.tag != "system-out"
        )
    return found


@pytest.mark.parametrize("name", BAD)
def test_a_test_that_leaves_something_running_or_unsaid_fails(name: str, findings: Mapping[str, str]) -> None:
    _, trace = BAD[name]
    assert trace in findings[name]


def test_a_test_that_ends_what_it_starts_passes(findings: Mapping[str, str]) -> None:
    assert findings["good"] == ""
