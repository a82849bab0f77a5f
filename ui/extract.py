"""Messages of QML files and of receipts for the catalogs: contexts, plurals, literals, remarks.

`python -m ui.extract` brings `locales/` up to date: new messages come in empty, those that are gone go.
It ends by saying how many texts each language lacks.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.jslexer import Token, tokenize, unquote_string
from babel.messages.pofile import read_po, write_po

from kiosk.visits.receipts.slips import Phrase
from ui.languages import SOURCE
from ui.plurals import with_rule
from ui.receipt_words import CONTEXT
from ui.translator import context_of

ROOT: Final = Path(__file__).resolve().parent.parent
_REMARK = "//:"


def messages(text: str, stem: str) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Context, id or ids (two for a plural), and remarks of each `qsTr` in a QML file."""
    tokens = list(tokenize(text, jsx=False, dotted=False))
    remarks: list[str] = []
    for at, token in enumerate(tokens):
        if token.type == "linecomment" and token.value.startswith(_REMARK):
            remarks.append(token.value.removeprefix(_REMARK).strip())
        elif token.type == "name" and token.value == "qsTr":
            arguments = _arguments(tokens[at + 1 :])
            source = _literal(arguments[0]) if arguments else None
            if source is None:
                raise ValueError(f"{stem}.qml:{token.lineno}: qsTr wants a plain text to begin with")
            told = _literal(arguments[1]) if len(arguments) > 1 else None
            ids = (source, source) if len(arguments) > 2 else (source,)
            yield context_of(stem, told), ids, remarks
            remarks = []


def catalog(root: Path = ROOT) -> Catalog:
    """The template of all catalogs, from the QML files and the phrases of receipts as they are now."""
    template = Catalog(charset="utf-8", fuzzy=False)
    for file in sorted((root / "ui" / "qml").rglob("*.qml")):
        where = file.relative_to(root).as_posix()
        for context, ids, said in messages(file.read_text("utf-8"), file.stem):
            key = ids if len(ids) > 1 else ids[0]
            template.add(key, context=context, locations=[(where, 0)], auto_comments=said)
    said_in = Phrase.__module__.replace(".", "/") + ".py"
    for phrase in Phrase:
        template.add(phrase.value, context=CONTEXT, locations=[(said_in, 0)])
    return template


def text_of(catalog: Catalog) -> str:
    """A catalog as it is kept: by files, without line numbers and dates, which change for nothing."""
    body = io.BytesIO()
    write_po(body, catalog, width=100, omit_header=True, include_lineno=False, ignore_obsolete=True)
    head = ["Content-Type: text/plain; charset=utf-8"]
    if catalog.locale is not None:
        head += [f"Language: {catalog.locale}", f"Plural-Forms: {catalog.plural_forms}"]
    lines = "".join(f'"{line}\\n"\n' for line in head)
    return f'msgid ""\nmsgstr ""\n{lines}\n{body.getvalue().decode("utf-8").strip()}\n'


def update(root: Path = ROOT) -> None:
    """Write the template, and merge it into every language's catalog without guessing."""
    template = catalog(root)
    locales = root / "locales"
    (locales / "cubby.pot").write_text(text_of(template), "utf-8")
    for file in sorted(locales.glob("*/LC_MESSAGES/cubby.po")):
        code = file.parent.parent.name
        translated = read_po(io.BytesIO(with_rule(file.read_bytes(), code)), locale=code)
        translated.update(template, no_fuzzy_matching=True)
        file.write_text(text_of(translated), "utf-8")


def missing(translated: Catalog, code: str) -> list[str]:
    """The texts that people would read in English; English itself can lack plurals only."""
    found = []
    for message in translated:
        plural = isinstance(message.id, tuple)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (plural or code != SOURCE) and (message.fuzzy or not all(forms)):
            found.append(str(message.id[0] if plural else message.id))
    return found


def counts(root: Path = ROOT) -> Iterator[str]:
    """A line a language: how many texts it lacks."""
    for file in sorted((root / "locales").glob("*/LC_MESSAGES/cubby.po")):
        code = file.parent.parent.name.replace("_", "-")
        translated = read_po(io.BytesIO(file.read_bytes()), locale=file.parent.parent.name)
        lacking = len(missing(translated, code))
        yield f"{code}: {lacking} of {len(translated)} texts missing" if lacking else f"{code}: whole"


def _arguments(tokens: list[Token]) -> list[list[Token]]:
    """What stands between the brackets that open at the first token, split at its commas."""
    found: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.type in {"linecomment", "multilinecomment"}:
            continue
        if token.value in {"(", "[", "{"}:
            depth += 1
            if depth == 1:
                continue
        elif token.value in {")", "]", "}"}:
            depth -= 1
            if depth == 0:
                break
        if depth == 1 and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return [one for one in found if one]


def _literal(tokens: list[Token]) -> str | None:
    """The text of one literal or of several with `+` between; None for anything else."""
    parts: list[str] = []
    for place, token in enumerate(tokens):
        if place % 2:
            if token.value != "+":
                return None
        elif token.type == "string":
            parts.append(unquote_string(token.value))
        elif token.type == "template_string" and "${" not in token.value:
            parts.append(token.value[1:-1])
        else:
            return None
    return "".join(parts)


if __name__ == "__main__":
    update()
    sys.stdout.write("\n".join((*counts(), "")))
