"""Finds the messages of QML files for Babel: contexts, plurals, template literals, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from babel.messages.catalog import Catalog
from babel.messages.jslexer import Token, tokenize, unquote_string

from ui.translator import context_of

ROOT: Final = Path(__file__).resolve().parent.parent
_REMARK = "//:"


def messages(text: str, stem: str) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """Line, context, id or ids (two for a plural), and remarks of each `qsTr` in a QML file."""
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
            yield token.lineno, context_of(stem, told), ids, remarks
            remarks = []


def catalog(root: Path = ROOT) -> Catalog:
    """The template of all catalogs, read from the QML files as they are now."""
    template = Catalog(project="Cubby", charset="utf-8", fuzzy=False)
    for file in sorted((root / "ui" / "qml").rglob("*.qml")):
        where = file.relative_to(root).as_posix()
        for _line, context, ids, said in messages(file.read_text("utf-8"), file.stem):
            key = ids if len(ids) > 1 else ids[0]
            template.add(key, context=context, locations=[(where, 0)], auto_comments=said)
    return template


def extract_qml(
    file: BinaryIO, _keywords: object, _tags: object, _options: Mapping[str, str]
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """Babel's entry: the function it is told is `npgettext` or `pgettext`, so that contexts arrive."""
    stem = Path(file.name).stem
    for line, context, ids, said in messages(file.read().decode("utf-8"), stem):
        yield line, "npgettext" if len(ids) > 1 else "pgettext", (context, *ids), said


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
