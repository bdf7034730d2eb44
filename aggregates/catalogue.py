"""The catalogue of this ledger («каталог событий»): every event of every aggregate."""

from aggregates.council.council import events as council
from aggregates.council.meeting import events as meeting
from aggregates.journal.lesson import events as lesson
from aggregates.journal.page import events as page
from aggregates.journal.permission import events as permission
from aggregates.journal.school_class import events as school_class
from aggregates.journal.school_year import events as school_year
from aggregates.people.person import events as person
from aggregates.refusals.refusal_log import events as refusal_log
from ledger.catalogue import Catalogue

CATALOGUE = Catalogue(
    [
        *school_year.EVENTS,
        *school_class.EVENTS,
        *page.EVENTS,
        *lesson.EVENTS,
        *permission.EVENTS,
        *person.EVENTS,
        *council.EVENTS,
        *meeting.EVENTS,
        *refusal_log.EVENTS,
    ]
)
