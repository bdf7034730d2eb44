"""Refusals of a school year («отказы по учебному году»)."""

from ledger.refusal import Refusal


class YearUnknown(Refusal):
    """There is no such school year («учебного года нет»)."""

    code = "year.unknown"
    requirement = "JRN-036"
    message = "Учебного года {school_year} нет."


class AlreadyOpened(Refusal):
    """The year's id is in use («учебный год уже открыт»)."""

    code = "year.already-opened"
    requirement = "XCT-020"
    message = "Учебный год {title} уже открыт."


class Archived(Refusal):
    """The year is in the archive («учебный год в архиве»); no permission lifts this."""

    code = "year.archived"
    requirement = "JRN-097"
    message = "Учебный год {title} передан в архив: записи в нём больше не меняются."


class NotOver(Refusal):
    """The year still runs («учебный год не окончен»)."""

    code = "year.not-over"
    requirement = "JRN-097"
    message = "Учебный год {title} длится по {ends_on:%d.%m.%Y}: передать его в архив можно после этого дня."


class DatesDisordered(Refusal):
    """A first day after its last, or a year longer than a year («даты идут не по порядку»)."""

    code = "year.dates-disordered"
    requirement = "JRN-036"
    message = "Даты идут не по порядку ({what}): с {starts_on:%d.%m.%Y} по {ends_on:%d.%m.%Y}."


class PeriodOutsideYear(Refusal):
    """A period reaches beyond its year («период выходит за пределы учебного года»)."""

    code = "year.period-outside-year"
    requirement = "JRN-081"
    message = "Период «{period}» выходит за пределы учебного года ({starts_on:%d.%m.%Y} - {ends_on:%d.%m.%Y})."


class PeriodsOverlap(Refusal):
    """Two periods of one kind share a day («периоды пересекаются»)."""

    code = "year.periods-overlap"
    requirement = "JRN-081"
    message = "Периоды «{earlier}» и «{later}» пересекаются."


class CodeRepeated(Refusal):
    """A code stands for two things («код указан дважды»)."""

    code = "year.code-repeated"
    requirement = "JRN-036"
    message = "Код «{repeated}» указан дважды."


class SymbolsIncomplete(Refusal):
    """The table does not explain each symbol of the journal once («таблица обозначений неполна»)."""

    code = "year.symbols-incomplete"
    requirement = "JRN-052"
    message = "Таблица обозначений должна пояснять каждый символ по одному разу: {allowed}."


class RegulationReachesBack(Refusal):
    """A new version of the regulation would govern days that have begun («положение имело бы обратную силу»)."""

    code = "year.regulation-reaches-back"
    requirement = "JRN-100"
    message = "Новая редакция положения действует только для будущих уроков: самое раннее с {earliest:%d.%m.%Y}."


class OutsideYear(Refusal):
    """The day is not in the school year («день вне учебного года»)."""

    code = "year.outside"
    requirement = "JRN-036"
    message = "{on:%d.%m.%Y} - день вне учебного года {title} ({starts_on:%d.%m.%Y} - {ends_on:%d.%m.%Y})."


class NoLessonsThatDay(Refusal):
    """A rest day, a public holiday or the school holidays («неучебный день»)."""

    code = "year.no-lessons-that-day"
    requirement = "JRN-035"
    message = "{on:%d.%m.%Y} - неучебный день: уроки на каникулы и выходные не назначают."


class PeriodUnknown(Refusal):
    """The year has no such period («такого учебного периода нет»)."""

    code = "year.period-unknown"
    requirement = "JRN-081"
    message = "Учебного периода «{period}» нет в учебном году {title}."


class OutsidePeriod(Refusal):
    """The day is not in the period («день вне учебного периода»)."""

    code = "year.outside-period"
    requirement = "JRN-081"
    message = "{on:%d.%m.%Y} не входит в период «{period}» ({starts_on:%d.%m.%Y} - {ends_on:%d.%m.%Y})."


class SubjectUnknown(Refusal):
    """The subject is not taught in the year («такого предмета нет»)."""

    code = "year.subject-unknown"
    requirement = "JRN-037"
    message = "Предмета «{subject}» нет в учебном году {title}."
