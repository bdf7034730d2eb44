"""People over HTTP («карточки людей»): the only room where names come in."""

from typing import Annotated

from fastapi import Query, Request, Response

from aggregates.people.person.decisions import registered
from aggregates.people.person.refusals import PersonUnknown
from aggregates.people.person.state import PERSON
from aggregates.rights import Permission, role_for
from api.http import examples
from api.http.asking import asked
from api.http.cursors import PagedDep, RowId
from api.http.dependencies import CounterDep, HouseDep, VisitorDep
from api.http.documentation import WRITE
from api.http.json_route import room
from api.http.listing import Listed, listed
from api.http.views import view, viewing
from api.http.waiting import BooksDep
from commands.command import Id
from commands.people import correct_name, destroy_personal_data, register_people, register_person
from projections.people.people import PEOPLE
from projections.people.people_query import PersonView, names_of, read_people

router = room("people", "/people")

NAME = {"family": "Петрова", "given": "Мария", "patronymic": "Ивановна"}
PLACE = {"institution": examples.SCHOOL, "zone": examples.ZONE}
CARD = {"person": examples.PUPIL, "name": NAME}
CORRECTION = {
    "name": NAME,
    "reason": "name-changed",
    "document": {"kind": "свидетельство о перемене имени", "number": "I-ЕР 512345", "on": "2026-10-02"},
}
DESTRUCTION = {"categories": ["identity"], "ground": "retention-ended", "order": examples.ORDER}

SHOWN = PersonView(examples.PUPIL, examples.SCHOOL, "Петрова", "Мария", "Ивановна")

Institution = Annotated[Id, Query(description="Организация, чьи карточки показать.", examples=[examples.SCHOOL])]
Registering = Annotated[
    register_person.RegisterPerson, asked(register_person.RegisterPerson, example={**PLACE, **CARD})
]
RegisteringMany = Annotated[
    register_people.RegisterPeople, asked(register_people.RegisterPeople, example={**PLACE, "people": [CARD]})
]
Correcting = Annotated[
    correct_name.CorrectName,
    asked(correct_name.CorrectName, "person", example=CORRECTION),
]
Destroying = Annotated[
    destroy_personal_data.DestroyPersonalData,
    asked(destroy_personal_data.DestroyPersonalData, "person", example=DESTRUCTION),
]


@router.get("", **viewing(Listed[PersonView], Listed((SHOWN,), None)))
def read_all(
    institution: Institution,
    request: Request,
    caller: VisitorDep,
    books: BooksDep,
    paged: PagedDep,
) -> Response:
    """Перечислить карточки организации по алфавиту."""
    role_for(caller, Permission.READ_PEOPLE, institution)
    after = paged.place(tuple[RowId], ("",))[0] or None
    with books.opened(PEOPLE) as connection:
        people = read_people(connection, books.schema, institution, after=after, limit=paged.limit + 1)
    return view(request, listed(people, paged.limit, lambda line: (line.person,)))


@router.get("/{person}", **viewing(PersonView, SHOWN))
def read(person: Id, request: Request, house: HouseDep, caller: VisitorDep, books: BooksDep) -> Response:
    """Показать карточку; уничтоженного имени в ней нет."""
    card = registered(house.present.of(PERSON, person).state, person)
    role_for(caller, Permission.READ_PEOPLE, card.institution, own=person == caller.actor)
    with books.opened(PEOPLE) as connection:
        found = names_of(connection, books.schema, [person]).get(person)
    if found is None:
        raise PersonUnknown(person=person)
    return view(request, found)


@router.post("", **WRITE)
def register(command: Registering, counter: CounterDep) -> Response:
    """Завести карточку."""
    return counter.take(register_person.handle, command)


@router.post("/lists", **WRITE)
def register_list(command: RegisteringMany, counter: CounterDep) -> Response:
    """Завести карточки списком: все или ни одной."""
    return counter.take(register_people.handle, command)


@router.post("/{person}/names", **WRITE)
def correct(command: Correcting, counter: CounterDep) -> Response:
    """Исправить имя."""
    return counter.take(correct_name.handle, command)


@router.post("/{person}/destructions", **WRITE)
def destroy(command: Destroying, counter: CounterDep) -> Response:
    """Уничтожить персональные данные: сначала событие, затем ключи и шифротексты."""
    return counter.take(destroy_personal_data.handle, command)
