"""One example of every event («образцы событий»), as a school would record it; their bytes are frozen in golden/."""

from dataclasses import dataclass
from datetime import date

from aggregates.council.council.events import CompositionApproved, CouncilEstablished, Office, Seat
from aggregates.council.meeting import events as meeting
from aggregates.journal.lesson import events as lesson
from aggregates.journal.page.events import LessonListed, LessonUnlisted
from aggregates.journal.permission import events as permission
from aggregates.journal.school_class import events as school_class
from aggregates.journal.school_year import events as school_year
from aggregates.journal.symbols import Attendance, Mark
from aggregates.people.person import events as person
from aggregates.refusals.refusal_log.events import DaySealed
from ledger.document import Document, Order
from ledger.envelope import Metadata, Rule
from ledger.event import Event
from ledger.sealing import Category, Sealed

SCHOOL = "0198c0de-5c00-7000-8000-000000000002"
YEAR = "0198c0de-2026-7000-8000-000000000001"
CLASS = "0198c0de-c7a0-7000-8000-00000000007a"
SUBGROUP = "0198c0de-c7a1-7000-8000-00000000007a"
LESSON = "0198d7f1-1e55-7000-8000-000000000117"
PUPIL = "0198c0de-0d1e-7000-8000-000000000031"
OTHER_PUPIL = "0198c0de-0d1e-7000-8000-000000000032"
TEACHER = "0198c0de-7eac-7000-8000-000000000004"
HEAD = "0198c0de-4ead-7000-8000-000000000001"
PERMISSION = "0198f00d-9e12-7000-8000-000000000009"
COUNCIL = "0198c0de-c000-7000-8000-000000000001"
QUESTION = "0198f00d-0a57-7000-8000-000000000001"
MEMBER = "0198c0de-3e3b-7000-8000-000000000017"

ORDER = Order("01-12/184", date(2026, 8, 31))
NAME_CHANGE = Document("Свидетельство о перемене имени", "I-ЕР 512345", date(2026, 9, 29))
WINDOW = Rule("JRN-090", 1, "2026-10-15")
NAME = Sealed("0198c0de-4e10-7000-8000-000000000001", "5f" * 32)
NOTE = Sealed("0198c0de-4e10-7000-8000-000000000002", "a7" * 32)
COMMITMENT = "c0" * 32


@dataclass(frozen=True)
class Example:
    """An event with its envelope."""

    metadata: Metadata
    event: Event


def example(stream: str, event: Event, *, role: str, rule: Rule | None = None, permitted: str | None = None) -> Example:
    metadata = Metadata(
        stream=stream,
        version=3,
        recorded_at="2026-10-01T09:24:37.000512Z",
        recorded_on=date(2026, 10, 1),
        actor=TEACHER if role == "teacher" else HEAD,
        role=role,
        command="0198f00d-c0de-7000-8000-0000000000aa",
        cause=41 if role == "system" else None,
        permission=permitted,
        rule=rule,
    )
    return Example(metadata, event)


def of_the_year(event: Event) -> Example:
    return example(f"year-{YEAR}", event, role="head")


def of_the_class(event: Event) -> Example:
    return example(f"class-{CLASS}", event, role="secretary")


def of_the_lesson(event: Event, rule: Rule | None = WINDOW, permitted: str | None = None) -> Example:
    return example(f"lesson-{LESSON}", event, role="teacher", rule=rule, permitted=permitted)


def of_the_permission(event: Event, role: str = "head") -> Example:
    return example(f"permission-{PERMISSION}", event, role=role, rule=Rule("JRN-095", 1, "2026-11-30"))


def of_the_person(event: Event) -> Example:
    return example(f"person-{PUPIL}", event, role="secretary")


def of_the_meeting(event: Event) -> Example:
    return example("meeting-0198f00d-3ee7-7000-8000-000000000001", event, role="council-secretary")


