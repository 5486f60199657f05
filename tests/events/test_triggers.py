"""The field of war words: many ways to say one thing, in three languages, each with its type and its doer."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import InputError
from geo.events.triggers import find_classes, find_triggers

from .readings import events_of

_CAPTURED = [
    ("en", "Russian troops have taken Bilopillia.", "RU"),
    ("en", "Bilopillia has fallen to Russian forces.", "RU"),
    ("en", "Bilopillia, a border town, is now under Russian control.", "RU"),
    ("en", "Ukrainian flags were raised over Bilopillia.", "UA"),
    ("en", "Kyiv has lost the town of Bilopillia.", "RU"),
    ("en", "Bilopillia passed into Russian hands.", "RU"),
    ("en", "Ukrainian soldiers drove the Russians out of Bilopillia.", "UA"),
    ("uk", "Росіяни окупували Білопілля.", "RU"),
    ("uk", "Білопілля перейшло під контроль російської армії.", "RU"),
    ("uk", "Українські бійці вибили росіян із селища Білопілля.", "UA"),
    ("ru", "Российские войска овладели поселком Белополье.", "RU"),
    ("ru", "Белополье пало после долгих боев российских и украинских частей.", "RU"),
    ("ru", "Украина потеряла Белополье.", "RU"),
]
_OTHERS = [
    ("en", "Ukrainian units left Bilopillia at night.", "withdrawal", "UA"),
    ("en", "Kyiv ordered its soldiers out of Bilopillia.", "withdrawal", "UA"),
    ("en", "Russian infantry crept into Bilopillia.", "advance", "RU"),
    ("en", "The Russians cut the road into Bilopillia.", "advance", "RU"),
    ("en", "Ukrainian troops poured across the border near Glushkovo.", "incursion", "UA"),
    ("en", "Three bombs tore through a school in Bilopillia.", "strike", "RU"),
    ("en", "Families in Bilopillia have been told to leave.", "evacuation", "UA"),
    ("en", "Street battles rage in Bilopillia.", "clash", None),
    ("uk", "Українські військові відійшли з Краснопілля.", "withdrawal", "UA"),
    ("uk", "Росіяни зайшли в Білопілля.", "advance", "RU"),
    ("uk", "Ворог тисне на Білопілля.", "advance", "RU"),
    ("uk", "Російський дрон упав на подвір'я в селищі Білопілля.", "strike", "RU"),
    ("uk", "З громади Білопілля вивезли 40 дітей.", "evacuation", "UA"),
    ("ru", "ВСУ оставили Белополье.", "withdrawal", "UA"),
    ("ru", "Украинские диверсанты пытались прорваться через границу у поселка Теткино.", "incursion", "UA"),
    ("ru", "Снаряды упали на окраине поселка Глушково.", "strike", "UA"),
    ("ru", "Жителей поселка Теткино вывозят.", "evacuation", "RU"),
]


@pytest.mark.parametrize(("lang", "text", "actor"), _CAPTURED)
def test_a_capture_is_read_however_it_is_told(lang: str, text: str, actor: str) -> None:
    assert [(one.event_type, one.actor_side) for one in events_of(text, lang)] == [("capture", actor)]


@pytest.mark.parametrize(("lang", "text", "event_type", "actor"), _OTHERS)
def test_other_happenings_are_read_however_they_are_told(
    lang: str, text: str, event_type: str, actor: str | None
) -> None:
    assert [(one.event_type, one.actor_side) for one in events_of(text, lang)] == [(event_type, actor)]


def test_a_class_in_a_pattern_stands_for_its_words() -> None:
    (trigger,) = find_triggers("two shells landed in a yard", "en")
    assert (trigger.event_type, trigger.start) == ("strike", 4)


def test_one_word_may_be_in_several_classes() -> None:
    found = {hit.row["class"] for hit in find_classes("the general spoke to his troops", "en")}
    assert {"leader", "force"} <= found


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("<ships> ~ sank,strike,verb,victim,,", "unknown class ships"),
        ("sank,strike,verb,victim,,fleet", "unknown class fleet"),
        ("sank,sinking,verb,victim,,", "unknown type 'sinking'"),
    ],
)
def test_a_row_that_names_what_is_not_there_is_refused(tmp_path: Path, row: str, told: str) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "classes.csv").write_text("class,en,uk,ru\nforce,troops,війська,войска\n", "utf-8")
    (folder / "triggers_en.csv").write_text(f"pattern,type,form,actor,status,needs\n{row}\n", "utf-8")
    with pytest.raises(InputError, match=told):
        find_triggers("a ship sank", "en", tmp_path)
