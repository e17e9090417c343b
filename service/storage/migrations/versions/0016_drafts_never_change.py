"""A draft is as it was sent, and so are its documents, but for what erasure takes from them."""

from __future__ import annotations

from service.storage.migrations.immutability import never_change, only_lose_value, only_lose_words

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_AS_SENT = ("id", "draft_id", "position", "media_type", "size", '"start"', '"end"')


def upgrade() -> None:
    """Apply."""
    never_change("draft")
    only_lose_words("draft_document", "name", _AS_SENT)
    only_lose_value("draft_document", "original_sha256")
