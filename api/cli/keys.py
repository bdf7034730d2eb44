"""`ledger keys`: the keys of personal data («ключи персональных данных»)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import Json, TenantName, show, waiting
from api.cli.restore import lines_of_keys, restore_keys
from api.entropy import SystemEntropy
from api.settings import Settings, plain, read_settings
from api.tenancy import directory, open_keys, open_tenant
from ledger.keys import keyfile, rotation
from ledger.keys.artefact import export
from ledger.keys.store import KeyStore
from ledger.keys.wrapping import Wrapping

app = typer.Typer(
    help="Ключи персональных данных: состояние, отдельная копия, возврат из копии, смена ключа-обёртки.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command(
    short_help="Показать состояние ключей.",
    help="Показать, сколько ключей действует и уничтожено, и подходит ли к ним файл ключа. Код 3, если нет.",
)
def status(tenant: TenantName = None, *, as_json: Json = False) -> None:
    """Tell how the keys are."""
    settings = read_settings()
    wrapping = _wrapping(settings)
    with _store(settings, tenant, wrapping) as store:
        count = store.count()
    fits = count.fingerprint in {None, wrapping.fingerprint}
    told = {
        "live": count.live,
        "destroyed": count.destroyed,
        "wrapped_by": count.fingerprint,
        "file": settings.wrapping_file,
        "file_fingerprint": wrapping.fingerprint,
        "fits": fits,
    }
    verdict = "подходит" if fits else f"не подходит: ключи обёрнуты ключом {count.fingerprint}"
    text = (
        f"Ключей действует {count.live}, уничтожено {count.destroyed}\n"
        f"Файл ключа {wrapping.fingerprint} {verdict}: {settings.wrapping_file}"
    )
    show(told, text, as_json=as_json)
    if not fits:
        raise typer.Exit(3)


@app.command(
    short_help="Снять копию одних ключей.",
    help="Снять копию одних ключей в новый файл; без файла ключа-обёртки она ничего не открывает.",
)
def backup(
    target: Annotated[Path, typer.Argument(help="Новый файл для копии ключей.")],
    tenant: TenantName = None,
    *,
    as_json: Json = False,
) -> None:
    """Copy the keys."""
    settings = read_settings()
    with _store(settings, tenant, _wrapping(settings)) as store:
        count = export(store, target)
    show({"keys": count, "keys_file": target}, f"Ключи: {count} – {target}", as_json=as_json)


@app.command(
    short_help="Вернуть потерянные ключи из копии.",
    help="Вернуть потерянные ключи из копии. Уничтоженные по журналу не возвращаются и называются; "
    "те, что на месте, не меняются.",
)
def restore(
    source: Annotated[Path, typer.Argument(help="Файл с копией ключей.")],
    tenant: TenantName = None,
    wrapped_by: Annotated[
        Path | None, typer.Option(help="Файл ключа, которым обёрнута копия, если его с тех пор сменили.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Put lost keys back."""
    settings = read_settings()
    opened = open_tenant(settings, tenant)
    older = keyfile.load(wrapped_by, plain(settings.keys_passphrase)) if wrapped_by else None
    restored = restore_keys(opened, _wrapping(settings), source, wrapped_by=older)
    show(restored._asdict(), "\n".join(lines_of_keys(restored)), as_json=as_json)


@app.command(
    "rotate-wrapping",
    short_help="Сменить ключ-обёртку.",
    help="Сменить ключ-обёртку: сделать новый файл ключа и обернуть им ключи всех арендаторов. Прерванную смену "
    "продолжает повтор. После неё перезапустите ledger serve и ledger worker.",
)
def rotate_wrapping(
    *,
    ask: Annotated[
        bool, typer.Option("--ask-passphrase", help="Спросить парольную фразу для нового ключа; иначе он в файле.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Change the wrapping key."""
    settings = read_settings()
    file, old = settings.wrapping_file, _wrapping(settings)
    phrase = typer.prompt("Новая парольная фраза", hide_input=True, confirmation_prompt=True, err=True) if ask else None
    fresh = keyfile.load_or_create(rotation.successor(file), SystemEntropy(), phrase)
    done = {}
    with waiting("Смена ключа-обёртки"):
        for tenant in _every_tenant(settings):
            with _store(settings, tenant, old) as store:
                done[tenant or settings.tenant] = _rotate(store, fresh)
    kept = rotation.promote(file, old)
    told = {"tenants": done, "file": file, "fingerprint": fresh.fingerprint, "old_file": kept}
    lines = [f"{name}: обёрнуто заново ключей – {count}" for name, count in done.items()]
    text = "\n".join([*lines, f"Новый файл ключа: {file}", f"Прежний нужен только для прежних копий: {kept}"])
    show(told, text, as_json=as_json)


def _rotate(store: KeyStore, fresh: Wrapping) -> int:
    """Wrap one tenant's keys anew, unless that was done before the last attempt broke off."""
    return 0 if store.count().fingerprint == fresh.fingerprint else store.rotate(fresh)


def _every_tenant(settings: Settings) -> list[str | None]:
    """Return the names of all tenants whose keys the file wraps; None is the one of LEDGER_DSN."""
    names: list[str | None] = [one.name for one in directory(settings).list()]
    return [*names, None] if settings.dsn else names


def _wrapping(settings: Settings) -> Wrapping:
    return keyfile.load(settings.wrapping_file, plain(settings.keys_passphrase))


@contextmanager
def _store(settings: Settings, tenant: str | None, wrapping: Wrapping) -> Iterator[KeyStore]:
    with open_keys(open_tenant(settings, tenant), wrapping, SystemEntropy()) as store:
        yield store
