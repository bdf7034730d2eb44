"""Refusals of an edit permission («отказы по разрешению на изменение»)."""

from ledger.refusal import Refusal


class PermissionUnknown(Refusal):
    """There is no such permission («разрешения нет»)."""

    code = "permission.unknown"
    requirement = "JRN-095"
    message = "Разрешения {permission} нет."


class AlreadyRequested(Refusal):
    """The permission's id is in use («разрешение уже запрошено»)."""

    code = "permission.already-requested"
    requirement = "XCT-020"
    message = "Это обращение уже зарегистрировано."


class DocumentRequired(Refusal):
    """A request without a confirming document («нет подтверждающего документа»)."""

    code = "permission.document-required"
    requirement = "JRN-094"
    message = "К обращению нужен хотя бы один подтверждающий документ."


class CellNamedTwice(Refusal):
    """One cell twice in a request («клетка указана дважды»)."""

    code = "permission.cell-named-twice"
    requirement = "JRN-095"
    message = "Клетка ({place}) урока {lesson} указана в обращении дважды."


class NotYourPupil(Refusal):
    """The asker teaches the pupil nothing («не ваш обучающийся»)."""

    code = "permission.not-your-pupil"
    requirement = "JRN-095"
    message = "Разрешение запрашивает учитель, который ведёт эти уроки, или классный руководитель обучающегося {pupil}."


class LessonDiffers(Refusal):
    """A lesson of another class or subject than the request («урок не тот»)."""

    code = "permission.lesson-differs"
    requirement = "JRN-095"
    message = "Урок {lesson} не того класса или предмета, что указаны в обращении."


class NoSuchCell(Refusal):
    """The lesson has no such column, or the pupil did not belong to it («клетки нет»)."""

    code = "permission.no-such-cell"
    requirement = "JRN-095"
    message = "В уроке {lesson} у обучающегося {pupil} нет такой клетки ({place})."


class AlreadyDecided(Refusal):
    """The head has decided («решение уже принято»)."""

    code = "permission.already-decided"
    requirement = "JRN-096"
    message = "Решение по этому обращению уже принято."


class ExpiryInThePast(Refusal):
    """The permission would expire before it is given («срок разрешения уже истёк»)."""

    code = "permission.expiry-in-the-past"
    requirement = "JRN-095"
    message = "Срок разрешения ({expires_on:%d.%m.%Y}) раньше дня решения ({today:%d.%m.%Y})."


class NotGranted(Refusal):
    """The head has not allowed it («разрешение не выдано»)."""

    code = "permission.not-granted"
    requirement = "JRN-095"
    message = "Руководитель не давал этого разрешения."


class Expired(Refusal):
    """The permission's last day has passed («срок разрешения истёк»)."""

    code = "permission.expired"
    requirement = "JRN-095"
    message = "Разрешение действовало по {expires_on:%d.%m.%Y} включительно."


class CellNotCovered(Refusal):
    """The permission is for other cells («клетка не указана в разрешении»)."""

    code = "permission.cell-not-covered"
    requirement = "JRN-095"
    message = "Разрешение не распространяется на клетку обучающегося {pupil} ({place})."


class CellAlreadyUsed(Refusal):
    """The cell was changed under this permission before («разрешение уже использовано»)."""

    code = "permission.cell-already-used"
    requirement = "JRN-095"
    message = "Клетка обучающегося {pupil} ({place}) уже изменена по этому разрешению."
