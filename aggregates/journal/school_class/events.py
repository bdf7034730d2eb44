"""Events of a class in one school year («класс»): its roster by orders, subgroups, class teacher."""

from datetime import date
from typing import Annotated, ClassVar, get_args

import msgspec

from ledger.document import Order
from ledger.event import Event, Identifier, Line

Grade = Annotated[int, msgspec.Meta(ge=1, le=12)]


class ClassFormed(Event, frozen=True):
    """A class is formed for a school year («класс сформирован»)."""

    name: ClassVar[str] = "class.formed.v1"

    school_year: Identifier
    institution: Identifier
    label: Line
    grade: Grade
    class_teacher: Identifier
    order: Order


class PupilJoined(Event, frozen=True):
    """A pupil belongs to the class from a day on, that day included («обучающийся зачислен в класс»)."""

    name: ClassVar[str] = "class.pupil-joined.v1"

    pupil: Identifier
    from_on: date
    order: Order


class PupilLeft(Event, frozen=True):
    """A pupil's last day in the class («обучающийся выбыл из класса»)."""

    name: ClassVar[str] = "class.pupil-left.v1"

    pupil: Identifier
    last_on: date
    order: Order


class SubgroupFormed(Event, frozen=True):
    """Pupils of the class study a subject apart («подгруппа сформирована»)."""

    name: ClassVar[str] = "class.subgroup-formed.v1"

    subgroup: Identifier
    subject: Identifier
    label: Line
    pupils: tuple[Identifier, ...]
    from_on: date


class ClassTeacherAppointed(Event, frozen=True):
    """Another class teacher answers for the class («назначен классный руководитель»)."""

    name: ClassVar[str] = "class.teacher-appointed.v1"

    class_teacher: Identifier
    from_on: date
    order: Order


ClassEvent = ClassFormed | PupilJoined | PupilLeft | SubgroupFormed | ClassTeacherAppointed
EVENTS: tuple[type[Event], ...] = get_args(ClassEvent)
