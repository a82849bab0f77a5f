"""The rules on the pages for developers: what they name is there, and every decision is in the index."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from tests.architecture.tree import TOP_LEVEL, Texts

FOLDER = "docs"
INDEX = f"{FOLDER}/README.md"
GLOSSARY = f"{FOLDER}/glossary.md"
DECISIONS = f"{FOLDER}/decisions"
LOOSE = "CONTRIBUTING.md"
PARTS = ("Context", "Decision", "What it costs", "What was weighed", "Where")

_NUMBERED = re.compile(rf"{DECISIONS}/(\d{{4}})-[a-z0-9-]+\.md")
_QUOTED = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
_FILE = re.compile(r"[\w./-]+\.(?:py|md|qml|js|toml|txt|lock|po|pot|json|jsonl|folds)")
_FILE_OF_OURS = re.compile(r"[\w./-]+\.(?:py|qml|js)")
_NAME = re.compile(r"[A-Za-z_]\w*")
_ROW = re.compile(r"\| *(?P<word>[^|]+?) *\|[^|]+\|(?P<where>[^|]+)\|")


def pages(files: Texts) -> dict[str, str]:
    """The pages that these rules are about, by their paths."""
    return {
        path: text
        for path, text in files.items()
        if path == LOOSE or (path.startswith(f"{FOLDER}/") and path.endswith(".md"))
    }


def looks_like_a_file(quoted: str) -> bool:
    """Whether what is in backticks names something of the tree.

    A name in capitals at its beginning stands for a folder of the user's: `DATA/journal.db`.
    """
    path = quoted.removeprefix("./")
    first = path.split("/")[0]
    if " " in path or (first.isupper() and first not in TOP_LEVEL):
        return False
    return ("/" in path and first in TOP_LEVEL) or path in TOP_LEVEL or bool(_FILE.fullmatch(path))


def named_wrongly(files: Texts, paths: Iterable[str]) -> Iterator[str]:
    """What pages name in backticks as a file or folder, from the top of the tree, and is not there."""
    there = _with_folders(paths)
    for path, number, line in _lines(pages(files)):
        for quoted in _QUOTED.findall(line):
            name = quoted.removeprefix("./").rstrip("/")
            if looks_like_a_file(quoted) and name not in there:
                yield f"{path}:{number}: `{quoted}` is not in the tree; name the file from its top"


def readmes_name_wrongly(files: Texts, paths: Iterable[str]) -> Iterator[str]:
    """The same for the READMEs of rooms, which name files from their own folder, one around it, or below."""
    there = _with_folders(paths)
    readmes = {p: text for p, text in files.items() if posixpath.basename(p) == "README.md" and p != INDEX}
    for path, number, line in _lines(readmes):
        for quoted in _QUOTED.findall(line):
            name = quoted.removeprefix("./").rstrip("/")
            if _FILE.fullmatch(name) and _FILE_OF_OURS.fullmatch(name) and not _is_near(path, name, there):
                yield f"{path}:{number}: `{quoted}` is not there"


def _is_near(page: str, name: str, there: set[str]) -> bool:
    """From the top, from a folder around the page, or anywhere below it. Capitals stand for any name."""
    if any(part.partition(".")[0].isupper() for part in name.split("/")):
        return True
    folder = posixpath.dirname(page)
    below = f"{folder}/" if folder else ""
    if any(path.startswith(below) and path.endswith(f"/{name}") for path in there):
        return True
    while folder:
        if posixpath.normpath(posixpath.join(folder, name)) in there:
            return True
        folder = posixpath.dirname(folder)
    return name in there


def linked_wrongly(files: Texts, paths: Iterable[str]) -> Iterator[str]:
    """Links of pages to files that are not there; as everywhere, seen from the page's own folder."""
    there = _with_folders(paths)
    for path, number, line in _lines(pages(files)):
        for target in _LINK.findall(line):
            seen_from = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if "://" not in target and seen_from not in there:
                yield f"{path}:{number}: the link to {target} leads nowhere"


def miscounted(files: Texts) -> Iterator[str]:
    """Decisions that are not numbered one after the other, or not in the index, or lack a part."""
    index = _LINK.findall(files.get(INDEX, ""))
    decisions = sorted(path for path in files if path.startswith(f"{DECISIONS}/"))
    for wanted, path in enumerate(decisions, 1):
        found = _NUMBERED.fullmatch(path)
        if found is None or int(found[1]) != wanted:
            yield f"{path}: decisions are NNNN-title.md, without gaps; this one is to be {wanted:04d}"
            return
        if path.removeprefix(f"{FOLDER}/") not in index:
            yield f"{path} is missing in {INDEX}"
        parts = [line.removeprefix("## ") for line in files[path].splitlines() if line.startswith("## ")]
        if tuple(parts) != PARTS:
            yield f"{path} has the parts {', '.join(parts)}; wanted {', '.join(PARTS)}"


def unknown_words(files: Texts) -> Iterator[str]:
    """Words of the glossary without a file, with a name that is not in any file named beside it, or twice."""
    seen: set[str] = set()
    for number, line in enumerate(files.get(GLOSSARY, "").splitlines(), 1):
        if not line.startswith("| "):
            continue
        row = _ROW.fullmatch(line)
        if row is None:
            yield f"{GLOSSARY}:{number}: a row has a word, what it means and where it is"
            continue
        if row["where"].strip() == "where":
            continue
        if row["word"] in seen:
            yield f"{GLOSSARY}:{number}: {row['word']} is explained twice"
        seen.add(row["word"])
        quoted = _QUOTED.findall(row["where"])
        named = [files[one] for one in quoted if one in files]
        if not named:
            yield f"{GLOSSARY}:{number}: {row['word']} names no file"
        for name in (one for one in quoted if _NAME.fullmatch(one)):
            if not any(re.search(rf"\b{name}\b", text) for text in named):
                yield f"{GLOSSARY}:{number}: there is no {name} in the file beside it"


def _lines(chosen: Texts) -> Iterator[tuple[str, int, str]]:
    for path, text in chosen.items():
        for number, line in enumerate(text.splitlines(), 1):
            yield path, number, line


def _with_folders(paths: Iterable[str]) -> set[str]:
    there: set[str] = set()
    for path in paths:
        while path:
            there.add(path)
            path = path.rpartition("/")[0]  # noqa: PLW2901  from the file up to the top
    return there
