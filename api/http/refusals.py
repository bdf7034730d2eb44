"""Refusals of the door itself («отказы при приёме запроса»): what was sent cannot be a request."""

from ledger.refusal import Refusal


class BodyTooLarge(Refusal):
    """More bytes than any request needs («слишком большой запрос»)."""

    code = "request.body-too-large"
    requirement = "XCT-006"
    message = "Тело запроса больше {limit} байт."


class HeadersTooLarge(Refusal):
    """More bytes of headers than any request needs («слишком большие заголовки»)."""

    code = "request.headers-too-large"
    requirement = "XCT-006"
    message = "Заголовки запроса больше {limit} байт."


class AddressTooLong(Refusal):
    """A longer address than any of ours («слишком длинный адрес»)."""

    code = "request.address-too-long"
    requirement = "XCT-006"
    message = "Адрес запроса больше {limit} байт."


class NotJson(Refusal):
    """The body is of another media type («тело запроса не JSON»)."""

    code = "request.not-json"
    requirement = "XCT-006"
    message = "Тело запроса должно быть JSON (Content-Type: application/json)."


class BrokenJson(Refusal):
    """The body is not well-formed JSON («повреждённый JSON»)."""

    code = "request.broken-json"
    requirement = "XCT-006"
    message = "Тело запроса не разобрано как JSON."


class NotFound(Refusal):
    """Nothing has this address («адреса нет»)."""

    code = "request.not-found"
    requirement = "XCT-006"
    message = "Такого адреса нет."


class MethodNotAllowed(Refusal):
    """The address knows no such method («метод не поддерживается»)."""

    code = "request.method-not-allowed"
    requirement = "XCT-006"
    message = "Этот адрес не поддерживает такой метод."


class BadKey(Refusal):
    """The header Idempotency-Key is not one («неверный ключ повтора»)."""

    code = "request.bad-idempotency-key"
    requirement = "XCT-020"
    message = "Ключ повтора (Idempotency-Key) состоит из {least}-{most} видимых знаков ASCII."


class BadPrecondition(Refusal):
    """The header If-Match is not an ETag of ours («неверное предусловие»)."""

    code = "request.bad-precondition"
    requirement = "XCT-003"
    message = "Заголовок If-Match повторяет ETag, полученный при чтении."


class WeakPrecondition(Refusal):
    """The header If-Match is a weak ETag, which never matches («слабое предусловие», RFC 9110, 13.1.1)."""

    code = "request.weak-precondition"
    requirement = "XCT-003"
    message = "Слабый ETag (W/) в If-Match не подходит: повторите ETag точно так, как он получен при чтении."


class BadCursor(Refusal):
    """The cursor is not one that an earlier page gave («неверный указатель страницы»)."""

    code = "request.bad-cursor"
    requirement = "XCT-006"
    message = "Указатель страницы не разобран; возьмите его из предыдущего ответа."


class PageUnknown(Refusal):
    """No lesson was ever entered on this page («страницы нет»)."""

    code = "page.unknown"
    requirement = "JRN-010"
    message = "Страницы {page} в журнале нет."


class FieldMissing(Refusal):
    """A field is not there («поле не указано»)."""

    code = "request.field-missing"
    requirement = "XCT-006"
    message = "Поле «{field}» не указано."


class FieldUnknown(Refusal):
    """A field that the request does not have («неизвестное поле»)."""

    code = "request.field-unknown"
    requirement = "XCT-006"
    message = "Поля «{field}» в этом запросе нет."


class WrongType(Refusal):
    """The value is of another type («неверный тип значения»)."""

    code = "request.wrong-type"
    requirement = "XCT-006"
    message = "Поле «{field}»: ожидается {expected}."


class BadFormat(Refusal):
    """The text does not have the form that the field needs («неверный формат»)."""

    code = "request.bad-format"
    requirement = "XCT-006"
    message = "Поле «{field}»: неверный формат."


class ValueUnknown(Refusal):
    """The value is not in the field's list («недопустимое значение»)."""

    code = "request.value-unknown"
    requirement = "XCT-006"
    message = "Поле «{field}»: допустимы только {allowed}."


class OutOfRange(Refusal):
    """The number lies outside its limits («число вне допустимых пределов»)."""

    code = "request.out-of-range"
    requirement = "XCT-006"
    message = "Поле «{field}»: предел {limit}."


class TooLong(Refusal):
    """More than the field takes («слишком много»)."""

    code = "request.too-long"
    requirement = "XCT-006"
    message = "Поле «{field}»: не больше {limit}."


class TooShort(Refusal):
    """Less than the field needs («слишком мало»)."""

    code = "request.too-short"
    requirement = "XCT-006"
    message = "Поле «{field}»: не меньше {limit}."


class NotNfc(Refusal):
    """Letters in a form that looks the same and compares differently («текст не в форме NFC»)."""

    code = "request.not-nfc"
    requirement = "XCT-006"
    message = "Поле «{field}»: текст должен быть в нормальной форме Unicode NFC."


class NotPrintable(Refusal):
    """Control characters in a text («управляющие символы»)."""

    code = "request.not-printable"
    requirement = "XCT-006"
    message = "Поле «{field}»: в тексте не должно быть управляющих и невидимых символов."


class BadValue(Refusal):
    """The value makes no sense («неверное значение»)."""

    code = "request.bad-value"
    requirement = "XCT-006"
    message = "Поле «{field}»: {words}"


class NotStorable(Refusal):
    """Text that has no canonical form, or more than one event holds («нельзя записать»)."""

    code = "request.not-storable"
    requirement = "XCT-002"
    message = "Запрос нельзя записать: текст не в форме Unicode NFC или слишком велик для одной записи."


class ServiceUnavailable(Refusal):
    """The database does not answer («хранилище недоступно»); whether it stored anything, the same key will tell."""

    code = "service.unavailable"
    requirement = "XCT-010"
    message = "Хранилище записей временно недоступно. Повторите запрос с тем же ключом (Idempotency-Key)."


class RecordsUnreadable(Refusal):
    """The ledger holds an event that this program does not know («запись новее программы»)."""

    code = "service.records-unreadable"
    requirement = "XCT-004"
    message = "Эти записи сделаны более новой версией программы. Сообщите администратору."


class ServiceFailed(Refusal):
    """A defect of ours («ошибка программы»)."""

    code = "service.failed"
    requirement = "XCT-010"
    message = "Ошибка программы. Сообщите администратору номер запроса: {request}."
