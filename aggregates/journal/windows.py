"""Windows («сроки»): counting of days, exactly as CON-02 has it, on the local calendar of the institution.

The day that a term starts from is not counted; a term of N days ends with the day N days later. A term is not moved
when it ends on a day off (CON-04).
"""

from datetime import date, timedelta


def last_day(start: date, days: int) -> date:
    """Return the last day of a term of *days* calendar days from *start* (CON-02)."""
    return start + timedelta(days=days)


def is_too_far_ahead(on: date, days: int, today: date) -> bool:
    """Tell whether *on* lies *days* or more ahead of *today* (JRN-093: «на 14 дней и более» includes 14)."""
    return (on - today).days >= days


def first_day_for(on: date, days: int) -> date:
    """Return the first day on which *on* lies fewer than *days* ahead."""
    return on - timedelta(days=days - 1)
