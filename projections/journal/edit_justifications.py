"""The register of edit justifications («реестр обоснований изменений», JRN-098): what was changed after the window.

A change after the window carries the permission it was made under; each such event is a line. The permission gives
the ground, the documents and the initiator; the lesson gives the date, the class and the subject.
"""

from collections.abc import Sequence

import msgspec

from aggregates.journal.lesson.events import LessonScheduled
from aggregates.journal.permission.events import PermissionGranted, PermissionRequested
from projections.act import Act
from projections.book import Book, Changes, Row, Table
from projections.journal.cell_change import CELL_EVENTS, CellChange, cell_change

PERMISSION = Table(
    "permission",
    {
        "permission": "text",
        "institution": "text",
        "school_class": "text",
        "subject": "text",
        "pupil": "text",
        "ground": "text",
        "documents": "jsonb",
        "initiator": "text",
        "requested_on": "date",
        "granted_by": "text",
        "granted_on": "date",
    },
    key=1,
)
LESSON = Table("lesson", {"lesson": "text", "held_on": "date", "number": "smallint"}, key=1)
CHANGE = Table(
    "change",
    {
        "position": "bigint",
        "permission": "text",
        "lesson": "text",
        "pupil": "text",
        "number": "smallint",
        "old": "text",
        "new": "text",
        "reason": "text",
        "executed_by": "text",
        "recorded_at": "timestamptz",
        "recorded_on": "date",
        "last_on": "date",
    },
    key=1,
    indexes=(("permission",),),
)


def fold(acts: Sequence[Act], changes: Changes) -> None:
    """Enter permissions, lessons, and every change that names a permission."""
    permissions = changes[PERMISSION.name]
    for act in acts:
        match act.event:
            case PermissionRequested() as event:
                permissions.insert(_requested(act, event))
            case PermissionGranted():
                key = (act.stream[len("permission-") :],)
                permissions.patch(key, granted_by=act.actor, granted_on=act.recorded_on)
            case LessonScheduled(on=on, number=number):
                changes[LESSON.name].insert((_lesson(act), on, number))
            case event:
                change = cell_change(event)
                if change is not None and act.permission is not None:
                    changes[CHANGE.name].insert(_changed(act, change))


def _requested(act: Act, event: PermissionRequested) -> Row:
    return (
        act.stream[len("permission-") :],
        event.institution,
        event.school_class,
        event.subject,
        event.pupil,
        event.ground.value,
        msgspec.json.encode(event.documents).decode(),
        act.actor,
        act.recorded_on,
        None,
        None,
    )


def _changed(act: Act, change: CellChange) -> Row:
    return (
        act.position,
        act.permission,
        _lesson(act),
        *change,
        act.actor,
        act.recorded_at,
        act.recorded_on,
        None if act.rule is None else act.rule.limit,
    )


def _lesson(act: Act) -> str:
    return act.stream[len("lesson-") :]


EDIT_JUSTIFICATIONS = Book(
    name="edit_justifications",
    version=1,
    tables=(PERMISSION, LESSON, CHANGE),
    events=CELL_EVENTS | {PermissionRequested, PermissionGranted, LessonScheduled},
    fold=fold,
)
