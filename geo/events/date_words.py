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
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|понеділ(?:ок|ка|ку)|вівтор(?:ок|ка)"
    r"|серед[ау](?!\s+(?:них|яких))|четвер(?:г|га)?"
    r"|п'ятниц[яюі]|субот[ауи]|неділ[яюі]|понедельник[а]?|вторник[а]?|сред[ауы](?!\s+(?:обит))"
    r"|пятниц[ауы]|суббот[ауы]|воскресень[ея])"
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
    "hour": 0, "годин": 0, "час": 0, "day": 1, "дн": 1, "ден": 1, "доб": 1, "діб": 1, "сут": 1, "week": 7, "тиж": 7,
    "недел": 7,
    "month": 30, "місяц": 30, "месяц": 30, "year": 365, "рок": 365, "рік": 365, "год": 365, "лет": 365,
}  # fmt: skip
UNIT: Final = (
    r"(?:hours?|days?|weeks?|months?|years?|годин[иу]?|часа|часов|дн[іяів]+|дней|день|діб|доб[иу]"
    r"|суток|сутки|тижн[іяів]+|тиждень|недел[иью]+"
    r"|недель|місяц[іяів]+|місяць|месяц(?:а|ев)?|рок[иу]|років|рік|года?|лет)"
)
#: word -> first and last month
SEASONS: Final = {
    "winter": (12, 2), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "взимку": (12, 2), "зимой": (12, 2),
    "навесні": (3, 5), "весной": (3, 5), "влітку": (6, 8), "летом": (6, 8), "восени": (9, 11), "осенью": (9, 11),
}  # fmt: skip
#: pattern, days back to the first and to the last day
RELATIVE: Final = (
    (r"day before yesterday|позавчора|позавчера", 2, 2),
    (
        r"yesterday night|last night|overnight|during the night|through(?:out)? the night|night|вночі|ночью|ніч|ноч",
        1,
        0,
    ),
    (r"yesterday|previous day|day before|вчора|вчера|напередодні|накануне", 1, 1),
    (r"tomorrow|завтра", -1, -1),
    (r"past day|last day|доб|сут", 1, 0),
    (r"тижд|тижн|недел", 7, 0),
)

