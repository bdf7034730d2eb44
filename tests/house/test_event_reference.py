"""The reference of events is what the catalogue says."""

from tests.write_reference import PAGE, reference


def test_the_reference_of_events_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == reference(), "python -m tests.write_reference"
