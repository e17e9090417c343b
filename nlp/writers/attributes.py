"""Strings taken out of the attributes of a part: alternative texts, tips of links, names of authors, addresses."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from nlp.readers.docx_names import local_name
from nlp.writers.strings import Strings

_NOWHERE = "about:blank"
_TO_PERSONS = re.compile(r"(?i)^(?:mailto|tel|sms|callto|facetime|skype):")
_AUTHORS = {"author": "Author", "initials": "A"}
# Numbers, hexadecimal numbers and names of fonts say nothing of a person, though one may be called Georgia.
_NUMBER = re.compile(r"[0-9A-Fa-f.%-]*")
_FONTS = frozenset({"ascii", "hAnsi", "cs", "eastAsia", "typeface"})
_BOOKMARKS = frozenset({("bookmarkStart", "name"), ("hyperlink", "anchor")})
_NO_NAME = re.compile(r"\W+")


def clean_attributes(root: etree._Element, strings: Strings) -> bool:
    """Take the strings out of all attributes of a part, and authors besides; whether there was anything to take out."""
    changed = False
    for element in root.iter():
        for name, value in [(str(name), str(value)) for name, value in element.items()]:
            clean = _clean(element, local_name(name), value, strings)
            if clean != value:
                element.set(name, clean)
                changed = True
    return changed


def clean_links(relationships: etree._Element, strings: Strings) -> bool:
    """Let links to persons (mail, telephone), and addresses with one of the strings in them, lead nowhere."""
    changed = False
    for link in relationships:
        target = link.get("Target") or ""
        if link.get("TargetMode") == "External" and target != _NOWHERE and _is_personal(link, target, strings):
            link.set("Target", _NOWHERE)
            changed = True
    return changed


def clean_code(code: str, strings: Strings) -> str:
    """The code of a field without mail addresses and telephone numbers to link to."""
    return re.sub(r'(?i)(?:mailto|tel|sms|callto):[^\s"]+', _NOWHERE, strings.replaced(code))


def _is_personal(link: etree._Element, target: str, strings: Strings) -> bool:
    # The template's address is a path on the writer's own computer.
    is_template = (link.get("Type") or "").endswith("/attachedTemplate")
    said = unquote(target)
    return is_template or bool(_TO_PERSONS.match(said)) or strings.replaced(said) != said


def _clean(element: etree._Element, name: str, value: str, strings: Strings) -> str:
    if name in _AUTHORS:
        return _AUTHORS[name]
    tag = local_name(element.tag)
    if name in _FONTS or (tag, name) == ("font", "name") or _NUMBER.fullmatch(value):
        return value
    clean = clean_code(value, strings) if name == "instr" else strings.replaced(value)
    return _NO_NAME.sub("_", clean) if clean != value and (tag, name) in _BOOKMARKS else clean