_D: Final = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:\s*,?\s*(?:19|20)\d\d(?:\s*(?:року|года|р\.|г\.))?)"
_DAYS_LIST: Final = rf"{_D}(?:\s*(?:-|—|,|and|to|та|і|и|по|до)\s*{_D}(?!\d|:|,\d|\s*(?:km|км|people)))*"
#: rule of the grammar -> the regular expression of its phrases, over folded text
PARTS: Final[dict[str, str]] = {
    "iso": r"(?<![\d.])(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:20)?\d\d)(?![\d.]\d)",
    "absolute": (
        rf"(?:on\s+)?(?:the\s+)?(?:night\s+of\s+|(?:ніч|ночь)\s+(?:на"
        rf"|проти)\s+)?(?:{MONTH}\s+{_DAYS_LIST}(?!\d|,\d)(?:,?\s+(?:19"
        rf"|20)\d\d)?|{_DAYS_LIST}\s+(?:of\s+)?{MONTH}{_YEAR}?)"
    ),
    "month": (
        rf"(?:in|since|during|from|by|until|throughout|в|у|за|протягом|в течение|з|с|со"
        rf"|із)\s+(?:the\s+)?(?:(?:early|late|mid|beginning of|start of|end of|middle of|початку|кінці"
        rf"|середині|начале|конце|середине|кінця|конца)[\s-]+)?{MONTH}(?!\s+\d{{1,2}}(?!\d))(?:{_YEAR}"
        rf"|\s+(?:of\s+)?(?:last year|this year|минулого року|прошлого года|цього року|этого года))?"
        rf"|(?:as early as\s+)?(?:(?:early|late|mid|наприкінці|на початку|в начале|в конце|у середині"
        rf"|в середине)[\s-]+)?{MONTH}\s+(?:of\s+)?(?:19|20)\d\d(?:\s*(?:року|года))?|(?:early|late|mid"
        rf"|наприкінці|на початку|в начале|в конце)[\s-]+{MONTH}"
    ),
    "weekday": (
        rf"(?:(?:in the|during the)\s+(?:early\s+)?(?:hours|night|morning|evening|afternoon)\s+(?:of|on)\s+"
        rf"|(?:overnight\s+)?(?:on|into|since|from|by|in|until|early|late|last|next|this past"
        rf"|past)?\s*(?:the\s+night\s+(?:of|on|into)\s+|ніч на\s+|ночь на\s+)?|у\s+|в\s+|во\s+"
        rf"|на\s+)?(?:early\s+|late\s+|next\s+|last\s+|минул\w+\s+|прошл\w+\s+|наступн\w+\s+"
        rf"|следующ\w+\s+)?{WEEKDAY}(?:\s+(?:and|into|to|та|і|и)\s+{WEEKDAY})?(?:\s+{DAYTIME})?"
    ),
    "ago": rf"{COUNT}\s+{UNIT}\s+(?:ago|тому|назад)",
    "after": rf"{COUNT}\s+{UNIT}\s+after",
    "anchored": (
        rf"{COUNT}\s+{UNIT}\s+(?:earlier|later|спустя|ранее|позже|раніше|пізніше|по тому)"
        rf"|(?:the\s+)?(?:following|next|same)\s+day|that\s+(?:same\s+)?(?:day|evening|morning|night)"
        rf"|(?:через|спустя)\s+{COUNT}\s+{UNIT}|(?:на\s+)?следующий\s+день|(?:в\s+)?тот\s+же\s+день|дн[её]м\s+(?:ранее|позже)"
        rf"|наступного\s+дня|того\s+ж(?:е)?\s+дня|днем\s+(?:раніше|пізніше)"
    ),
    "span": (
        rf"(?:in|over|for|during|within|за|протягом|в течение|впродовж|упродовж)?\s*(?:the\s+)?(?:past|last"
        rf"|previous|next|coming|останн\w+|минул\w+|последн\w+|прошедш\w+|прошл\w+)\s+{COUNT}\s+{UNIT}"
    ),
    "recent": (
        r"(?:in|over)\s+(?:the\s+)?(?:recent|past|last)\s+(?:days|weeks|months|hours)|recently|lately"
        r"|нещодавно|недавно|(?:останн\w+|последн\w+)\s+(?:дн\w+|тижн\w+|недел\w+|час\w*)|днями|на днях"
    ),
    "period": (
        r"(?:earlier|later|late)?\s*(?:this|last|previous)\s+(?:week|month|year)(?!-|\s+old)"
        r"|(?:на\s+)?(?:минул\w+|минувш\w+|прошл\w+|цьо\w+|эт\w+)\s+(?:тижн\w+|недел\w+|місяц\w+|месяц\w+|роц\w+"
        r"|року|год\w+)|торік"
    ),
    "year": (
        r"(?:back\s+)?(?:in|since|з|с|у|в)\s+(?:19|20)\d\d(?:\s*(?:року|році|года|году))?(?!\s*(?:км|km"
        r"|год|troops|people|sq|[-/\d]))"
    ),
    "weekend": r"(?:over|at|on|during)\s+(?:the|this|last|this past)\s+weekend|last weekend|на выходных|в выходные"
    r"|на вихідних|у вихідні|в минулі вихідні|минулих вихідних|прошлых выходных",
    "season": (
        r"(?:in\s+)?(?:the\s+)?(?:winter|spring|summer|autumn)(?:\s+of)?\s+(?:19|20)\d\d|(?:взимку|зимой"
        r"|навесні|весной|влітку|летом|восени|осенью)(?:\s+(?:19|20)\d\d)?"
    ),
    "relative": (
        r"(?:the\s+)?day before yesterday|(?:the\s+)?(?:previous day|day before)|позавчора|позавчера|(?:late\s+"
        r"|early\s+)?yesterday(?:\s+(?:morning|afternoon|evening|night))?|вчора|вчера|напередодні|накануне"
        r"|last night|overnight|(?:during|throughout|through) the night|(?:in|over"
        r"|for)?\s*(?:the\s+)?(?:past|last) day\b|tomorrow|завтра"
        r"|(?:earlier\s+)?today|tonight|this (?:morning|afternoon|evening)|сьогодні(?:\s+вночі|\s+вранці)?"
        r"|сегодня(?:\s+ночью|\s+утром)?"
        r"|(?:за|протягом|впродовж|в течение)\s+(?:(?:минул|минувш|прошедш|останн|последн)\w+\s+)?"
        r"(?:тиждень|тижня|неделю|недели)"
        r"|вночі|ночью|минул\w+ ноч\w+|прошл\w+ ноч\w+|цієї ночі|нічн\w+|ночн\w+|a night\b|уночі|вранці"
        r"|утром|протягом ночі|в течение ночи"
        r"|(?:за|протягом|впродовж|упродовж|в течение)?\s*(?:минул\w+|прошедш\w+|прошл\w+|последн\w+"
        r"|останн\w+)\s+(?:доб\w+|сут\w+)|(?:за|протягом|впродовж|в течение)\s+(?:доб\w+|сут\w+)"
    ),
}  # fmt: skip
