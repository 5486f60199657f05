"""The words of the date grammar: months, weekdays, parts of a month and units, in English, Ukrainian and Russian."""

from __future__ import annotations

from typing import Final

_MONTHS: Final = (
    "january jan січ янв", "february feb лют фев", "march mar берез март", "april apr квіт апр", "may may трав мая",
    "june jun черв июн", "july jul лип июл", "august aug серп авг", "september sep верес сент", "october oct жовт окт",
    "november nov листопад нояб", "december dec груд дек",
)  # fmt: skip
#: stem -> month number
MONTHS: Final = {stem: number for number, stems in enumerate(_MONTHS, 1) for stem in stems.split()} | {
    "sept": 9, "май": 5, "мае": 5, "марта": 3
}  # fmt: skip
MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?:\.|\b)"
    r"|січ(?:ень|ня|ні)|лют(?:ий|ого|ому)|берез(?:ень|ня|ні)|квіт(?:ень|ня|ні)|трав(?:ень|ня|ні)|черв(?:ень|ня|ні)"
    r"|лип(?:ень|ня|ні)|серп(?:ень|ня|ні)|верес(?:ень|ня|ні)|жовт(?:ень|ня|ні)|листопад(?:а|і)?|груд(?:ень|ня|ні)"
    r"|январ[ьяе]|феврал[ьяе]|март(?:а|е)?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август(?:а|е)?|сентябр[ьяе]"
    r"|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе])"
)
_WEEKDAYS: Final = (
    "monday понеділ понедель", "tuesday вівтор вторник", "wednesday серед сред", "thursday четвер четверг",
    "friday п'ятниц пятниц", "saturday субот суббот", "sunday неділ воскресен",
)  # fmt: skip
#: stem -> weekday, Monday 0
WEEKDAYS: Final = {stem: number for number, stems in enumerate(_WEEKDAYS) for stem in stems.split()}
WEEKDAY: Final = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|понеділ(?:ок|ка|ку)|вівтор(?:ок|ка)|серед[ау](?!\s+(?:них|яких))|четвер(?:г|га)?"
    r"|п'ятниц[яюі]|субот[ауи]|неділ[яюі]|понедельник[а]?|вторник[а]?|сред[ауы](?!\s+(?:обит))|пятниц[ауы]|суббот[ауы]|воскресень[ея])"
)
DAYTIME: Final = r"(?:morning|afternoon|evening|night|midday|noon|вранці|ввечері|вночі|утром|вечером|ночью|днем)"

#: word -> number; a few is 3 by own rule
COUNTS: Final = {
    "one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "several": 3, "few": 3, "couple": 2, "один": 1, "одну": 1, "два": 2, "дві": 2, "две": 2, "двох": 2,
    "двух": 2, "три": 3, "трьох": 3, "трех": 3, "чотири": 4, "четыре": 4, "п'ять": 5, "пять": 5, "кілька": 3,
    "несколько": 3, "декілька": 3,
}  # fmt: skip
COUNT: Final = r"(?:\d{1,3}|" + "|".join(sorted(COUNTS, key=len, reverse=True)) + ")"
#: stem of a unit -> days
UNITS: Final = {
    "hour": 0, "годин": 0, "час": 0, "day": 1, "дн": 1, "ден": 1, "доб": 1, "діб": 1, "сут": 1, "week": 7, "тиж": 7, "недел": 7,
    "month": 30, "місяц": 30, "месяц": 30, "year": 365, "рок": 365, "рік": 365, "год": 365, "лет": 365,
}  # fmt: skip
UNIT: Final = (
    r"(?:hours?|days?|weeks?|months?|years?|годин[иу]?|часа|часов|дн[іяів]+|дней|день|діб|доб[иу]|суток|сутки|тижн[іяів]+|тиждень|недел[иью]+"
    r"|недель|місяц[іяів]+|місяць|месяц(?:а|ев)?|рок[иу]|років|рік|года?|лет)"
)
