"""Who wrote, changed and commented on a file, taken out of what Word notes about it."""

from __future__ import annotations

from nlp.readers.docx import target_of
from nlp.readers.docx_names import local_name
from nlp.writers.package import Package

# Parts that hold names, or a picture of the first page, and that a document can do without: the people who worked on
# it, its thumbnail, its own properties, its signatures.
_REMOVED_KINDS = (
    "/people",
    "/thumbnail",
    "/custom-properties",
    "/digital-signature/origin",
    "/digital-signature/signature",
)
_PROPERTY_KINDS = ("/core-properties", "/extended-properties")
_EMPTIED = frozenset({"creator", "lastModifiedBy", "Manager", "Company"})


def forget_persons(package: Package) -> None:
    """Remove those parts, and empty the properties that name a person or their firm."""
    for kind, name in _targets(package):
        if name not in package.names:
            continue
        if kind.endswith(_REMOVED_KINDS):
            package.remove(name)
        elif kind.endswith(_PROPERTY_KINDS):
            for element in package.edit(name):
                if local_name(element.tag) in _EMPTIED:
                    element.text = None


def _targets(package: Package) -> list[tuple[str, str]]:
    return [
        (relationship.get("Type") or "", target_of(relationship, source))
        for source, relationships in package.all_relationships()
        for relationship in package.tree(relationships)
    ]
