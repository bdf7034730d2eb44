"""The table of rights, cell by cell, as the requirements print it (§3.1 to 3.3), and what a grant reaches."""

from datetime import UTC, datetime

import pytest

from aggregates.rights import EVERYWHERE, RIGHTS, NotPermitted, Permission, Reach, Role, role_for
from ledger.stamp import Caller, Grant

SCHOOL, OTHER_SCHOOL = "school-15", "school-16"
CLASS_5A, CLASS_6B = "class-5a", "class-6b"
COLUMNS = {
    "adm": Role.ADMINISTRATOR,
    "hd": Role.HEAD,
    "dep": Role.DEPUTY_HEAD,
    "ct": Role.CLASS_TEACHER,
    "t": Role.TEACHER,
    "sec": Role.SECRETARY,
    "aud": Role.AUDITOR,
    "min": Role.MINISTRY,
    "ch": Role.COUNCIL_CHAIR,
    "dch": Role.COUNCIL_DEPUTY_CHAIR,
    "csec": Role.COUNCIL_SECRETARY,
    "mem": Role.COUNCIL_MEMBER,
    "pup": Role.PUPIL,
    "par": Role.PARENT,
    "sys": Role.SYSTEM,
}
TABLE = """
                          adm hd dep ct t sec aud min ch dch csec mem pup par sys
manage-accounts             +  -   -  - -   -   -   -  -   -    -   -   -   -   -
open-school-year            -  -   +  - -   -   -   -  -   -    -   -   -   -   -
adopt-regulation            -  +   -  - -   -   -   -  -   -    -   -   -   -   -
archive-school-year         -  -   +  - -   +   -   -  -   -    -   -   -   -   -
form-class                  -  -   +  - -   +   -   -  -   -    -   -   -   -   -
move-pupils                 +  -   -  - -   +   -   -  -   -    -   -   -   -   -
schedule-lesson             +  -   +  - r   -   -   -  -   -    -   -   -   -   -
appoint-substitute          +  -   +  - -   -   -   -  -   -    -   -   -   -   -
remove-lesson               +  -   -  - -   -   -   -  -   -    -   -   -   -   -
record-marks                -  -   -  - r   -   -   -  -   -    -   -   -   -   -
record-topic                -  -   -  - r   -   -   -  -   -    -   -   -   -   -
state-absence-reason        -  -   -  o -   -   -   -  -   -    -   -   -   -   -
request-permission          -  -   -  r r   -   -   -  -   -    -   -   -   -   -
decide-permission           -  +   -  - -   -   -   -  -   -    -   -   -   -   -
read-page                   -  +   +  o o   -   +   -  -   -    -   -   -   -   -
read-edit-justifications    -  +   +  o o   -   +   -  -   -    -   -   -   -   -
read-history                -  +   +  - -   -   +   -  -   -    -   -   -   -   -
read-log                    -  -   -  - -   -   +   -  -   -    -   -   -   -   -
read-books                  +  -   -  - -   -   +   -  -   -    -   -   -   -   -
register-people             +  -   -  - -   +   -   -  -   -    -   -   -   -   -
read-people                 +  +   +  o o   +   +   -  -   -    -   -   -   -   -
destroy-personal-data       +  +   -  - -   -   -   -  -   -    -   -   -   -   -
compose-council             -  -   -  - -   -   -   +  -   -    -   -   -   -   -
convene-meeting             -  -   -  - -   -   -   -  +   +    +   -   -   -   -
record-meeting-attendance   -  -   -  - -   -   -   -  +   +    +   -   -   -   -
preside                     -  -   -  - -   -   -   -  +   r    -   -   -   -   -
conduct-vote                -  -   -  - -   -   -   -  +   r    +   -   -   -   -
cast-ballot                 -  -   -  - -   -   -   -  r   r    r   r   -   -   -
read-council                -  -   -  - -   -   +   +  +   +    +   +   -   -   -
react                       -  -   -  - -   -   -   -  -   -    -   -   -   -   +
"""
REACHES = {"-": None, "+": Reach.INSTITUTION, "o": Reach.OWN, "r": Reach.RULE}


def cells():
    """Return (permission, role, reach) for every cell of TABLE."""
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return [
        (Permission(name), COLUMNS[column], REACHES[cell])
        for name, *values in rows
        for column, cell in zip(head, values, strict=True)
    ]


def caller(*grants):
    return Caller("somebody", grants, datetime(2026, 9, 1, tzinfo=UTC), "command")


def test_the_table_has_a_cell_for_every_permission_and_role():
    assert {(permission, role) for permission, role, _ in cells()} == {(p, r) for p in Permission for r in Role}


def test_every_permission_says_in_russian_what_it_is_about():
    assert [permission for permission in Permission if not RIGHTS[permission].act.strip()] == []


@pytest.mark.parametrize(("permission", "role", "reach"), cells())
def test_a_role_may_do_what_its_cell_says(permission, role, reach):
    assert RIGHTS[permission].roles.get(role) is reach
    someone = caller(Grant(role, SCHOOL))
    if reach in {Reach.INSTITUTION, Reach.RULE}:
        assert role_for(someone, permission, SCHOOL) == role
    else:
        with pytest.raises(NotPermitted):
            role_for(someone, permission, SCHOOL)


@pytest.mark.parametrize(("permission", "role"), [(p, r) for p, r, reach in cells() if reach is Reach.OWN])
def test_what_is_ones_own_is_known_from_the_grant_or_from_the_records(permission, role):
    assert role_for(caller(Grant(role, SCHOOL, CLASS_5A)), permission, SCHOOL, CLASS_5A) == role
    assert role_for(caller(Grant(role, SCHOOL)), permission, SCHOOL, CLASS_5A, own=True) == role
    with pytest.raises(NotPermitted):
        role_for(caller(Grant(role, SCHOOL)), permission, SCHOOL, CLASS_5A, own=False)


@pytest.mark.parametrize("scope", [CLASS_6B, None])
def test_a_grant_narrowed_to_one_class_reaches_no_other(scope):
    with pytest.raises(NotPermitted):
        role_for(caller(Grant(Role.CLASS_TEACHER, SCHOOL, CLASS_5A)), Permission.READ_PAGE, SCHOOL, scope, own=True)


def test_a_head_is_head_of_the_own_school_only():
    with pytest.raises(NotPermitted) as refused:
        role_for(caller(Grant(Role.HEAD, OTHER_SCHOOL)), Permission.DECIDE_PERMISSION, SCHOOL)
    assert refused.value.details["institution"] == SCHOOL
    assert str(refused.value) == "Ваша роль этого не позволяет: решение о разрешении на изменение."


def test_an_auditor_of_the_whole_tenant_reads_every_school():
    someone = caller(Grant(Role.AUDITOR, EVERYWHERE))
    assert role_for(someone, Permission.READ_HISTORY, SCHOOL) == role_for(
        someone, Permission.READ_HISTORY, OTHER_SCHOOL
    )


def test_who_holds_several_roles_acts_in_the_first_that_the_row_names():
    someone = caller(Grant(Role.HEAD, SCHOOL), Grant(Role.DEPUTY_HEAD, SCHOOL), Grant(Role.PARENT, SCHOOL))
    assert role_for(someone, Permission.READ_EDIT_JUSTIFICATIONS, SCHOOL) == Role.DEPUTY_HEAD
    assert role_for(someone, Permission.READ_PAGE, SCHOOL) == Role.HEAD


def test_without_a_grant_nothing_is_permitted():
    for permission in Permission:
        with pytest.raises(NotPermitted):
            role_for(caller(), permission, SCHOOL)
