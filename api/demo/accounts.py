"""Accounts («учётные записи») of the demo: one of each kind of user, ready to sign in."""

from collections.abc import Iterator
from typing import NamedTuple

from aggregates.rights import EVERYWHERE, Role
from api.accounts.register import Accounts
from api.demo.deed import grant
from api.demo.school import Course
from api.demo.world import World
from ledger.stamp import Grant

PASSWORD = "only-for-the-demo"  # noqa: S105 - made-up people's; whoever reads the demo's output knows it
SHOWN_CLASS, SHOWN_SUBJECT = "7А", "algebra"


class Signatory(NamedTuple):
    """A login, the person who acts under it and the roles."""

    login: str
    person: str
    roles: tuple[Grant, ...]


def signatories(world: World) -> Iterator[Signatory]:
    """Yield who may sign in; the teacher is the one whose page the demo shows."""
    school, council = world.school, world.council
    home = school.institution
    yield Signatory("head", school.head.id, (grant(Role.HEAD, home),))
    yield Signatory("deputy", school.deputy.id, (grant(Role.DEPUTY_HEAD, home),))
    yield Signatory("secretary", school.secretary.id, (grant(Role.SECRETARY, home),))
    yield Signatory("administrator", school.administrator.id, (grant(Role.ADMINISTRATOR, home),))
    yield Signatory("auditor", school.auditor.id, (grant(Role.AUDITOR, EVERYWHERE),))
    teaching = grant(Role.TEACHER, home), grant(Role.CLASS_TEACHER, home)
    teacher, class_teacher = shown_course(world).teacher.id, school.class_labelled(SHOWN_CLASS).class_teacher
    yield Signatory("teacher", teacher, teaching)
    if class_teacher != teacher:
        yield Signatory("class-teacher", class_teacher, teaching)
    for login, person in (("chair", council.chair), ("council-secretary", council.secretary)):
        yield Signatory(login, person, (grant(council.role(person), council.institution, council.id),))


def shown_course(world: World) -> Course:
    """Return the course whose page the demo shows."""
    courses = (one for one in world.school.courses if one.school_class.label == SHOWN_CLASS)
    return next(course for course in courses if course.subject == SHOWN_SUBJECT)


def open_accounts(world: World, accounts: Accounts) -> None:
    """Open an account for everybody who may sign in."""
    for one in signatories(world):
        account = accounts.add(one.login, actor=one.person, password=PASSWORD)
        for role in one.roles:
            accounts.grant(account, role, by=world.school.administrator.id)
