"""Sealed fields are found wherever an event holds them, by the same path when written and when read."""

from typing import ClassVar

import msgspec
import pytest

from aggregates.catalogue import CATALOGUE
from ledger.event import Event, Line
from ledger.keys.fields import clear_fields, may_seal, stored_fields, with_sealed
from ledger.sealing import Category, Sealed, clear


class Guardian(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part with a sealed field."""

    kind: Line
    name: Sealed


class FamilyTold(Event, frozen=True):
    """An event with sealed fields at every depth («сведения о семье»)."""

    name: ClassVar[str] = "family.told.v1"

    note: Sealed | None
    guardians: tuple[Guardian, ...]
    pair: tuple[Sealed, Line]


def told(text):
    return clear("masha", Category.FAMILY, text)


def of(note):
    return FamilyTold(note, (Guardian("мать", told("Анна")), Guardian("отец", told("Пётр"))), (told("Ока"), "река"))


def test_every_clear_field_is_found_by_its_path():
    found = clear_fields(of(told("заметка")))
    assert {path: field.text for path, field in found.items()} == {
        "note": "заметка",
        "guardians.0.name": "Анна",
        "guardians.1.name": "Пётр",
        "pair.0": "Ока",
    }


def test_an_absent_field_is_not_found():
    assert "note" not in clear_fields(of(None))


def test_what_is_sealed_is_read_back_by_the_same_paths():
    event = of(told("заметка"))
    sealed = {path: Sealed("key", f"{number:064x}") for number, path in enumerate(clear_fields(event))}
    data = msgspec.json.encode({"stream": "s", "fields": with_sealed(event, sealed)}, order="sorted")
    assert dict(stored_fields(data)) == sealed
    assert b"\xd0" not in data.replace("мать".encode(), b"").replace("отец".encode(), b"").replace("река".encode(), b"")


def test_a_field_that_was_sealed_elsewhere_is_not_taken_over():
    with pytest.raises(TypeError, match=r"guardians\.0\.name was sealed before"):
        clear_fields(FamilyTold(None, (Guardian("мать", Sealed("key", "0" * 64)),), (told("Ока"), "река")))


def test_only_classes_with_sealed_fields_are_looked_into():
    assert may_seal(FamilyTold)
    assert {name for name, event in CATALOGUE.events.items() if may_seal(event)} == {
        "person.registered.v1",
        "person.name-corrected.v1",
        "lesson.mark-changed.v1",
        "lesson.mark-withdrawn.v1",
        "lesson.attendance-changed.v1",
        "permission.requested.v1",
        "permission.refused.v1",
    }


def test_an_event_never_prints_what_is_to_be_sealed():
    assert "Анна" not in repr(of(None))
