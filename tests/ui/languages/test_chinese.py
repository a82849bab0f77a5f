"""Writing without spaces: lines end between any two signs, words keep their size, no sign stands alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from kiosk.journeys.every import SAMPLES
from tests.ui.easels import PORTRAIT, SMALL, below, easel, is_text
from ui.gallery import Easel, Wish
from ui.translator import placeholders

SAID = "您的包裹是安全的。请用手掌用力按下柜门，松开后再轻触“重试”，或者请给我们打电话，我们会帮助您。"


class Chinese(QTranslator):
    """Every text is one long sentence, with the placeholders that it has to have."""

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return False

    def translate(self, _context: str, source: str, _told: str | None = None, _n: int = -1) -> str:
        return " ".join((SAID if len(source) > 30 else SAID[:8], *placeholders(source)))


@pytest.fixture(params=[PORTRAIT, SMALL], ids=str)
def on(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[Easel]:
    chinese = Chinese()
    window = easel(Wish(("en",), (request.param,)))
    qapp.installTranslator(chinese)
    yield window
    qapp.removeTranslator(chinese)
    window.close()


@pytest.mark.parametrize("name", ["sorry-jammed", "storage-unsaved", "work-close_all"])
def test_long_sentences_are_broken_and_not_made_small(on: Easel, name: str, qapp: QObject) -> None:
    on.put(SAMPLES[name])
    long = [item for item in below(on.view) if is_text(item) and item.property("text").startswith(SAID)]
    assert any(item.property("lineCount") > 1 for item in long)
    for item in long:
        assert not item.property("truncated")
        assert item.property("contentWidth") <= item.width() + 1.5
        font = item.property("font").pixelSize()
        assert font >= int(item.property("wanted"))
        if item.property("lineCount") == 2:
            assert 1 - item.property("contentWidth") / item.property("natural") > 0.3
    assert not on.app.warnings
