"""Scene four («проверка»): the books made anew equal those that were kept, and the ledger holds what it says."""

from collections.abc import Iterator

from api.books import books_of
from api.cli.output import table, waiting
from api.demo.remaking import remake
from api.demo.stage import Part, Stage
from replay.rebuild import Rebuilt
from replay.verify import verify


def rebuild_books(stage: Stage) -> Iterator[Part]:
    """Make every book anew from the events and compare it with the kept one."""
    house = stage.house
    done = []
    for name, book in books_of(house).items():
        with waiting(f"Перестроение книги {name}"):
            done.append(remake(house, book))
    stage.told["rebuild"] = [
        {"book": one.book, "events": one.events, "rows": _rows(one), "seconds": one.seconds, "same": _same(one)}
        for one in done
    ]
    columns = ("Книга", "Событий", "Строк", "Секунд", "Расхождений с прежней")
    yield table(
        columns, ((one.book, one.events, _rows(one), f"{one.seconds:.1f}", 0 if _same(one) else "есть") for one in done)
    )


def verify_ledger(stage: Stage) -> Iterator[Part]:
    """Read the whole ledger again and believe nothing it says of itself."""
    house = stage.house
    assert house.tenant.dsn is not None
    with waiting("Проверка журнала"):
        found = verify(house.tenant.dsn, house.tenant.schema)
    stage.told["verified"] = {"events": found.events, "findings": len(found.findings)}
    yield f"Прочитано событий: {found.events}, нарушений: {len(found.findings)}."
    yield from (f"  {finding}" for finding in found.findings[:10])


def _rows(one: Rebuilt) -> int:
    return sum(each.rows for each in one.comparison.tables) if one.comparison else 0


def _same(one: Rebuilt) -> bool:
    return one.comparison is not None and one.comparison.is_empty
