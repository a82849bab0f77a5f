"""What the screen says in a language, from the catalogs that it says it from."""

from __future__ import annotations

from ui.languages import SOURCE
from ui.translator import CatalogTranslator


class Words:
    """`words("Home", "Pick up")` in one language; the first argument is the QML file's stem."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._translator = CatalogTranslator()
        self._translator.use(language)

    def __call__(self, context: str, source: str, *args: str, n: int = -1) -> str:
        text = self._translator.translate(context, source, None, n)
        if text is None and self._language == SOURCE:
            text = source
        if text is None:
            raise LookupError(f"{context} does not say {source!r}")
        for number, arg in enumerate(args, 1):
            text = text.replace(f"%{number}", arg)
        return text.replace("%n", str(n))
