"""The ZIP containers of .docx and .odt, opened with suspicion."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from nlp.errors import DocumentDamaged, DocumentEncrypted, DocumentTooLarge
from nlp.readers.limits import Limits

DAMAGED = "The file is damaged or incomplete. Open it in the program that wrote it, save it again, and hand that in."
ENCRYPTED = "The document is protected by a password. Remove the password and hand it in again."
_TOO_LARGE = "The file unpacks to far more than a document holds. Save it again without large pictures, or as a PDF."
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError)
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FLAG_ENCRYPTED = 0x1
_MIMETYPE_BYTES = 256


class Archive:
    """Members of a container, by name or in the order of its directory.

    Nothing is written to disk, so a member's path is only a name.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises `DocumentDamaged` when ``data`` is no ZIP file and `DocumentTooLarge` when it declares too much."""
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _UNREADABLE as error:
            raise DocumentDamaged(DAMAGED) from error
        members = self._zip.infolist()
        if len(members) > limits.members or sum(member.file_size for member in members) > limits.unpacked_bytes:
            raise DocumentTooLarge(_TOO_LARGE)
        self.members = tuple(members)
        self.names = frozenset(member.filename for member in members)

    @property
    def mimetype(self) -> str:
        """What the member ``mimetype`` declares (OpenDocument, EPUB); empty where there is none."""
        if "mimetype" not in self.names:
            return ""
        return self.read("mimetype")[:_MIMETYPE_BYTES].decode("ascii", "replace")

    def read(self, name: str) -> bytes:
        """Unpack one member. Raises `DocumentDamaged`, `DocumentEncrypted` or `DocumentTooLarge`."""
        try:
            member = self._zip.getinfo(name)
        except KeyError as error:
            raise DocumentDamaged(DAMAGED) from error
        if member.flag_bits & _FLAG_ENCRYPTED:
            raise DocumentEncrypted(ENCRYPTED)
        if member.compress_type not in _COMPRESSIONS:
            raise DocumentDamaged(DAMAGED)
        try:
            with self._zip.open(member) as stream:
                # The declared size may be a lie, so the limit is on what comes out.
                content = stream.read(self._limits.part_bytes + 1)
        except _UNREADABLE as error:
            raise DocumentDamaged(DAMAGED) from error
        if len(content) > self._limits.part_bytes:
            raise DocumentTooLarge(_TOO_LARGE)
        return content
