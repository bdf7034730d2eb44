"""Troubles («неполадки»): which exceptions are answers for a person, and in what words."""

from dataclasses import dataclass

import orjson
import psycopg

from api.settings import BadSettings
from ledger.postgres.errors import GroundError, Unavailable
from ledger.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Trouble:
    """A code for programs, a line for people, and how the program ends."""

    code: str
    message: str
    exit_code: int = 1

    def as_text(self) -> str:
        """Return one line, whatever the message holds."""
        return f"Ошибка: {' '.join(self.message.split())}\n"

    def as_json(self) -> str:
        """Return one line of JSON."""
        return orjson.dumps({"code": self.code, "message": self.message}).decode() + "\n"


def told(error: Exception) -> Trouble | None:
    """Return what to tell about an expected trouble; None for a defect of the program."""
    match error:
        case GroundError() | Refusal():
            return Trouble(error.code, str(error), exit_code=2 if isinstance(error, BadSettings) else 1)
        case Unavailable() | psycopg.OperationalError():
            return Trouble("database.unavailable", f"база данных не отвечает: {error}")
        case psycopg.errors.InsufficientPrivilege():
            return Trouble("database.no-right", f"у пользователя базы данных нет права: {error.diag.message_primary}")
        case UnicodeEncodeError():
            return Trouble("arguments.not-text", "в словах команды есть знаки не в кодировке UTF-8", exit_code=2)
        case PermissionError() | FileNotFoundError() | IsADirectoryError() | NotADirectoryError():
            return Trouble("file.unusable", f"файл недоступен: {error.filename}: {error.strerror}")
        case _:
            return None