JOURNAL = (
    of_the_year(
        school_year.SchoolYearOpened(
            institution=SCHOOL,
            institution_title="МБОУ «Средняя школа № 2»",
            title="2026/27",
            starts_on=date(2026, 9, 1),
            ends_on=date(2027, 5, 31),
            zone="Europe/Moscow",
            week_days=5,
            periods=(
                school_year.Period("1", school_year.PeriodKind.QUARTER, date(2026, 9, 1), date(2026, 10, 25)),
                school_year.Period("year", school_year.PeriodKind.YEAR, date(2026, 9, 1), date(2027, 5, 31)),
            ),
            subjects=(school_year.Subject("algebra", "Алгебра"), school_year.Subject("russian", "Русский язык")),
            days_off=(date(2026, 11, 4), date(2026, 12, 31)),
            calendar_source="Производственный календарь на 2026 год",
        )
    ),
    of_the_year(
        school_year.RegulationAdopted(
            version=2,
            title="Положение о ведении электронного журнала",
            order=ORDER,
            applies_from=date(2026, 9, 1),
            edit_days=14,
            final_edit_days=7,
            ahead_days=14,
            symbols=(school_year.SymbolMeaning("осв.", "освобождён"), school_year.SymbolMeaning("Б", "болезнь")),
        )
    ),
    of_the_year(school_year.SchoolYearArchived(Order("01-12/97", date(2027, 6, 30)))),
    of_the_class(school_class.ClassFormed(YEAR, SCHOOL, "7 «А»", 7, TEACHER, ORDER)),
    of_the_class(school_class.PupilJoined(PUPIL, date(2026, 9, 1), ORDER)),
    of_the_class(school_class.PupilLeft(PUPIL, date(2026, 12, 25), Order("01-12/230", date(2026, 12, 24)))),
    of_the_class(
        school_class.SubgroupFormed(
            SUBGROUP, "english", "Английский язык, 1-я подгруппа", (PUPIL, OTHER_PUPIL), date(2026, 9, 1)
        )
    ),
    of_the_class(school_class.ClassTeacherAppointed(TEACHER, date(2026, 11, 9), ORDER)),
    example(f"page-{CLASS}.algebra.1", LessonListed(LESSON, date(2026, 10, 1), 3), role="teacher"),
    example(f"page-{CLASS}.algebra.1", LessonUnlisted(LESSON), role="deputy-head"),
    of_the_lesson(
        lesson.LessonScheduled(YEAR, CLASS, SUBGROUP, "english", "1", date(2026, 10, 1), 3, TEACHER), rule=None
    ),
    of_the_lesson(lesson.SubstituteAppointed(HEAD), rule=None),
    of_the_lesson(lesson.LessonRemoved("Карантин: занятия не проводились"), rule=None),
    of_the_lesson(lesson.ColumnOpened(2, lesson.WorkKind.CONTROL, "Контрольная работа № 1")),
    of_the_lesson(lesson.TopicRecorded("Степень с натуральным показателем.\nСвойства степени", late=True)),
    of_the_lesson(lesson.HomeworkAssigned("§ 12, № 431–436 (чётные); повторить ½ и 2⁵", late=False)),
    of_the_lesson(lesson.MarkRecorded(PUPIL, 1, Mark.FIVE)),
    of_the_lesson(lesson.MarkChanged(PUPIL, 1, Mark.THREE, Mark.FOUR, lesson.Reason.RESIT, NOTE), permitted=PERMISSION),
    of_the_lesson(lesson.MarkWithdrawn(PUPIL, 1, Mark.EXEMPT, lesson.Reason.MISENTRY, None)),
    of_the_lesson(lesson.AttendanceRecorded(PUPIL, Attendance.ABSENT)),
    of_the_lesson(lesson.AttendanceChanged(PUPIL, Attendance.LATE, None, lesson.Reason.MISENTRY, None)),
    of_the_lesson(lesson.AbsenceReasonStated(PUPIL, Attendance.ABSENT, Attendance.ILLNESS)),
    of_the_permission(
        permission.PermissionRequested(
            school_year=YEAR,
            institution=SCHOOL,
            school_class=CLASS,
            subject="algebra",
            pupil=PUPIL,
            cells=(permission.Cell(LESSON, 1), permission.Cell(LESSON, None)),
            ground=permission.Ground.ILLNESS,
            documents=(Document("Медицинская справка", "118", date(2026, 11, 2)),),
            explanation=NOTE,
        ),
        role="teacher",
    ),
    of_the_permission(permission.PermissionGranted(date(2026, 11, 30))),
    of_the_permission(permission.PermissionRefused(permission.RefusalGround.DOCUMENT_DOES_NOT_CONFIRM, NOTE)),
    of_the_permission(permission.PermissionUsed(permission.Cell(LESSON, 1)), role="teacher"),
)
PEOPLE = (
    of_the_person(person.PersonRegistered(SCHOOL, "Europe/Moscow", NAME, NAME, None)),
    of_the_person(person.NameCorrected(NAME, NAME, NAME, person.NameReason.NAME_CHANGED, NAME_CHANGE)),
    of_the_person(person.KeyCommitted(Category.IDENTITY, NAME.key, COMMITMENT)),
    of_the_person(person.KeyDestroyed(Category.IDENTITY, NAME.key, person.DestructionGround.RETENTION_ENDED, ORDER)),
    example("refusals-2026", DaySealed(date(2026, 9, 30), 12, "d1" * 32), role="system"),
)
ESTABLISHED = CouncilEstablished(SCHOOL, "Экспертный совет", "Europe/Moscow", ORDER)
APPROVED = CompositionApproved(
    ORDER,
    (
        Seat(HEAD, "Директор школы", Office.CHAIR, by_agreement=False),
        Seat(MEMBER, "Профессор кафедры алгебры", Office.MEMBER, by_agreement=True),
    ),
)
COUNCILS = (
    example(f"council-{COUNCIL}", ESTABLISHED, role="head"),
    example(f"council-{COUNCIL}", APPROVED, role="head"),
    of_the_meeting(
        meeting.MeetingConvened(COUNCIL, "1", date(2026, 10, 1), (meeting.AgendaItem("1", "Программа «Олимп»"),))
    ),
    of_the_meeting(meeting.MemberArrived(MEMBER)),
    of_the_meeting(meeting.MemberLeft(MEMBER)),
    of_the_meeting(meeting.AbsenceNoted(MEMBER, meeting.Excuse.EXCUSED)),
    of_the_meeting(meeting.PresidingTaken(HEAD)),
    of_the_meeting(meeting.QuorumEstablished(24, 17, 17)),
    of_the_meeting(meeting.QuorumNotReached(24, 16, 17)),
    of_the_meeting(
        meeting.VoteOpened(
            question=QUESTION,
            item="1",
            motion="Рекомендовать программу «Олимп» к реализации",
            presiding=HEAD,
            composition=1,
            total=24,
            needed=17,
            entitled=(HEAD, MEMBER),
        )
    ),
    of_the_meeting(meeting.BallotCast(QUESTION, MEMBER, meeting.Choice.AGAINST, "Нет данных об итогах прошлого года")),
    of_the_meeting(meeting.VoteClosed(QUESTION, meeting.Tally(17, 9, 6, 2))),
    of_the_meeting(meeting.DecisionAdopted(QUESTION, HEAD)),
    of_the_meeting(meeting.DecisionNotAdopted(QUESTION, None)),
    of_the_meeting(meeting.MeetingClosed()),
)
EXAMPLES = {one.event.name: one for one in (*JOURNAL, *PEOPLE, *COUNCILS)}
