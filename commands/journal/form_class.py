"""Form a class («сформировать класс»)."""

from aggregates.journal.school_class.decisions import form
from aggregates.journal.school_class.events import ClassFormed
from aggregates.journal.school_class.state import CLASS
from aggregates.rights import Permission
from commands.command import Command, Id, Line
from commands.document import Order
from commands.journal import schoolroom
from commands.journal.fields import Grade
from commands.work import Work


class FormClass(Command):
    """Form a class for a school year; its label is its own in that year («сформировать класс»)."""

    school_class: Id
    school_year: Id
    label: Line
    grade: Grade
    class_teacher: Id
    order: Order


def handle(command: FormClass, work: Work) -> None:
    """Recall, decide, record."""
    school_class = work.recall(CLASS, command.school_class)
    year = schoolroom.recall_year(work, command.school_year)
    stamp = schoolroom.year_stamp(work, year, Permission.FORM_CLASS)
    formed = ClassFormed(
        school_year=command.school_year,
        institution=year.institution,
        label=command.label,
        grade=command.grade,
        class_teacher=command.class_teacher,
        order=command.order.recorded(),
    )
    label = "".join(command.label.upper().split())
    schoolroom.claim_group(work, command.school_class, command.school_class)
    work.claim("class", f"{command.school_year}/{label}", command.school_class)
    work.record(CLASS, command.school_class, form(school_class, formed), stamp)
