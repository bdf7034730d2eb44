"""Rights («права»): which role may do what, and where; one table, read by every door."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from ledger.refusal import Refusal
from ledger.stamp import Caller, Grant

EVERYWHERE = "*"
"""The institution of a grant that holds in the whole tenant: auditors, the department, the system itself."""


class Role(StrEnum):
    """Who somebody is at an institution («роль»)."""

    ADMINISTRATOR = "administrator"
    HEAD = "head"
    DEPUTY_HEAD = "deputy-head"
    CLASS_TEACHER = "class-teacher"
    TEACHER = "teacher"
    SECRETARY = "secretary"
    AUDITOR = "auditor"
    MINISTRY = "ministry"
    COUNCIL_CHAIR = "council-chair"
    COUNCIL_DEPUTY_CHAIR = "council-deputy-chair"
    COUNCIL_SECRETARY = "council-secretary"
    COUNCIL_MEMBER = "council-member"
    PUPIL = "pupil"
    PARENT = "parent"
    SYSTEM = "system"


class Permission(StrEnum):
    """What may be done («право»)."""

    MANAGE_ACCOUNTS = "manage-accounts"
    OPEN_SCHOOL_YEAR = "open-school-year"
    ADOPT_REGULATION = "adopt-regulation"
    ARCHIVE_SCHOOL_YEAR = "archive-school-year"
    FORM_CLASS = "form-class"
    MOVE_PUPILS = "move-pupils"
    SCHEDULE_LESSON = "schedule-lesson"
    APPOINT_SUBSTITUTE = "appoint-substitute"
    REMOVE_LESSON = "remove-lesson"
    RECORD_MARKS = "record-marks"
    RECORD_TOPIC = "record-topic"
    STATE_ABSENCE_REASON = "state-absence-reason"
    REQUEST_PERMISSION = "request-permission"
    DECIDE_PERMISSION = "decide-permission"
    READ_PAGE = "read-page"
    READ_EDIT_JUSTIFICATIONS = "read-edit-justifications"
    READ_HISTORY = "read-history"
    READ_LOG = "read-log"
    READ_BOOKS = "read-books"
    REGISTER_PEOPLE = "register-people"
    READ_PEOPLE = "read-people"
    DESTROY_PERSONAL_DATA = "destroy-personal-data"
    COMPOSE_COUNCIL = "compose-council"
    CONVENE_MEETING = "convene-meeting"
    RECORD_MEETING_ATTENDANCE = "record-meeting-attendance"
    PRESIDE = "preside"
    CONDUCT_VOTE = "conduct-vote"
    CAST_BALLOT = "cast-ballot"
    READ_COUNCIL = "read-council"
    REACT = "react"


class Reach(Enum):
    """How far a right goes («область права»)."""

    INSTITUTION = "the whole institution"
    OWN = "what the grant's scope names, or what the records call the caller's own"
    RULE = "the caller's own, and the aggregate's decision knows which that is"


@dataclass(frozen=True, slots=True)
class Right:
    """One row of the table: the act in Russian and the roles that may do it, the first one held is acted in."""

    act: str
    roles: Mapping[Role, Reach]


class NotPermitted(Refusal):
    """No role of the caller allows this here («роль не позволяет»)."""

    code = "rights.role-not-permitted"
    requirement = "XCT-014"
    message = "Ваша роль этого не позволяет: {act}."


def role_for(
    caller: Caller, permission: Permission, institution: str, scope: str | None = None, *, own: bool = False
) -> str:
    """Return the role in which *caller* may do this at *institution*.

    *scope* names what it is done to (a class, a council) and is compared with grants narrowed to one; *own* tells
    that the records call it the caller's own: the class teacher's class, the page of a lesson given.

    Raises:
        NotPermitted: no grant allows it.

    """
    right = RIGHTS[permission]
    for role, reach in right.roles.items():
        for grant in caller.grants:
            if grant.role == role and _covers(grant, reach, institution, scope, own=own):
                return role.value
    raise NotPermitted(permission=permission.value, act=right.act, institution=institution)


def _covers(grant: Grant, reach: Reach, institution: str, scope: str | None, *, own: bool) -> bool:
    if grant.institution not in {institution, EVERYWHERE} or grant.scope not in {None, scope}:
        return False
    return reach is not Reach.OWN or own or grant.scope is not None


_HERE, _OWN, _RULE = Reach.INSTITUTION, Reach.OWN, Reach.RULE
_COUNCIL = (Role.COUNCIL_CHAIR, Role.COUNCIL_DEPUTY_CHAIR, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER)
_TEACHERS_OWN = {Role.TEACHER: _OWN, Role.CLASS_TEACHER: _OWN}

RIGHTS: Mapping[Permission, Right] = {
    Permission.MANAGE_ACCOUNTS: Right("учётные записи", {Role.ADMINISTRATOR: _HERE}),
    Permission.OPEN_SCHOOL_YEAR: Right("открытие учебного года", {Role.DEPUTY_HEAD: _HERE}),
    Permission.ADOPT_REGULATION: Right("принятие положения о журнале", {Role.HEAD: _HERE}),
    Permission.ARCHIVE_SCHOOL_YEAR: Right(
        "передача учебного года в архив", {Role.SECRETARY: _HERE, Role.DEPUTY_HEAD: _HERE}
    ),
    Permission.FORM_CLASS: Right("формирование классов", {Role.DEPUTY_HEAD: _HERE, Role.SECRETARY: _HERE}),
    Permission.MOVE_PUPILS: Right("движение обучающихся", {Role.SECRETARY: _HERE, Role.ADMINISTRATOR: _HERE}),
    Permission.SCHEDULE_LESSON: Right(
        "расписание уроков", {Role.DEPUTY_HEAD: _HERE, Role.ADMINISTRATOR: _HERE, Role.TEACHER: _RULE}
    ),
    Permission.APPOINT_SUBSTITUTE: Right("замена учителя", {Role.DEPUTY_HEAD: _HERE, Role.ADMINISTRATOR: _HERE}),
    Permission.REMOVE_LESSON: Right("удаление непроведённого урока", {Role.ADMINISTRATOR: _HERE}),
    Permission.RECORD_MARKS: Right("отметки и посещаемость", {Role.TEACHER: _RULE}),
    Permission.RECORD_TOPIC: Right("тема урока и домашнее задание", {Role.TEACHER: _RULE}),
    Permission.STATE_ABSENCE_REASON: Right("причина отсутствия", {Role.CLASS_TEACHER: _OWN}),
    Permission.REQUEST_PERMISSION: Right(
        "запрос разрешения на изменение", {Role.TEACHER: _RULE, Role.CLASS_TEACHER: _RULE}
    ),
    Permission.DECIDE_PERMISSION: Right("решение о разрешении на изменение", {Role.HEAD: _HERE}),
    Permission.READ_PAGE: Right(
        "чтение страницы журнала", {Role.HEAD: _HERE, Role.DEPUTY_HEAD: _HERE, Role.AUDITOR: _HERE, **_TEACHERS_OWN}
    ),
    Permission.READ_EDIT_JUSTIFICATIONS: Right(
        "чтение оснований изменений",
        {Role.DEPUTY_HEAD: _HERE, Role.HEAD: _HERE, Role.AUDITOR: _HERE, **_TEACHERS_OWN},
    ),
    Permission.READ_HISTORY: Right(
        "чтение истории записей", {Role.AUDITOR: _HERE, Role.DEPUTY_HEAD: _HERE, Role.HEAD: _HERE}
    ),
    Permission.READ_LOG: Right("чтение журнала событий", {Role.AUDITOR: _HERE}),
    Permission.READ_BOOKS: Right("состояние книг", {Role.ADMINISTRATOR: _HERE, Role.AUDITOR: _HERE}),
    Permission.REGISTER_PEOPLE: Right("карточки людей", {Role.SECRETARY: _HERE, Role.ADMINISTRATOR: _HERE}),
    Permission.READ_PEOPLE: Right(
        "чтение карточек людей",
        {
            Role.SECRETARY: _HERE,
            Role.HEAD: _HERE,
            Role.DEPUTY_HEAD: _HERE,
            Role.ADMINISTRATOR: _HERE,
            Role.AUDITOR: _HERE,
            **_TEACHERS_OWN,
        },
    ),
    Permission.DESTROY_PERSONAL_DATA: Right(
        "уничтожение персональных данных", {Role.ADMINISTRATOR: _HERE, Role.HEAD: _HERE}
    ),
    Permission.COMPOSE_COUNCIL: Right("состав совета", {Role.MINISTRY: _HERE}),
    Permission.CONVENE_MEETING: Right(
        "созыв заседания",
        {Role.COUNCIL_CHAIR: _HERE, Role.COUNCIL_DEPUTY_CHAIR: _HERE, Role.COUNCIL_SECRETARY: _HERE},
    ),
    Permission.RECORD_MEETING_ATTENDANCE: Right(
        "учёт присутствующих на заседании",
        {Role.COUNCIL_SECRETARY: _HERE, Role.COUNCIL_CHAIR: _HERE, Role.COUNCIL_DEPUTY_CHAIR: _HERE},
    ),
    Permission.PRESIDE: Right("ведение заседания", {Role.COUNCIL_CHAIR: _HERE, Role.COUNCIL_DEPUTY_CHAIR: _RULE}),
    Permission.CONDUCT_VOTE: Right(
        "открытие и закрытие голосования",
        {Role.COUNCIL_CHAIR: _HERE, Role.COUNCIL_DEPUTY_CHAIR: _RULE, Role.COUNCIL_SECRETARY: _HERE},
    ),
    Permission.CAST_BALLOT: Right("голосование", dict.fromkeys(_COUNCIL, _RULE)),
    Permission.READ_COUNCIL: Right(
        "чтение документов совета", dict.fromkeys((*_COUNCIL, Role.MINISTRY, Role.AUDITOR), _HERE)
    ),
    Permission.REACT: Right("действия системы", {Role.SYSTEM: _HERE}),
}
