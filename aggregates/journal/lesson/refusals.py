"""Refusals of a lesson («отказы по уроку»): each names the rule, the cell and the limit (XCT-027)."""

from ledger.refusal import Refusal


class LessonUnknown(Refusal):
    """There is no such lesson («урока нет»)."""

    code = "lesson.unknown"
    requirement = "JRN-062"
    message = "Урока {lesson} нет в журнале."


class AlreadyScheduled(Refusal):
    """The lesson's id is in use («урок уже есть»)."""

    code = "lesson.already-scheduled"
    requirement = "XCT-020"
    message = "Урок {lesson} уже внесён в расписание."


class LessonIsRemoved(Refusal):
    """The lesson was not held and was removed («урок удалён как непроведённый»)."""

    code = "lesson.removed"
    requirement = "JRN-062"
    message = "Урок {on:%d.%m.%Y} удалён из журнала как непроведённый."


class NotYourLesson(Refusal):
    """Another teacher gives the lesson («урок ведёт другой учитель»)."""

    code = "lesson.not-your-lesson"
    requirement = "JRN-062"
    message = "Записи об уроке {on:%d.%m.%Y} вносит учитель, который его ведёт или заменяет."


class EditWindowClosed(Refusal):
    """The days for marks and attendance have passed («срок внесения отметок и посещаемости истёк»)."""

    code = "lesson.edit-window-closed"
    requirement = "JRN-090"
    message = (
        "Отметки и посещаемость урока {on:%d.%m.%Y} можно было вносить по {last_day:%d.%m.%Y} включительно "
        "(дней после урока: {days}). Теперь нужно разрешение руководителя."
    )


class TooFarAhead(Refusal):
    """The lesson lies too far in the future («отметки вперёд запрещены»)."""

    code = "lesson.too-far-ahead"
    requirement = "JRN-093"
    message = (
        "Вперёд на {days} и более дней отметки не вносят: для урока {on:%d.%m.%Y} это можно с {first_day:%d.%m.%Y}."
    )


class NotAMember(Refusal):
    """The pupil was not in the class or subgroup that day («обучающийся не состоял в классе»)."""

    code = "lesson.not-a-member"
    requirement = "JRN-062"
    message = "Обучающийся {pupil} {on:%d.%m.%Y} не состоял в классе или подгруппе."


class SymbolNotAllowed(Refusal):
    """The journal has no such symbol («недопустимый символ»)."""

    code = "lesson.symbol-not-allowed"
    requirement = "JRN-050"
    message = "Символ «{symbol}» в журнале не допускается (обучающийся {pupil}). Допустимы: {allowed}."


class SymbolLookAlike(Refusal):
    """The symbol is spelt with letters that only look right («символ набран похожими знаками»)."""

    code = "lesson.symbol-look-alike"
    requirement = "JRN-050"
    message = (
        "Символ «{symbol}» набран знаками, похожими на нужные (обучающийся {pupil}). "
        "Наберите «{meant}» русскими буквами или обычной цифрой."
    )


class ColumnNotOpened(Refusal):
    """The lesson has no such column for marks («графы для отметок нет»)."""

    code = "lesson.column-not-opened"
    requirement = "JRN-051"
    message = "У урока нет графы {column} для отметок (обучающийся {pupil})."


class ColumnAlreadyOpened(Refusal):
    """The column is there («графа уже добавлена»)."""

    code = "lesson.column-already-opened"
    requirement = "JRN-051"
    message = "Графа {column} у этого урока уже есть."


class WorkTopicRequired(Refusal):
    """A control, practical or laboratory work without its topic («не указана тема работы»)."""

    code = "lesson.work-topic-required"
    requirement = "JRN-027"
    message = "Для контрольной, практической или лабораторной работы укажите её тему (графа {column})."


class CellRepeated(Refusal):
    """Two entries for one cell («две записи в одну клетку»)."""

    code = "lesson.cell-repeated"
    requirement = "JRN-051"
    message = "В клетке стоит один символ, а для обучающегося {pupil} ({place}) прислано два."


class CellChanged(Refusal):
    """Somebody changed the cell since it was seen («клетка изменилась»)."""

    code = "lesson.cell-changed"
    requirement = "XCT-003"
    message = "Клетку обучающегося {pupil} ({place}) уже изменили: теперь в ней «{symbol}»."


class VersionUnknown(Refusal):
    """A version that the lesson has not reached was never seen («такой версии урока нет»)."""

    code = "lesson.version-unknown"
    requirement = "XCT-003"
    message = "Версии {seen} у урока ещё нет: теперь у него версия {version}. Прочитайте урок заново."


class ReasonRequired(Refusal):
    """A correction needs its reason («исправление без основания»)."""

    code = "lesson.reason-required"
    requirement = "JRN-061"
    message = "Укажите основание исправления: у обучающегося {pupil} ({place}) уже стоит «{symbol}»."


class NothingToCorrect(Refusal):
    """A reason for a correction, but nothing that stands is corrected («исправлять нечего»)."""

    code = "lesson.nothing-to-correct"
    requirement = "JRN-061"
    message = "Основание указывают для исправления, а в клетке обучающегося {pupil} ({place}) исправлять нечего."


class GroundDiffers(Refusal):
    """The reason is not the ground of the permission («основание не то, на которое дано разрешение»)."""

    code = "lesson.ground-differs"
    requirement = "JRN-094"
    message = "Разрешение дано на основании «{ground}», а исправление ({pupil}, {place}) указывает «{reason}»."


class MarkedAbsent(Refusal):
    """A pupil who was absent has no mark («отметка отсутствовавшему»)."""

    code = "lesson.marked-absent"
    requirement = "JRN-051"
    message = "Обучающийся {pupil} отсутствовал на уроке («{attendance}»): отметка «{mark}» и отсутствие несовместимы."


class NotMarkedAbsent(Refusal):
    """There is no absence to give a reason for («отсутствие не отмечено»)."""

    code = "lesson.not-marked-absent"
    requirement = "JRN-071"
    message = "На уроке {on:%d.%m.%Y} отсутствие обучающегося {pupil} не отмечено: причину указывать не для чего."


class AbsenceReasonUnknown(Refusal):
    """The symbol is no reason of absence («такой причины отсутствия нет»)."""

    code = "lesson.absence-reason-unknown"
    requirement = "JRN-071"
    message = "«{symbol}» не указывает причину отсутствия. Допустимы: {allowed}."


class HasEntries(Refusal):
    """Marks or attendance prove that the lesson was held («у урока есть записи»)."""

    code = "lesson.has-entries"
    requirement = "JRN-034"
    message = "Урок {on:%d.%m.%Y} удалить нельзя: в нём есть отметки или посещаемость (клеток: {count})."


class NotInRussian(Refusal):
    """Not one Russian letter («запись не на русском языке»)."""

    code = "lesson.not-in-russian"
    requirement = "JRN-026"
    message = "Записи в журнале ведут на русском языке: в тексте «{text}» нет ни одной русской буквы."
