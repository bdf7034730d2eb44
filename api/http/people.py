"""People over HTTP («карточки людей»): the only room where names come in."""

from typing import Annotated

from api.http import examples
from api.http.asking import asked
from api.http.dependencies import Answer, CounterDep
from api.http.documentation import WRITE
from api.http.json_route import room
from commands.people import correct_name, destroy_personal_data, register_people, register_person

router = room("people", "/people")

NAME = {"family": "Петрова", "given": "Мария", "patronymic": "Ивановна"}
PLACE = {"institution": examples.SCHOOL, "zone": examples.ZONE}
CARD = {"person": examples.PUPIL, "name": NAME}
DESTRUCTION = {"categories": ["identity"], "ground": "истёк срок хранения", "order": examples.ORDER}

Registering = Annotated[
    register_person.RegisterPerson, asked(register_person.RegisterPerson, example={**PLACE, **CARD})
]
RegisteringMany = Annotated[
    register_people.RegisterPeople, asked(register_people.RegisterPeople, example={**PLACE, "people": [CARD]})
]
Correcting = Annotated[
    correct_name.CorrectName,
    asked(correct_name.CorrectName, "person", example={"name": NAME, "reason": "перемена имени"}),
]
Destroying = Annotated[
    destroy_personal_data.DestroyPersonalData,
    asked(destroy_personal_data.DestroyPersonalData, "person", example=DESTRUCTION),
]


@router.post("", **WRITE)
def register(command: Registering, counter: CounterDep) -> Answer:
    """Завести карточку."""
    return counter.take(register_person.handle, command)


@router.post("/lists", **WRITE)
def register_list(command: RegisteringMany, counter: CounterDep) -> Answer:
    """Завести карточки списком: все или ни одной."""
    return counter.take(register_people.handle, command)


@router.post("/{person}/names", **WRITE)
def correct(command: Correcting, counter: CounterDep) -> Answer:
    """Исправить имя."""
    return counter.take(correct_name.handle, command)


@router.post("/{person}/destructions", **WRITE)
def destroy(command: Destroying, counter: CounterDep) -> Answer:
    """Уничтожить персональные данные: сначала событие, затем ключи и шифротексты."""
    return counter.take(destroy_personal_data.handle, command)
