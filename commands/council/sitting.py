"""Sitting («ход заседания»): what every command at a meeting has in common, and recalls before it decides."""

from dataclasses import dataclass
from typing import ClassVar

from aggregates.council.council import decisions as council_decisions
from aggregates.council.council.events import Office
from aggregates.council.council.state import COUNCIL, Council
from aggregates.council.meeting import decisions as meeting_decisions
from aggregates.council.meeting.decisions import Membership
from aggregates.council.meeting.state import MEETING, Meeting
from aggregates.rights import Permission, role_for
from commands.command import Command, Id
from commands.work import Work
from ledger.stamp import Stamp

SEATS_MAX = 60
"""A composition is one event, and all of its members may vote in the same second."""


class SittingCommand(Command):
    """Base of what is done at a meeting, where everybody may act at once.

    A command is decided again only because somebody else's act was recorded. Each of the others can get ahead with one
    ballot, and the secretary with a few acts more, so after so many attempts everybody has had their turn.
    """

    attempts: ClassVar[int] = SEATS_MAX + 12

    meeting: Id


@dataclass(frozen=True, slots=True)
class Sitting:
    """The meeting, who sits in its council now, and the caller's stamp."""

    meeting: Meeting
    membership: Membership
    stamp: Stamp


def recall_sitting(work: Work, meeting_id: str, permission: Permission) -> Sitting:
    """Return the sitting; meeting and council are version-checked when the command is recorded.

    Raises:
        MeetingUnknown, NotPermitted: there is nothing to decide on.

    """
    meeting = meeting_decisions.known(work.recall(MEETING, meeting_id), meeting_id)
    council = recall_council(work, meeting.council)
    return Sitting(meeting, membership_of(council), stamp_for(work, permission, council, meeting.council))


def recall_council(work: Work, council_id: str) -> Council:
    """Return the council, with somebody sitting in it.

    Raises:
        CouncilUnknown, CompositionMissing: it was never established or composed.

    """
    return council_decisions.composed(council_decisions.known(work.recall(COUNCIL, council_id), council_id))


def stamp_for(work: Work, permission: Permission, council: Council, council_id: str) -> Stamp:
    """Return the caller's stamp in the role that allows this, by the clocks of the council's institution.

    Raises:
        NotPermitted: no role of the caller allows it.

    """
    role = role_for(work.caller, permission, council.institution, council_id)
    return work.caller.stamp(role, council.zone)


def membership_of(council: Council) -> Membership:
    """Return the composition in force as a meeting's decisions know it."""
    holders = {office: person for person, office in council.composition.offices.items()}
    return Membership(
        council.composition.number,
        frozenset(council.composition.offices),
        chair=holders[Office.CHAIR],
        deputy_chair=holders[Office.DEPUTY_CHAIR],
        secretary=holders[Office.SECRETARY],
    )
