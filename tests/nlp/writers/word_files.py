"""Word files made in memory, part by part, and documents that hypothesis makes up."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from hypothesis import strategies as st

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{WORD}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN_TYPE = f"{_TYPES}.document.main+xml"
# What people type and word processors put between it: soft hyphens, marks that melt into the letter before them, odd
# spaces, halves of line breaks.
_TEXTS = st.text("ab cé .,’\u00ad\u0301\u0308\u00a0\u2009\u200b\t\r\n\u2028😀Åṩ가\u11a8", max_size=12)


def make_word(
    body: str, parts: Mapping[str, str] | None = None, extra: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A .docx of the XML of a body and of further parts (``footnotes``, ``endnotes``, ``comments``) and members."""
    roots = {kind: f"<w:{kind} {NAMES}>{content}</w:{kind}>" for kind, content in (parts or {}).items()}
    return zipped(
        {
            "[Content_Types].xml": content_types(roots),
            "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relationships({kind: f"{kind}.xml" for kind in roots}),
            **{f"word/{kind}.xml": content for kind, content in roots.items()},
            **(extra or {}),
        }
    )


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file; every member is of one moment in 2026."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, (2026, 5, 4, 3, 2, 2))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Members by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def content_types(parts: Mapping[str, object], main: str = _MAIN_TYPE) -> str:
    """The content types of a package with these parts beside the main one."""
    types = {"document": main, **{kind: f"{_TYPES}.{kind}+xml" for kind in parts}}
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{type_}"/>' for kind, type_ in types.items()
    )
    links = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{links}{xml}{overrides}</Types>'


def relationships(targets: Mapping[str, str]) -> str:
    """Relationships by the last word of their type."""
    links = "".join(
        f'<Relationship Id="r{number}" Type="{KINDS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """A run of one text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text, {chr(13): "&#13;"})}</w:t></w:r>'


def paragraph(*content: str) -> str:
    """A paragraph of runs and what stands between them."""
    return f"<w:p>{''.join(content)}</w:p>"


def field(code: str, result: str) -> str:
    """A field in runs of its own: its code is not text, its result is."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText> {escape(code)} </w:instrText></w:r>{separate}{result}{end}"


def text_box(*paragraphs: str) -> str:
    """A text box in its two renderings."""
    box = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    return f"<mc:AlternateContent>{new}{old}</mc:AlternateContent>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of rows of cells, each the XML of its paragraphs."""
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def tracked(kind: str, content: str) -> str:
    """A tracked change."""
    return f'<w:{kind} w:id="7" w:author="Sam">{content}</w:{kind}>'


_BOLD = "<w:rPr><w:b/></w:rPr>"
_RUNS = st.one_of(
    _TEXTS.map(run),
    _TEXTS.map(lambda text: run(text, _BOLD)),
    _TEXTS.map(lambda text: f"<w:r><w:t>{text.strip()}</w:t><w:tab/><w:t>b</w:t></w:r>"),
    st.sampled_from(
        [
            "<w:r><w:br/></w:r>",
            "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>",
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            '<w:r><w:sym w:font="Arial" w:char="00E9"/></w:r>',
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            '<w:r><w:t>x</w:t><w:footnoteReference w:id="3"/><w:t>y</w:t></w:r>',
            '<w:bookmarkStart w:id="4" w:name="here"/>',
        ]
    ),
)


def _wrapped(content: str) -> st.SearchStrategy[str]:
    return st.sampled_from(
        [
            content,
            tracked("ins", content),
            tracked("del", content.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")),
            tracked("moveTo", content),
            f'<w:hyperlink w:anchor="here">{content}</w:hyperlink>',
            f"<w:smartTag>{content}</w:smartTag>",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>",
            f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>",
            f'<w:fldSimple w:instr="TITLE">{content}</w:fldSimple>',
            field('HYPERLINK "https://a.example"', content),
            f"<m:oMath><m:r><m:t>{'n'}</m:t></m:r></m:oMath>{content}",
        ]
    )


_CONTENT = st.lists(_RUNS.flatmap(_wrapped), max_size=5).map("".join)
_MARK_DELETED = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
_PARAGRAPHS = st.tuples(st.sampled_from(["", "", "", _MARK_DELETED]), _CONTENT).map(lambda parts: paragraph(*parts))
_BOXES = st.tuples(_CONTENT, st.lists(_PARAGRAPHS, max_size=2), _CONTENT).map(
    lambda parts: paragraph(parts[0], f"<w:r><w:t>q</w:t>{text_box(*parts[1])}<w:t>r</w:t></w:r>", parts[2])
)
_CELLS = st.lists(_PARAGRAPHS, min_size=1, max_size=2).map("".join)
_TABLES = st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=2).map(lambda rows: table(*rows))
_NOTES = "".join(
    f'<w:footnote w:id="{number}">{paragraph("<w:r><w:footnoteRef/></w:r>", run(f"Note {number}."))}</w:footnote>'
    for number in (2, 3)
)

DOCUMENTS = st.lists(st.one_of(_PARAGRAPHS, _PARAGRAPHS, _BOXES, _TABLES), min_size=1, max_size=5).map(
    lambda blocks: make_word(paragraph(run("Words.")) + "".join(blocks), {"footnotes": _NOTES})
)
