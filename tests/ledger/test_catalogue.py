"""The catalogue: names that are taken once, fields that have one form, old versions lifted, unknown events told."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

import msgspec
import pytest

from ledger.catalogue import Catalogue, UnknownEvent
from ledger.event import INTEGER_LIMIT, Count, Event, Line
from tests.acts import CATALOGUE, metadata, note

COMMAND = "00000000-0000-7000-8000-000000000001"


class SeatTakenOnce(Event, frozen=True):
    name: ClassVar[str] = "seat.taken.v1"

    row_and_number: Line


class SeatTaken(Event, frozen=True):
    name: ClassVar[str] = "seat.taken.v2"

    row: Count
    number: Count


def split(old: SeatTakenOnce) -> SeatTaken:
    row, number = old.row_and_number.split("-")
    return SeatTaken(int(row), int(number))


SEATS = Catalogue([SeatTakenOnce, SeatTaken], {SeatTakenOnce: split})


def test_an_old_version_is_lifted_when_it_is_read():
    old = SEATS.encode(metadata("seat-1", 1, COMMAND), SeatTakenOnce("3-14"))
    assert SEATS.decode("seat.taken.v1", old) == SeatTaken(3, 14)
    (lean,) = SEATS.decode_page(b"[" + old + b"]")
    assert SEATS.lift(lean.fields) == SeatTaken(3, 14)


def test_bytes_of_an_old_version_are_never_written_anew():
    old = SEATS.encode(metadata("seat-1", 1, COMMAND), SeatTakenOnce("3-14"))
    assert SEATS.metadata(old).version == 1
    assert b'"row_and_number":"3-14"' in old


def test_the_present_version_is_left_as_it_is():
    assert SEATS.lift(SeatTaken(3, 14)) == SeatTaken(3, 14)


@pytest.mark.parametrize(
    "data",
    [
        b'{"name":"seat.taken.v3"}',
        b'{"fields":{"row":1},"name":"seat.taken.v2","stream":"seat-1","version":1}',
        b'{"fields":{"row":1,"number":2,"more":3},"name":"seat.taken.v2","stream":"seat-1","version":1}',
        b'{"fields":{"row":-1,"number":2},"name":"seat.taken.v2","stream":"seat-1","version":1}',
        b'{"fields":{},"stream":"seat-1","version":1}',
        b'{"fields":{}',
        b'{"fields":{},"name":"seat.taken.v2","stream":"\xff","version":1}',
    ],
)
def test_what_cannot_be_read_is_told_and_not_passed_over(data):
    for name in ("seat.taken.v2", "seat.taken.v3"):
        with pytest.raises(UnknownEvent):
            SEATS.decode(name, data)
    with pytest.raises(UnknownEvent):
        SEATS.decode_page(b"[" + data + b"]")
    with pytest.raises(UnknownEvent):
        SEATS.metadata(data)


@pytest.mark.parametrize("field", ["stream", "recorded_at", "actor"])
def test_an_identifier_and_an_instant_end_with_their_last_character(field):
    sound = metadata("note-1", 1, COMMAND)
    broken = msgspec.structs.replace(sound, **{field: getattr(sound, field) + "\n"})
    with pytest.raises(msgspec.ValidationError):
        CATALOGUE.encode(broken, note("а"))


def test_an_event_of_another_catalogue_is_unknown():
    data = CATALOGUE.encode(metadata("note-1", 1, COMMAND), note("а"))
    with pytest.raises(UnknownEvent):
        SEATS.decode("lesson.topic-recorded.v1", data)


@pytest.mark.parametrize("number", [-1, INTEGER_LIMIT + 1])
def test_a_field_out_of_its_bounds_is_not_written(number):
    with pytest.raises(msgspec.ValidationError):
        SEATS.encode(metadata("seat-1", 1, COMMAND), SeatTaken(number, 0))
    assert SEATS.encode(metadata("seat-1", 1, COMMAND), SeatTaken(min(max(number, 0), INTEGER_LIMIT), 0))


def event(kind: Any, name: str = "thing.done.v1") -> type[Event]:
    return msgspec.defstruct("ThingDone", [("field", kind)], bases=(Event,), namespace={"name": name}, frozen=True)


@pytest.mark.parametrize(
    "kind",
    [
        float,
        int,
        Annotated[int, msgspec.Meta(ge=0)],
        Annotated[int, msgspec.Meta(ge=0, le=INTEGER_LIMIT + 1)],
        Annotated[int, msgspec.Meta(ge=-INTEGER_LIMIT - 1, le=0)],
        str,
        bytes,
        datetime,
        dict[str, Line],
        list[Line],
        tuple[float, ...],
        float | None,
        Any,
    ],
    ids=str,
)
def test_a_field_without_one_form_keeps_its_event_out(kind):
    with pytest.raises(TypeError, match=r"thing\.done\.v1: field"):
        Catalogue([event(kind)])


@pytest.mark.parametrize(
    "kind",
    [Count, Line, bool, date, Line | None, tuple[Count, ...], Annotated[int, msgspec.Meta(ge=-INTEGER_LIMIT, le=0)]],
    ids=str,
)
def test_a_field_with_one_form_is_welcome(kind):
    assert Catalogue([event(kind)])


@pytest.mark.parametrize(
    "name", ["", "thing", "thing.done", "thing.done.v0", "Thing.done.v1", "thing.done.v1.x", "вещь.есть.v1"]
)
def test_a_malformed_name_keeps_its_event_out(name):
    with pytest.raises(TypeError, match="needs a name"):
        Catalogue([event(Count, name)])


def test_a_name_is_inherited_by_nobody():
    class Later(SeatTaken, frozen=True):
        pass

    with pytest.raises(TypeError, match="needs a name"):
        Catalogue([Later])


def test_a_name_is_taken_once():
    with pytest.raises(TypeError, match="two events"):
        Catalogue([event(Count), event(Line)])
