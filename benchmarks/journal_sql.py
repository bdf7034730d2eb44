"""The floor of books: the two large tables of the journal page, each computed by one SQL statement.

Every event is parsed once (`OFFSET 0` keeps the planner from parsing it again for each column).
"""

from typing import LiteralString

from psycopg import Connection, sql

_CELL: LiteralString = """
SELECT DISTINCT ON (lesson, pupil, number)
    lesson, pupil, number, symbol, version, recorded_at, recorded_by, last_on, permission, corrected
FROM (
    SELECT substr(stream, 8) AS lesson,
        told -> 'fields' ->> 'pupil' AS pupil,
        coalesce((told -> 'fields' ->> 'column')::smallint, 0::smallint) AS number,
        coalesce(told -> 'fields' ->> 'mark', told -> 'fields' ->> 'attendance', told -> 'fields' ->> 'new') AS symbol,
        version,
        (told ->> 'recorded_at')::timestamptz AS recorded_at,
        told ->> 'actor' AS recorded_by,
        (told -> 'rule' ->> 'limit')::date AS last_on,
        told ->> 'permission' AS permission,
        name NOT IN ('lesson.mark-recorded.v1', 'lesson.attendance-recorded.v1') AS corrected
    FROM (
        SELECT stream, version, name, convert_from(bytes, 'UTF8')::jsonb AS told FROM {schema}.event
        WHERE name IN (
            'lesson.mark-recorded.v1', 'lesson.mark-changed.v1', 'lesson.mark-withdrawn.v1',
            'lesson.attendance-recorded.v1', 'lesson.attendance-changed.v1', 'lesson.absence-reason-stated.v1')
        OFFSET 0
    ) AS parsed
) AS cell
ORDER BY lesson, pupil, number, version DESC
"""
_LESSON: LiteralString = """
SELECT lesson, coalesce(subgroup, school_class) || '.' || subject || '.' || period AS page,
    school_year, school_class, subgroup, subject, period, held_on, number, teacher, substitute, removed,
    topic[2] AS topic, topic[3]::boolean AS topic_late, homework[2] AS homework, homework[3]::boolean AS homework_late,
    version
FROM (
    SELECT substr(stream, 8) AS lesson,
        max(fields ->> 'school_year') AS school_year, max(fields ->> 'school_class') AS school_class,
        max(fields ->> 'subgroup') AS subgroup, max(fields ->> 'subject') AS subject,
        max(fields ->> 'period') AS period, max(fields ->> 'on')::date AS held_on,
        max((fields ->> 'number')::smallint) AS number,
        max(fields ->> 'teacher') FILTER (WHERE name = 'lesson.scheduled.v1') AS teacher,
        (max(ARRAY[lpad(version::text, 10, '0'), fields ->> 'teacher'])
            FILTER (WHERE name = 'lesson.substitute-appointed.v1'))[2] AS substitute,
        max(fields ->> 'reason') FILTER (WHERE name = 'lesson.removed.v1') AS removed,
        max(ARRAY[lpad(version::text, 10, '0'), fields ->> 'topic', fields ->> 'late'])
            FILTER (WHERE name = 'lesson.topic-recorded.v1') AS topic,
        max(ARRAY[lpad(version::text, 10, '0'), fields ->> 'homework', fields ->> 'late'])
            FILTER (WHERE name = 'lesson.homework-assigned.v1') AS homework,
        max(version) AS version
    FROM (
        SELECT stream, version, name, CASE WHEN name IN (
            'lesson.scheduled.v1', 'lesson.substitute-appointed.v1', 'lesson.removed.v1',
            'lesson.topic-recorded.v1', 'lesson.homework-assigned.v1')
            THEN convert_from(bytes, 'UTF8')::jsonb -> 'fields' END AS fields
        FROM {schema}.event WHERE stream >= 'lesson-' AND stream < 'lesson.' OFFSET 0
    ) AS parsed
    GROUP BY 1
) AS lesson
"""
_CREATE_CELL: LiteralString = f"CREATE TABLE {{schema}}.floor_cell AS {_CELL}"
_CREATE_LESSON: LiteralString = f"CREATE TABLE {{schema}}.floor_lesson AS {_LESSON}"
_KEYS: tuple[LiteralString, ...] = (
    "ALTER TABLE {schema}.floor_cell ADD PRIMARY KEY (lesson, pupil, number)",
    "ALTER TABLE {schema}.floor_lesson ADD PRIMARY KEY (lesson)",
    "CREATE INDEX ON {schema}.floor_lesson (page, held_on, number)",
    "CREATE INDEX ON {schema}.floor_lesson (school_class)",
)
_PARALLEL = """
SET max_parallel_workers_per_gather = 8; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0; SET work_mem = '256MB'; SET maintenance_work_mem = '256MB'
"""


def create(connection: Connection, schema: str) -> None:
    """Make the tables from everything, with PostgreSQL's parallel workers, then their indexes."""
    connection.execute(_PARALLEL)
    _execute(connection, schema, _CREATE_CELL, _CREATE_LESSON, *_KEYS)


def prepare_indexed(connection: Connection, schema: str) -> None:
    """Make empty tables with their indexes."""
    _execute(connection, schema, f"{_CREATE_CELL} LIMIT 0", f"{_CREATE_LESSON} LIMIT 0", *_KEYS)


def insert(connection: Connection, schema: str) -> None:
    """Insert everything into tables that have their indexes, as a book that is kept has them."""
    _execute(
        connection,
        schema,
        f"INSERT INTO {{schema}}.floor_cell {_CELL}",
        f"INSERT INTO {{schema}}.floor_lesson {_LESSON}",
    )


def drop(connection: Connection, schema: str) -> None:
    """Drop the tables."""
    _execute(connection, schema, "DROP TABLE IF EXISTS {schema}.floor_cell, {schema}.floor_lesson")


def _execute(connection: Connection, schema: str, *statements: LiteralString) -> None:
    for statement in statements:
        connection.execute(sql.SQL(statement).format(schema=sql.Identifier(schema)))
