"""The control words of Rich Text Format that a reader of text needs (specification 1.9.1)."""

from __future__ import annotations

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "\u2014",
    "endash": "\u2013",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
}
SYMBOLS = {"\\": "\\", "{": "{", "}": "}", "~": " ", "_": "-"}
PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "nestcell"})
# Destinations without the writer's text. List markers are left out as in every other format.
DROPPED = frozenset(
    {
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "listtext",
        "pntext",
        "fldinst",
        "sp",
        "shprslt",
        "nonshppict",
        "nonesttables",
        "xe",
        "tc",
        "rxe",
        "txe",
        "ftnsep",
        "ftnsepc",
        "aftnsep",
        "aftnsepc",
    }
)
# Groups marked "\*" are dropped unless they hold text of the document.
KEPT_STARRED = frozenset({"shpinst", "shptxt", "dptxbxtext", "footnote"})
BOXES = frozenset({"shptxt", "dptxbxtext"})
HIDING = frozenset({"v", "deleted", "mvf"})
CODE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
CHARSETS = {
    2: "symbol",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb2312",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
}
