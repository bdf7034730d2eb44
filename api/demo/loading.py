"""Loading («загрузка»): the demo's year into an empty ledger, through the same verbs and rules as live commands."""

from collections.abc import Callable
from datetime import datetime

from psycopg import Connection
from psycopg_pool import ConnectionPool

from aggregates.catalogue import CATALOGUE
from api.demo.convoy import Convoy
from api.demo.world import World
from api.demo.year import Year
from api.entropy import SeededEntropy
from commands.executor import Executor
from commands.memory import Memory
from commands.sealing import Sealer
from ledger.keyring import Keyring

_STATES = 100_000
"""Every stream of the year, so that nothing is read twice."""


def load(
    world: World,
    pool: ConnectionPool[Connection],
    schema: str,
    keyring: Keyring,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> datetime:
    """Record the year of *world* and return the moment of its last event.

    Ids, keys and nonces come from a seed, so the same world makes the same bytes: good for a demo, for nothing else.
    """
    entropy, at = SeededEntropy(world.seed("commands")), None
    with Convoy(pool, schema, CATALOGUE) as convoy:
        executor = Executor(convoy, CATALOGUE, Sealer(keyring), Memory(_STATES), entropy)
        for at, deed in Year(world).deeds():
            receipt = executor.perform(deed.handle, deed.command, deed.caller(at, entropy.identifier()))
            progress(receipt.position, max(receipt.position, world.scale.events))
    assert at is not None, "a year has deeds"
    return at
