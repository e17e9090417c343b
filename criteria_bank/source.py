"""A unit file as YAML: its plain data, and the line on which each part of it stands.

Only true/false, whole numbers, decimals and null are anything but text: dates, `yes`, `no` and `on` stay the words they
are. Merge keys (`<<`) have no meaning here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]
DEEPEST = 30
"""Levels of lists and keys within each other; units need six."""
MOST_BYTES = 1024 * 1024
"""How large a unit file may be; ours has a ninth of it."""
MOST_PARTS = 50_000
"""Texts, lists and mappings in a file, those that an alias repeats counted each time; ours has 4,000."""

_TOO_MUCH = "it comes to far more than a unit holds"


class _UnitLoader(yaml.CSafeLoader):
    """libyaml's loader, several times faster than PyYAML's own, with the short list of plain types above."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's interface

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        """The value of a part; PyYAML leaves to Python what a value is that belies its type, as in `!!int one`."""
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, LookupError, AttributeError, TypeError):
            raise _refusal("a value is not of the kind that it says it is", node) from None


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?[0-9]*\.[0-9]+$", "-.0123456789"),
    ("null", r"^(?:~|null|)$", ("~", "n", "")),
):
    _UnitLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


@dataclass(frozen=True, order=True)
class Place:
    """Where a part of a file begins: 1-based line and column, in characters."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True)
class DuplicateKey:
    """A key that stands twice in one mapping; the first time on ``first_line`` (1-based)."""

    key: str
    place: Place
    first_line: int


@dataclass(frozen=True)
class Source:
    """A parsed file: ``data`` is None where the file holds nothing."""

    root: yaml.Node | None
    data: object

    def place_of(self, path: Path) -> Place:
        """Where the part that ``path`` leads to begins, or the deepest part on the way that exists."""
        node, place = self.root, _place(self.root)
        for step in path:
            if isinstance(node, yaml.MappingNode):
                found = next(((key, value) for key, value in node.value if key.value == step), None)
                if found is None:
                    break
                place, node = _place(found[0]), found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = _place(node)
            else:
                break
        return place

    def duplicate_keys(self) -> Iterator[DuplicateKey]:
        """Every key that repeats an earlier one of its mapping (YAML would silently keep the last)."""
        for mapping in _mappings(self.root):
            first_lines: dict[str, int] = {}
            for key, _ in mapping.value:
                if key.value in first_lines:
                    yield DuplicateKey(str(key.value), _place(key), first_lines[key.value])
                else:
                    first_lines[key.value] = _place(key).line


def parse(text: str) -> Source:
    """Parse one YAML document.

    Raises:
        yaml.YAMLError: the text is not YAML, holds several documents, asks for a type other than plain data, or
            comes to more than a unit can.
    """
    _refuse_endless(text)
    loader = _UnitLoader(text)
    try:
        root = loader.get_single_node()
        _refuse_too_many_parts(root)
        return Source(root, None if root is None else loader.construct_document(root))
    finally:
        loader.dispose()


def _refuse_endless(text: str) -> None:
    # libyaml's composer calls itself for every level and would run out of stack; its stream of events does not.
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_UnitLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise _refusal("there are too many levels within each other", event)
        if number > MOST_PARTS:
            raise _refusal(_TOO_MUCH, event)


def _refuse_too_many_parts(root: yaml.Node | None) -> None:
    # Aliases of aliases come to more parts than any memory holds, in a file of a few lines.
    parts, within = dict[int, int](), set[int]()

    def count(node: yaml.Node) -> int:
        if id(node) in within:
            raise _refusal("an alias stands within what it repeats", node)
        if id(node) not in parts:
            within.add(id(node))
            parts[id(node)] = 1 + sum(map(count, _children(node)))
            within.remove(id(node))
        if parts[id(node)] > MOST_PARTS:
            raise _refusal(_TOO_MUCH, node)
        return parts[id(node)]

    if root is not None:
        count(root)


def _refusal(problem: str, part: Any) -> yaml.MarkedYAMLError:  # noqa: ANN401 - an event or a node, of either library
    return yaml.MarkedYAMLError(problem=problem, problem_mark=part.start_mark)


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [child for pair in node.value for child in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _place(node: yaml.Node | None) -> Place:
    return START if node is None else Place(int(node.start_mark.line) + 1, int(node.start_mark.column) + 1)


def _mappings(root: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        # An alias makes one node the child of several parents, or of itself.
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            yield node
            waiting.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
