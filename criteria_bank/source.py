"""A unit file as YAML: its plain data, and the line on which each part of it stands.

Only true/false, whole numbers, decimals and null are anything but text: dates, `yes`, `no` and `on` stay the words they
are. Merge keys (`<<`) have no meaning here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

Path = tuple[str | int, ...]
DEEPEST = 30
"""Levels of lists and keys within each other; units need six."""


class _UnitLoader(yaml.CSafeLoader):
    """libyaml's loader, several times faster than PyYAML's own, with the short list of plain types above."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's interface


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?[0-9]*\.[0-9]+$", "-.0123456789"),
    ("null", r"^(?:~|null|)$", ("~", "n", "")),
):
    _UnitLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


@dataclass(frozen=True)
class DuplicateKey:
    """A key that stands twice in one mapping; lines are 1-based."""

    key: str
    line: int
    first_line: int


@dataclass(frozen=True)
class Source:
    """A parsed file: ``data`` is None where the file holds nothing."""

    root: yaml.Node | None
    data: object

    def line_of(self, path: Path) -> int:
        """The 1-based line of the part that ``path`` leads to, or of the deepest part on the way that exists."""
        node, line = self.root, _line(self.root)
        for step in path:
            if isinstance(node, yaml.MappingNode):
                found = next(((key, value) for key, value in node.value if key.value == step), None)
                if found is None:
                    break
                line, node = _line(found[0]), found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = _line(node)
            else:
                break
        return line

    def duplicate_keys(self) -> Iterator[DuplicateKey]:
        """Every key that repeats an earlier one of its mapping (YAML would silently keep the last)."""
        for mapping in _mappings(self.root):
            first_lines: dict[str, int] = {}
            for key, _ in mapping.value:
                if key.value in first_lines:
                    yield DuplicateKey(str(key.value), _line(key), first_lines[key.value])
                else:
                    first_lines[key.value] = _line(key)


def parse(text: str) -> Source:
    """Parse one YAML document.

    Raises:
        yaml.YAMLError: the text is not YAML, holds several documents, or asks for a type other than plain data.
    """
    _refuse_deep_nesting(text)
    loader = _UnitLoader(text)
    try:
        root = loader.get_single_node()
        return Source(root, None if root is None else loader.construct_document(root))
    finally:
        loader.dispose()


def _refuse_deep_nesting(text: str) -> None:
    # libyaml's composer calls itself for every level and would run out of stack; its stream of events does not.
    depth = 0
    for event in yaml.parse(text, Loader=_UnitLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise yaml.YAMLError("there are too many levels within each other")


def _line(node: yaml.Node | None) -> int:
    return 1 if node is None else int(node.start_mark.line) + 1


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
