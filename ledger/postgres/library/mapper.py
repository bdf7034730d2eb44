"""The library's mapper over our envelope: the stored state is the canonical bytes, the topic is the event's name."""

from dataclasses import dataclass
from typing import ClassVar

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, MapperDeserialisationError, StoredEvent
from typing_extensions import override

from ledger.catalogue import Catalogue, UnknownEvent
from ledger.envelope import Metadata
from ledger.event import Event


@dataclass(frozen=True, slots=True)
class Act:
    """An event with its envelope, in the shape that the library's projections expect."""

    metadata: Metadata
    event: Event

    @property
    def originator_id(self) -> str:
        """The stream."""
        return self.metadata.stream

    @property
    def originator_version(self) -> int:
        """The place in the stream."""
        return self.metadata.version


class EnvelopeMapper(Mapper[str]):
    """Maps acts; a subclass names the catalogue."""

    catalogue: ClassVar[Catalogue]

    @override
    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        assert isinstance(domain_event, Act)
        data = self.catalogue.encode(domain_event.metadata, domain_event.event)
        return StoredEvent(domain_event.originator_id, domain_event.originator_version, domain_event.event.name, data)

    @override
    def to_domain_event(self, stored_event: StoredEvent) -> Act:
        try:
            metadata = self.catalogue.metadata(stored_event.state)
            return Act(metadata, self.catalogue.decode(stored_event.topic, stored_event.state))
        except UnknownEvent as error:
            raise MapperDeserialisationError(str(error)) from error
