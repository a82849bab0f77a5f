"""What can be wrong with a carrier's file whose every key is right by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.labels.carriers import LONGEST, SHORTEST, Carrier, Carriers
from kiosk.labels.checks import ALPHANUMERIC, CHECKS, DIGITS, CheckDigit
from kiosk.labels.rule import PartKind, slots
from kiosk.site.carriers.shape import (
    CarrierTable,
    CheckTable,
    ExampleTable,
    LabelRuleTable,
    PartTable,
    build_rule,
)
from kiosk.site.problems import SiteProblem, doubles, found, offered

MOST_OPTIONAL: Final = 4
"""Parts that may be missing: together with one part of an open length they keep a match short."""
_PLAIN: Final = frozenset(ALPHANUMERIC + "$:/.+-%*()")


def faults(table: CarrierTable) -> Iterator[SiteProblem]:
    """Everything that needs two keys to be seen; examples only where their rule is sound."""
    yield from doubles("rules", "this rule", (rule.name for rule in table.rules))
    unsound: set[str] = set()
    for rule in table.rules:
        wrong = list(_of_rule(f'rules["{rule.name}"]', rule))
        unsound |= {rule.name} if wrong else set()
        yield from wrong
    shown = {example.rule for example in table.examples}
    for rule in table.rules:
        if rule.name not in shown:
            told = f'found no example; wanted one of [[examples]] with rule = "{rule.name}"'
            yield SiteProblem(f'rules["{rule.name}"]', told)
    for number, example in enumerate(table.examples, 1):
        yield from _of_example(f"examples[{number}]", example, table, unsound)


def _of_rule(where: str, rule: LabelRuleTable) -> Iterator[SiteProblem]:
    wrong = [
        problem
        for number, part in enumerate(rule.parts, 1)
        for problem in _of_part(
            f'{where}.parts["{part.name}"]' if part.name else f"{where}.parts[{number}]", part
        )
    ]
    yield from wrong
    if wrong:
        return
    yield from _of_lengths(where, rule)
    named = {part.name: part for part in rule.parts if part.name}
    yield from doubles(f"{where}.parts", "a part named", (part.name for part in rule.parts if part.name))
    for key, template in (("number", rule.number), *(("also", each) for each in rule.also)):
        yield from _of_template(f"{where}.{key}", template, named)
    if rule.number and not slots(rule.number) and not set(rule.number) & set("{}"):
        yield SiteProblem(f"{where}.number", found(rule.number, 'a text with parts in it such as "{number}"'))
    yield from _of_number(where, rule, named)
    if rule.check is not None:
        yield from _of_check(f"{where}.check", rule.check, named)
    for name, values in rule.meanings.items():
        yield from _of_meanings(f"{where}.meanings.{name}", name, values, named)


def _of_part(where: str, part: PartTable) -> Iterator[SiteProblem]:
    said = [key for key in ("text", "one_of", "length", "least", "most") if getattr(part, key) is not None]
    if said not in (["text"], ["one_of"], ["length"], ["least", "most"]):
        told = f"found {' and '.join(f'`{key}`' for key in said)}" if said else "found none of them"
        yield SiteProblem(where, f"{told}; wanted `text`, `one_of`, `length`, or `least` and `most`")
        return
    if part.kind is not None and part.options:
        yield SiteProblem(f"{where}.kind", "found it beside a fixed text; wanted it with a length")
    if part.one_of == ():
        yield SiteProblem(f"{where}.one_of", found([], "at least one of them"))
    for option in part.options:
        if set(option) - _PLAIN:
            wanted = "capitals, digits and $ : / . + - % * ( ), as a label is compared: without spaces"
            yield SiteProblem(f"{where}.{said[0]}", found(option, wanted))
    least, most = part.span
    if least > most:
        yield SiteProblem(f"{where}.most", found(most, f"at least {least}, as `least` is"))


def _of_lengths(where: str, rule: LabelRuleTable) -> Iterator[SiteProblem]:
    least = sum(part.span[0] for part in rule.parts if not part.optional)
    most = sum(part.span[1] for part in rule.parts)
    if most < SHORTEST or least > LONGEST:
        told = f"found parts of {least} to {most} characters"
        yield SiteProblem(f"{where}.parts", f"{told}; wanted {SHORTEST} to {LONGEST} in all")
    if sum(part.span[0] != part.span[1] and not part.options for part in rule.parts) > 1:
        wanted = "one at most, or nobody could say where it ends"
        yield SiteProblem(f"{where}.parts", f"found several of an open length; wanted {wanted}")
    if sum(part.optional for part in rule.parts) > MOST_OPTIONAL:
        yield SiteProblem(f"{where}.parts", f"found too many `optional`; wanted {MOST_OPTIONAL} at most")


def _of_template(where: str, template: str, named: dict[str, PartTable]) -> Iterator[SiteProblem]:
    rest = template
    for name in slots(template):
        rest = rest.replace(f"{{{name}}}", "")
        if name not in named:
            yield SiteProblem(where, found(f"{{{name}}}", f"a part of this rule: {offered(name, named)}"))
    if set(rest) - _PLAIN:
        wanted = (
            'parts in braces such as "{number}", and between them capitals, digits and $ : / . + - % * ( )'
        )
        yield SiteProblem(where, found(template, wanted))


def _of_number(where: str, rule: LabelRuleTable, named: dict[str, PartTable]) -> Iterator[SiteProblem]:
    """A number always has its parts, and enough of them."""
    parts = [named[name] for name in slots(rule.number) if name in named]
    missing = next((part.name for part in parts if part.optional), None)
    if missing is not None:
        told = f'found "{missing}", which is optional; wanted parts that every such label has'
        yield SiteProblem(f"{where}.number", told)
    fixed = len(rule.number) - sum(len(name) + 2 for name in slots(rule.number))
    length = fixed + sum(part.span[1] for part in parts)
    if len(parts) == len(slots(rule.number)) > 0 and length < SHORTEST:
        yield SiteProblem(f"{where}.number", f"found {length} characters; wanted {SHORTEST} or more")


def _of_check(where: str, check: CheckTable, named: dict[str, PartTable]) -> Iterator[SiteProblem]:
    if check.by not in CHECKS:
        yield SiteProblem(f"{where}.by", found(check.by, f"one of {offered(check.by, CHECKS)}"))
    if check.digit not in named:
        wanted = f"a part of this rule: {offered(check.digit, named)}"
        yield SiteProblem(f"{where}.digit", found(check.digit, wanted))
    yield from _of_template(f"{where}.of", check.of, named)
    if not slots(check.of):
        yield SiteProblem(f"{where}.of", found(check.of, 'a text with parts in it such as "{number}"'))
    elif check.digit in slots(check.of):
        yield SiteProblem(
            f"{where}.of", found(check.of, f'parts without "{check.digit}", which it is to give')
        )
    elif check.by in CHECKS and check.digit in named and all(each in named for each in slots(check.of)):
        yield from _of_algorithm(where, check, named, CHECKS[check.by])


def _of_algorithm(
    where: str, check: CheckTable, named: dict[str, PartTable], algorithm: CheckDigit
) -> Iterator[SiteProblem]:
    digit, over = named[check.digit], [named[name] for name in slots(check.of)]
    if digit.span != (1, 1) or digit.options:
        told = f'found "{check.digit}" of another length; wanted a part with length = 1'
        yield SiteProblem(f"{where}.digit", told)
    elif set(algorithm.gives) - set(_kind(digit).characters):
        told = f'found "{check.digit}" of the kind "{_kind(digit)}"'
        yield SiteProblem(
            f"{where}.digit", f'{told}; wanted "alphanumeric", for "{check.by}" gives letters too'
        )
    for name, part in zip(slots(check.of), over, strict=True):
        characters = set("".join(part.options)) or set(_kind(part).characters)
        if characters - set(algorithm.of):
            wanted = "digits alone" if algorithm.of == DIGITS else "digits and letters"
            yield SiteProblem(f"{where}.of", f'found "{name}"; wanted parts of {wanted}, for "{check.by}"')
    if any(part.optional for part in over):
        yield SiteProblem(f"{where}.of", "found an optional part; wanted parts that every such label has")
    length = sum(part.span[1] for part in over)
    if algorithm.length and {sum(part.span[0] for part in over), length} != {algorithm.length}:
        wanted = f'{algorithm.length} characters, for "{check.by}"'
        yield SiteProblem(f"{where}.of", f"found {length} characters; wanted {wanted}")


def _kind(part: PartTable) -> PartKind:
    return part.kind or PartKind.DIGITS


def _of_meanings(
    where: str, name: str, values: dict[str, str], named: dict[str, PartTable]
) -> Iterator[SiteProblem]:
    if name not in named:
        yield SiteProblem(where, found(name, f"a part of this rule: {offered(name, named)}"))
        return
    part = named[name]
    for value in values:
        fits = value in part.options or (
            not part.options
            and part.span[0] <= len(value) <= part.span[1]
            and not set(value) - set(_kind(part).characters)
        )
        if not fits:
            yield SiteProblem(where, found(value, f'a text that the part "{name}" can have'))


def _of_example(
    where: str, example: ExampleTable, table: CarrierTable, unsound: set[str]
) -> Iterator[SiteProblem]:
    names = [rule.name for rule in table.rules]
    if example.rule not in names:
        yield SiteProblem(
            f"{where}.rule", found(example.rule, f"a rule of this file: {offered(example.rule, names)}")
        )
        return
    if example.rule in unsound:
        return
    rule = next(rule for rule in table.rules if rule.name == example.rule)
    alone = Carriers((Carrier("", table.name, table.source, (build_rule(rule),)),))
    read = next((each for each in alone.readings(example.label) if each.rule == rule.name), None)
    if read is None:
        yield SiteProblem(f"{where}.label", found(example.label, f'a label that the rule "{rule.name}" fits'))
        return
    if read.number != example.number:
        yield SiteProblem(f"{where}.number", f"found {example.number!r}; the rule reads {read.number!r}")
    if read.check is not example.check:
        told = f'found "{example.check}"; the rule says "{read.check}"'
        more = f", for {read.expected} would be right" if read.expected else ""
        yield SiteProblem(f"{where}.check", told + more)
