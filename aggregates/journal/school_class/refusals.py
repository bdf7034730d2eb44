"""Refusals of a class («отказы по классу»)."""

from ledger.refusal import Refusal


class ClassUnknown(Refusal):
    """There is no such class («класса нет»)."""

    code = "class.unknown"
    requirement = "JRN-062"
    message = "Класса {school_class} нет."


class AlreadyFormed(Refusal):
    """The class's id is in use («класс уже сформирован»)."""

    code = "class.already-formed"
    requirement = "XCT-020"
    message = "Класс {label} уже сформирован."


class LabelLooksAlike(Refusal):
    """A letter or digit in the label only looks right («название класса набрано похожими знаками»)."""

    code = "class.label-look-alike"
    requirement = "JRN-026"
    message = "Название класса «{label}» набрано похожими знаками. Наберите его русскими буквами и обычными цифрами."


class AlreadyAMember(Refusal):
    """The pupil is in the class on those days («обучающийся уже в классе»)."""

    code = "class.already-a-member"
    requirement = "JRN-062"
    message = "Обучающийся {pupil} уже состоит в классе {label} с {from_on:%d.%m.%Y}."


class NotInClass(Refusal):
    """The pupil is not in the class on that day («обучающегося нет в классе»)."""

    code = "class.not-in-class"
    requirement = "JRN-062"
    message = "Обучающийся {pupil} {on:%d.%m.%Y} не состоит в классе {label}."


class PupilRepeated(Refusal):
    """One pupil twice in one list («обучающийся указан дважды»)."""

    code = "class.pupil-repeated"
    requirement = "JRN-062"
    message = "Обучающийся {pupil} указан дважды."


class SubgroupUnknown(Refusal):
    """The class has no such subgroup of the subject («подгруппы нет»)."""

    code = "class.subgroup-unknown"
    requirement = "JRN-038"
    message = "В классе {label} нет подгруппы {subgroup} по предмету «{subject}»."


class SubgroupAlreadyFormed(Refusal):
    """The subgroup's id is in use («подгруппа уже сформирована»)."""

    code = "class.subgroup-already-formed"
    requirement = "JRN-038"
    message = "Подгруппа {subgroup} уже сформирована."


class AlreadyInSubgroup(Refusal):
    """A pupil is in one subgroup of a subject («обучающийся уже в подгруппе»)."""

    code = "class.already-in-subgroup"
    requirement = "JRN-038"
    message = "Обучающийся {pupil} уже в подгруппе «{title}» по этому предмету."
