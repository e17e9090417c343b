"""Column types that mean the same on SQLite and PostgreSQL, and the columns that many tables share."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import DateTime, Dialect, Enum, ForeignKey, LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from service.storage.clock import pretended


class Moment(TypeDecorator[datetime]):
    """An instant, always in UTC and aware of it; SQLite would drop the time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; a time without a zone is a mistake of ours and never guessed at."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("A time without a time zone cannot be stored.")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CompressedText(TypeDecorator[str]):
    """Text of which there is much and which no query looks into, such as a result in JSON: a tenth of its size."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """To the database."""
        del dialect
        return None if value is None else zlib.compress(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """From the database."""
        del dialect
        return None if value is None else zlib.decompress(value).decode()


def now() -> datetime:
    """The present moment in UTC."""
    return pretended() or datetime.now(UTC)


def one_of(names: type[StrEnum], column: str = "", *, checked: bool = True) -> TypeEngine[Any]:
    """A column that holds the values of an enumeration, checked by the database too.

    Where a table has two columns of them, each gives its name as ``column``. ``checked``: false for a column that came
    to its table later, as SQLite adds no constraint to a table that is there.
    """
    return Enum(
        names,
        native_enum=False,
        create_constraint=checked,
        length=max(len(name.value) for name in names),
        values_callable=lambda kind: [member.value for member in kind],
        name=f"{column or names.__name__.lower()}_known",
    )


class Table(DeclarativeBase):
    """Base of all tables. Constraints have names that follow from what they hold, so that migrations can call them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


Identifier = Annotated[UUID, mapped_column(primary_key=True, default=uuid4)]
OfCentre = Annotated[UUID, mapped_column(ForeignKey("centre.id"), index=True)]
OfPerson = Annotated[UUID, mapped_column(ForeignKey("person.id"), index=True)]
OfSubmission = Annotated[UUID, mapped_column(ForeignKey("submission.id"), index=True)]
Sha256 = Annotated[str, mapped_column(String(64))]
"""A SHA-256 in hexadecimal digits."""
Made = Annotated[datetime, mapped_column(default=now)]
