"""Founding («подготовка к учебному году»): cards, the year, classes, pupils, subgroups - before the first lesson."""

from collections.abc import Iterator
from datetime import timedelta

from aggregates.rights import Role
from api.demo.deed import Deed, grant
from api.demo.school import SPLIT_SUBJECT, SchoolClass
from api.demo.world import World
from commands.document import Order
from commands.journal import enrol_pupils, form_class, form_subgroup, open_school_year
from commands.people import register_people

_LIST_SIZE = 100


def founding(world: World) -> Iterator[Deed]:
    """Yield what has to be done before lessons can be scheduled."""
    yield from world.council.founding()
    yield from _cards(world)
    school = world.school
    opening = world.profile.opening(school_year=school.year, institution=school.institution)
    deputy = grant(Role.DEPUTY_HEAD, school.institution)
    yield Deed(open_school_year.handle, opening, school.deputy.id, deputy)
    for number, school_class in enumerate(school.classes, start=1):
        order = Order(number=f"{number + 40}-у", on=world.profile.year.starts_on - timedelta(days=5))
        yield from _class(world, school_class, order)


def _cards(world: World) -> Iterator[Deed]:
    school, people = world.school, world.school.people
    for start in range(0, len(people), _LIST_SIZE):
        listed = tuple(
            register_people.NewPerson(person=one.id, name=one.name) for one in people[start : start + _LIST_SIZE]
        )
        command = register_people.RegisterPeople(institution=school.institution, zone=world.profile.zone, people=listed)
        yield Deed(register_people.handle, command, school.secretary.id, grant(Role.SECRETARY, school.institution))


def _class(world: World, school_class: SchoolClass, order: Order) -> Iterator[Deed]:
    school, begins_on = world.school, world.profile.year.starts_on
    deputy, secretary = (grant(role, school.institution) for role in (Role.DEPUTY_HEAD, Role.SECRETARY))
    forming = form_class.FormClass(
        school_class=school_class.id,
        school_year=school.year,
        label=school_class.label,
        grade=school_class.grade,
        class_teacher=school_class.class_teacher,
        order=order,
    )
    yield Deed(form_class.handle, forming, school.deputy.id, deputy)
    enrolling = enrol_pupils.EnrolPupils(
        school_class=school_class.id,
        pupils=tuple(pupil.id for pupil in school_class.pupils),
        from_on=begins_on,
        order=order,
    )
    yield Deed(enrol_pupils.handle, enrolling, school.secretary.id, secretary)
    for subgroup in school_class.subgroups:
        splitting = form_subgroup.FormSubgroup(
            school_class=school_class.id,
            subgroup=subgroup.id,
            subject=SPLIT_SUBJECT,
            label=subgroup.label,
            pupils=tuple(pupil.id for pupil in subgroup.pupils),
            from_on=begins_on,
        )
        yield Deed(form_subgroup.handle, splitting, school.deputy.id, deputy)
