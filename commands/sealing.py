"""Sealing («запечатывание»): replaces personal data in decided events by digests of its ciphertext."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from aggregates.people.person.decisions import commit_key
from aggregates.people.person.events import KeyCommitted
from aggregates.people.person.state import PERSON, Person
from commands.work import Work, Written
from ledger.event import Event
from ledger.history import Box
from ledger.keyring import KeyLost, Keyring
from ledger.keys import cipher
from ledger.keys.fields import clear_fields, may_seal, with_sealed
from ledger.sealing import Category, Clear, Sealed


class _Purpose(NamedTuple):
    """What a key is for («назначение ключа»)."""

    subject: str
    category: Category


class _Key(NamedTuple):
    """A key at hand."""

    identifier: str
    secret: bytes


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A key that is new with this work: what it is for, and the commitment to record before its first use."""

    purpose: _Purpose
    key: _Key
    commitment: Written


class Sealer:
    """Seals what a piece of work has written. Events whose class holds no sealed field pass untouched."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._requests_secret = keyring.requests_secret()

    def seal(self, work: Work, boxes: list[Box]) -> list[tuple[Written, Event]]:
        """Return every written event with its fields sealed, preceded by the commitments of keys made for it.

        The ciphertexts are added to *boxes*. New keys are kept for good before anything that uses them is recorded; if
        nothing then is, they never serve.

        Raises:
            PersonUnknown, DataDestroyed: the data must not be recorded.
            Unavailable: the key store cannot answer.

        """
        clear = [clear_fields(one.decided.event) if may_seal(type(one.decided.event)) else {} for one in work.written]
        if not any(clear):
            return [(one, one.decided.event) for one in work.written]
        wanted = _first_uses(work.written, clear)
        persons = work.recall_many(PERSON, list(dict.fromkeys(purpose.subject for purpose in wanted)))
        keys = self._living(persons, wanted)
        fresh = _fresh(work, persons, {purpose: use for purpose, use in wanted.items() if purpose not in keys})
        if fresh:
            self._keyring.add({one.key.identifier: one.key.secret for one in fresh})
            keys.update((one.purpose, one.key) for one in fresh)
        result = [(one.commitment, one.commitment.decided.event) for one in fresh]
        for one, fields in zip(_after(fresh, work.written), clear, strict=True):
            event, sealed = _sealed(work, one, fields, keys)
            boxes += [Box(len(result), part, key, data) for part, (key, data) in enumerate(sealed)]
            result.append((one, event))
        return result

    def digest(self, request: bytes) -> bytes:
        """Return 32 bytes that tell a repeat from another request.

        They are keyed by a secret of the tenant: a request may hold names, and a plain digest of it would let whoever
        reads the ledger check a guess, also after the names were destroyed.
        """
        return hmac.digest(self._requests_secret, request, hashlib.sha256)

    def _living(self, persons: Mapping[str, Person | None], wanted: Iterable[_Purpose]) -> dict[_Purpose, _Key]:
        """Return the keys that the persons have for what is wanted."""
        known = {
            purpose: key
            for purpose in wanted
            if (person := persons[purpose.subject]) and (key := person.keys.get(purpose.category))
        }
        secrets = self._keyring.secrets(known.values())
        keys = {}
        for purpose, key in known.items():
            secret = secrets[key]
            if secret is None:  # destroyed by an event that this ledger, restored from an older copy, does not have
                raise KeyLost(key)
            keys[purpose] = _Key(key, secret)
        return keys


def _first_uses(written: Iterable[Written], clear: Iterable[Mapping[str, Clear]]) -> dict[_Purpose, Written]:
    """Return which keys are needed, each with the first event that needs it."""
    uses: dict[_Purpose, Written] = {}
    for one, fields in zip(written, clear, strict=True):
        for field in fields.values():
            uses.setdefault(_Purpose(field.subject, field.category), one)
    return uses


def _fresh(work: Work, persons: Mapping[str, Person | None], uses: Mapping[_Purpose, Written]) -> list[_Fresh]:
    """Make the keys that are missing; each is committed in its person's stream, ahead of everything else there."""
    versions = work.reads
    made = []
    for purpose, use in uses.items():
        subject, category = purpose
        stream = PERSON.stream(subject)
        key = _Key(work.entropy.identifier(), work.entropy.secret(cipher.SECRET_SIZE))
        committed = KeyCommitted(category, key.identifier, cipher.digest(key.secret))
        decided = commit_key(persons[subject], subject, committed, on_card=use.stream == stream)
        versions[stream] += 1
        made.append(_Fresh(purpose, key, Written(stream, versions[stream], decided, use.stamp)))
    return made


def _after(fresh: Sequence[_Fresh], written: Iterable[Written]) -> Iterable[Written]:
    """Return what was written, with the versions that are left after the commitments."""
    ahead = Counter(one.commitment.stream for one in fresh)
    return (replace(one, version=one.version + ahead[one.stream]) if ahead[one.stream] else one for one in written)


def _sealed(
    work: Work, written: Written, fields: Mapping[str, Clear], keys: Mapping[_Purpose, _Key]
) -> tuple[Event, list[tuple[str, bytes]]]:
    """Return the event as it is recorded, and its boxes with the ids of their keys."""
    event = written.decided.event
    sealed: dict[str, Sealed] = {}
    boxes = []
    for path, field in fields.items():
        key, secret = keys[_Purpose(field.subject, field.category)]
        place = cipher.Place(written.stream, written.version, event.name, path)
        box = cipher.seal(secret, key, place, field.text, work.entropy.secret(cipher.NONCE_SIZE))
        sealed[path] = Sealed(key, cipher.digest(box))
        boxes.append((key, box))
    return (with_sealed(event, sealed) if sealed else event), boxes
