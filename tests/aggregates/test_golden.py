"""The bytes of every event are frozen: what was written once is read for ever, and written the same again."""

import json

import pytest
import rfc8785

from aggregates.catalogue import CATALOGUE
from tests.examples import EXAMPLES
from tests.write_golden import FOLDER

GOLDEN = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.json"))}


def test_every_event_has_an_example_and_frozen_bytes():
    assert set(EXAMPLES) == set(GOLDEN) == set(CATALOGUE.events)


@pytest.mark.parametrize("name", GOLDEN)
def test_frozen_bytes_read_as_their_example(name):
    example = EXAMPLES[name]
    envelope = CATALOGUE.metadata(GOLDEN[name])
    assert {field: getattr(envelope, field) for field in example.metadata.__struct_fields__} == {
        field: getattr(example.metadata, field) for field in example.metadata.__struct_fields__
    }
    assert CATALOGUE.decode(name, GOLDEN[name]) == CATALOGUE.lift(example.event)
    (lean,) = CATALOGUE.decode_page(b"[" + GOLDEN[name] + b"]")
    assert (lean.stream, lean.version, lean.fields) == (
        example.metadata.stream,
        example.metadata.version,
        example.event,
    )


@pytest.mark.parametrize("name", GOLDEN)
def test_an_example_is_written_as_its_frozen_bytes(name):
    assert CATALOGUE.encode(EXAMPLES[name].metadata, EXAMPLES[name].event) == GOLDEN[name]


@pytest.mark.parametrize("name", GOLDEN)
def test_frozen_bytes_are_what_an_independent_canonicaliser_makes_of_them(name):
    assert rfc8785.dumps(json.loads(GOLDEN[name])) == GOLDEN[name]


def test_an_envelope_has_exactly_these_keys():
    keys = ("actor", "cause", "command", "fields", "name", "permission", "recorded_at", "recorded_on", "role")
    keys += ("rule", "stream", "version")
    assert {tuple(json.loads(data)) for data in GOLDEN.values()} == {keys}
