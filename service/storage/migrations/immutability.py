"""Triggers that keep rows as they were written, on SQLite and PostgreSQL. Only migrations call these."""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op

_PERMITTED = "EXISTS (SELECT 1 FROM deletion_permit)"


def never_change(table: str) -> None:
    """Refuse every change to a row; deletion only while there is a `DeletionPermit`."""
    _refuse(table, "UPDATE", "change", "1 = 1")
    _refuse(table, "DELETE", "delete", f"NOT {_PERMITTED}")


def never_change_or_delete(table: str) -> None:
    """Refuse every change to a row and every deletion."""
    _refuse(table, "UPDATE", "change", "1 = 1")
    _refuse(table, "DELETE", "delete", "1 = 1")


def never_change_column(table: str, column: str) -> None:
    """Refuse every change to one column that a table got later than its other rules."""
    _refuse(table, f"UPDATE OF {column}", f"change_{column}", "1 = 1")


def only_lose_words(table: str, words: str, others: Sequence[str]) -> None:
    """Refuse every change but that column ``words`` becomes null; deletion only while there is a `DeletionPermit`."""
    _refuse(table, f"UPDATE OF {', '.join(others)}", "change", "1 = 1")
    _refuse(table, f"UPDATE OF {words}", "rewrite", f"NEW.{words} IS NOT NULL")
    _refuse(table, "DELETE", "delete", f"NOT {_PERMITTED}")


def only_lose_value(table: str, column: str) -> None:
    """Refuse every change of one more column but that it becomes null."""
    _refuse(table, f"UPDATE OF {column}", f"rewrite_{column}", f"NEW.{column} IS NOT NULL")


def only_end(table: str, ended: str, others: Sequence[str]) -> None:
    """Refuse every change but that column ``ended`` is set, once; deletion only while there is a `DeletionPermit`."""
    _refuse(table, f"UPDATE OF {', '.join(others)}", "change", "1 = 1")
    _refuse(table, f"UPDATE OF {ended}", "end", f"OLD.{ended} IS NOT NULL OR NEW.{ended} IS NULL")
    _refuse(table, "DELETE", "delete", f"NOT {_PERMITTED}")


def drop_with_triggers(table: str, *verbs: str) -> None:
    """Drop a table together with the functions that its triggers called, where the database keeps those apart."""
    op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for verb in verbs:
            op.execute(f"DROP FUNCTION {table}_{verb}()")


def refuse_insert(table: str, name: str, condition: str, message: str) -> None:
    """Refuse new rows for which ``condition`` holds, which calls them ``NEW``."""
    _refuse(table, "INSERT", name, condition, message)


def _refuse(table: str, event: str, verb: str, condition: str, message: str = "") -> None:
    name, message = f"{table}_{verb}", message or f"rows of {table} are immutable"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
