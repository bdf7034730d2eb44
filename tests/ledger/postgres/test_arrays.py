"""Arrays that are written at once arrive as what they were."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from ledger.postgres import arrays

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "kind", "values"),
    [
        (arrays.integers, "integer[]", [0, 1, -1, 2**31 - 1, -(2**31)]),
        (arrays.texts, "text[]", ["", "а", "NULL", "{}", '"\\,', "😀", "х" * 5000]),
        (arrays.contents, "bytea[]", [b"", b"\x00\xff", b"\\x00", b"x" * 5000]),
        (arrays.moments, "timestamptz[]", [NOON, NOON + timedelta(microseconds=1), datetime(1999, 1, 1, tzinfo=UTC)]),
        (arrays.identifiers, "uuid[]", [str(UUID(int=0)), str(UUID(int=2**128 - 1)), str(UUID(int=7))]),
    ],
)
@pytest.mark.parametrize("count", [0, 1, 5000])
def test_what_was_written_arrives(owner, written, kind, values, count):
    given = (values * count)[: max(count, 1)] if count else []
    row = owner.execute(f"SELECT %b::{kind}, %b::{kind} IS NULL", (written(given), written(given))).fetchone()
    assert row == ([UUID(value) for value in given] if kind == "uuid[]" else given, False)


def test_a_number_of_more_than_four_bytes_is_not_cut_off():
    with pytest.raises(Exception, match="format"):
        arrays.integers([2**31])
