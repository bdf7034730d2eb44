"""Envelope («конверт события»): all that the proof covers, and its canonical bytes (RFC 8785)."""

import re
import unicodedata
from datetime import date
from typing import cast

import msgspec

from ledger.event import Count, Event, Identifier, Instant, Line

ENVELOPE_LIMIT = 60_000
"""Bytes; a leaf of the log must fit the uint16 length of an entry bundle."""

_ESCAPE = re.compile(rb"\\(?:u[0-9a-f]{4}|.)")
_encoder = msgspec.json.Encoder(order="sorted")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rule an act was measured by: its requirement, the version of the regulation, the limit that applied."""

    code: Line
    version: Count
    limit: Line


class Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything in an envelope but the event's own fields; every key is always present.

    `version` is the event's place in its stream, from 1. `recorded_on` is the local date that the rules used.
    `cause` is the position of the event that a reaction answers.
    """

    stream: Identifier
    version: Count
    recorded_at: Instant
    recorded_on: date
    actor: Identifier
    role: Identifier
    command: Identifier
    cause: Count | None
    permission: Identifier | None
    rule: Rule | None


class NotCanonical(ValueError):  # noqa: N818 - names a state of affairs
    """The value cannot be written as canonical bytes; the text says why."""


def canonical(envelope: Metadata) -> bytes:
    """Return the bytes that are stored, hashed and exported.

    Raises:
        NotCanonical: text that is not NFC or not Unicode, or more than ENVELOPE_LIMIT bytes.

    """
    try:
        data = _encoder.encode(envelope)
    except UnicodeEncodeError as error:
        msg = "text holds a lone surrogate"
        raise NotCanonical(msg) from error
    if len(data) > ENVELOPE_LIMIT:
        msg = f"{len(data)} bytes are more than {ENVELOPE_LIMIT}"
        raise NotCanonical(msg)
    if not data.isascii() and not _is_nfc(data):
        msg = "text is not in Unicode normal form NFC"
        raise NotCanonical(msg)
    return data


def _is_nfc(data: bytes) -> bool:
    """Tell whether every text is in NFC; the letters of an escape are none of it and take no accents."""
    return unicodedata.is_normalized("NFC", _ESCAPE.sub(b" ", data).decode())


def envelope_type(event: type[Event]) -> type[Metadata]:
    """Return the struct for whole envelopes of *event*: its metadata, `name` as tag, and `fields`."""
    kind = msgspec.defstruct(
        f"{event.__name__}Envelope",
        [("fields", event)],
        bases=(Metadata,),
        tag_field="name",
        tag=event.name,
        frozen=True,
        forbid_unknown_fields=True,
    )
    return cast("type[Metadata]", kind)


def lean_type(event: type[Event]) -> type[msgspec.Struct]:
    """Return the struct that decodes only what a fold needs: `stream`, `version` and `fields`."""
    return msgspec.defstruct(
        f"{event.__name__}Lean",
        [("stream", str), ("version", int), ("fields", event)],
        tag_field="name",
        tag=event.name,
        frozen=True,
    )
