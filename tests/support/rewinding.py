"""Puts a PostgreSQL database back to how a test found it, row by row.

Dropping it and copying the template again is simpler, but waits for the disk each time: some
hundred tests really commit.
"""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

SHAPE = """
    SELECT table_name, column_name, data_type, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
COUNTERS = """
    SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL
    FROM pg_sequences WHERE schemaname = 'public'
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
"""
END_OTHERS = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_type = 'client backend'
"""
DELETE_ALL = """
    DO $$ DECLARE name text; BEGIN
        SET CONSTRAINTS ALL DEFERRED;
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
            EXECUTE format('DELETE FROM %I', name);
        END LOOP;
    END $$
"""

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Beginning:
    """What a database held: its shape, each filled table as COPY writes it, its sequences."""

    shape: list[Rows]
    tables: list[tuple[sql.Composed, bytes]]
    counters: Rows


def remember(url: str) -> Beginning:
    with psycopg.connect(url) as connection:
        tables = [_saved(connection, name) for (name,) in connection.execute(TABLES).fetchall()]
        return Beginning(
            shape=_shape(connection),
            tables=[(target, rows) for target, rows in tables if rows],
            counters=connection.execute(COUNTERS).fetchall(),
        )


def rewind(url: str, beginning: Beginning) -> bool:
    """Ends all other connections and puts the rows back.

    Returns:
        False, with nothing done, when tables, indexes or constraints are no longer the same.
    """
    with psycopg.connect(url) as connection:
        connection.execute(END_OTHERS)
        if _shape(connection) != beginning.shape:
            return False
        connection.execute(DELETE_ALL)
        with connection.cursor() as cursor:
            for target, rows in beginning.tables:
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(target)) as copy:
                    copy.write(rows)
            cursor.executemany("SELECT setval(%s::regclass, %s, %s)", beginning.counters)
    return True


def _shape(connection: psycopg.Connection) -> list[Rows]:
    return [connection.execute(part).fetchall() for part in (SHAPE, INDEXES, CONSTRAINTS)]


def _saved(connection: psycopg.Connection, table: str) -> tuple[sql.Composed, bytes]:
    columns = [sql.Identifier(name) for (name,) in connection.execute(COLUMNS, [table])]
    target = sql.SQL("{} ({})").format(sql.Identifier(table), sql.SQL(", ").join(columns))
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(target)) as copy:
        return target, b"".join(copy)
