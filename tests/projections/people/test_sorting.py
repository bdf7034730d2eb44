"""The alphabet as Russian readers know it, whatever the database thinks of letters."""

import pytest

from projections.people.sorting import sort_key


def in_order(*names):
    keys = [sort_key(*name) for name in names]
    return keys == sorted(keys, key=str.encode) and len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ежов", "Ёлкин"),
        ("Ея", "Ёа"),
        ("Ёяров", "Жаров"),
        ("Перов", "Пёров"),
        ("Яд", "Яё"),
        ("Салтыков", "Салтыков-Щедрин"),
        ("Smith", "Агеев"),
    ],
)
def test_letters_stand_in_the_order_of_the_alphabet(first, second):
    assert in_order((first, "Анна", None), (second, "Анна", None))


def test_a_shorter_family_name_stands_before_its_longer_namesakes_whatever_the_given_names():
    assert in_order(("Орлов", "Яков", None), ("Орлова", "Анна", None))


def test_namesakes_stand_by_given_name_then_by_patronymic():
    assert in_order(
        ("Орлов", "Иван", None), ("Орлов", "Иван", "Львович"), ("Орлов", "Иван", "Петрович"), ("Орлов", "Пётр", None)
    )


def test_capitals_make_no_difference():
    assert sort_key("ОРЛОВ", "Иван", None) == sort_key("Орлов", "иван", None)


def test_a_destroyed_name_stands_after_every_other():
    assert in_order(("Яяяяя", "Яна", None), (None, None, None))
