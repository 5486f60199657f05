"""The words of the map in English, Ukrainian and Russian: one table a language, the same keys and blanks in each.

`table` is the door; the modules beside it hold words and nothing else. A count is worded by forms under the plural
categories of CLDR that whole numbers have in the language.
"""

from __future__ import annotations

from .table import LANGUAGE_NAMES, Table, counted, grouped, table

__all__ = ["LANGUAGE_NAMES", "Table", "counted", "grouped", "table"]
