"""Permits («разрешения») of the demo: after the edit window a teacher asks, the head answers, the mark is corrected."""

from datetime import date

from aggregates.journal.lesson.events import Reason
from aggregates.journal.permission.events import Ground, RefusalGround
from aggregates.rights import Role
from api.demo.deed import Deed, Handle, grant
from api.demo.school import School
from commands.command import Command
from commands.document import Document
from commands.journal import grant_permission, record_marks, refuse_permission, request_permission
from commands.journal.record_marks import CellEntry
from commands.journal.request_permission import CellToChange


class Permit:
    """The case of one cell: a pupil's mark in a column of a lesson."""

    def __init__(self, school: School, permission: str, teacher: str, cell: CellToChange, pupil: str) -> None:
        self._school = school
        self._permission = permission
        self._teacher = teacher
        self._cell = cell
        self._pupil = pupil

    def asked(self, paper: Document, *, explanation: str | None = None) -> Deed:
        """Return the teacher's request, with a paper that confirms an illness."""
        command = request_permission.RequestPermission(
            permission=self._permission,
            pupil=self._pupil,
            cells=(self._cell,),
            ground=Ground.ILLNESS,
            documents=(paper,),
            explanation=explanation,
        )
        return self._by(Role.TEACHER, request_permission.handle, command)

    def granted(self, expires_on: date | None = None) -> Deed:
        """Return the head's consent."""
        command = grant_permission.GrantPermission(permission=self._permission, expires_on=expires_on)
        return self._by(Role.HEAD, grant_permission.handle, command)

    def refused(self, note: str) -> Deed:
        """Return the head's refusal: the paper does not confirm the illness."""
        ground = RefusalGround.DOCUMENT_DOES_NOT_CONFIRM
        command = refuse_permission.RefusePermission(permission=self._permission, ground=ground, note=note)
        return self._by(Role.HEAD, refuse_permission.handle, command)

    def written(self, mark: str, *, relying: bool = True) -> Deed:
        """Return the teacher's correction, relying on the permission or not."""
        assert self._cell.column is not None
        entry = CellEntry(pupil=self._pupil, column=self._cell.column, symbol=mark, reason=Reason.ILLNESS)
        command = record_marks.RecordMarks(
            lesson=self._cell.lesson, entries=(entry,), permission=self._permission if relying else None
        )
        return self._by(Role.TEACHER, record_marks.handle, command)

    def _by(self, role: Role, handle: Handle, command: Command) -> Deed:
        actor = self._school.head.id if role is Role.HEAD else self._teacher
        return Deed(handle, command, actor, grant(role, self._school.institution))
