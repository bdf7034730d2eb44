"""Why somebody may not come in («отказ во входе»)."""

from ledger.refusal import Refusal


class NotSignedIn(Refusal):
    """No credentials came with the request («вход не выполнен»)."""

    code = "auth.required"
    requirement = "XCT-013"
    message = "Войдите: в запросе нет ключа или сессии."


class UnknownToken(Refusal):
    """The session or key is not one of ours («ключ неизвестен»)."""

    code = "auth.unknown-token"
    requirement = "XCT-013"
    message = "Ключ или сессия неизвестны."


class SessionEnded(Refusal):
    """The session is over («сессия завершена»)."""

    code = "auth.session-ended"
    requirement = "XCT-013"
    message = "Сессия завершена {ended_at}. Войдите снова."


class NotASession(Refusal):
    """Who came in by a key has no session to end («не сессия»)."""

    code = "auth.not-a-session"
    requirement = "XCT-013"
    message = "Вход выполнен по ключу: выходить не из чего. Ключ отзывает администратор."


class KeyExpired(Refusal):
    """The key's term is over («срок ключа истёк»)."""

    code = "auth.key-expired"
    requirement = "XCT-013"
    message = "Срок действия ключа истёк {expired_at}. Получите новый."


class KeyRevoked(Refusal):
    """The key was taken back («ключ отозван»)."""

    code = "auth.key-revoked"
    requirement = "XCT-013"
    message = "Ключ отозван {revoked_at}."


class AccountDisabled(Refusal):
    """The account is suspended («учётная запись приостановлена»)."""

    code = "auth.account-disabled"
    requirement = "XCT-015"
    message = "Учётная запись приостановлена. Обратитесь к администратору."


class WrongPassword(Refusal):
    """The login or the password is not right («неверное имя или пароль»); which of them is not told."""

    code = "auth.wrong-password"
    requirement = "XCT-013"
    message = "Неверное имя или пароль."


class TooManyAttempts(Refusal):
    """Too many failed attempts with this login («слишком много попыток входа»)."""

    code = "auth.too-many-attempts"
    requirement = "XCT-013"
    message = "Слишком много неудачных попыток входа. Повторите через {minutes} мин."


class PasswordsBusy(Refusal):
    """Too many people are signing in at this moment («вход перегружен»)."""

    code = "auth.busy"
    requirement = "XCT-010"
    message = "Сейчас входит слишком много людей. Повторите через несколько секунд."


class LoginTaken(Refusal):
    """The login belongs to another account («имя занято»)."""

    code = "account.login-taken"
    requirement = "XCT-013"
    message = "Имя «{login}» уже занято."


class ActorTaken(Refusal):
    """The person has an account: two would let one act for another («у человека уже есть учётная запись»)."""

    code = "account.actor-taken"
    requirement = "JRN-006"
    message = "У этого человека уже есть учётная запись."


class UnknownAccount(Refusal):
    """There is no such account («учётной записи нет»)."""

    code = "account.unknown"
    requirement = "XCT-013"
    message = "Такой учётной записи нет."


class UnknownKey(Refusal):
    """The account has no such key («ключа нет»)."""

    code = "account.unknown-key"
    requirement = "XCT-013"
    message = "Такого ключа у этой учётной записи нет."


class AlreadyGranted(Refusal):
    """The account holds this role there already («роль уже дана»)."""

    code = "account.already-granted"
    requirement = "XCT-014"
    message = "Роль {role} этой учётной записи уже дана."
