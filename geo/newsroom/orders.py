"""What a newsroom's YAML file orders: maps by name, each with its view, edition and files. Plain data only.

    defaults: {view: {ui: en, size: web}, edition: {theme: light, house: house.yaml}, formats: [png, svg], dpi: 300}
    maps:
      - name: kursk-2025-03-12
        view: {day: 2025-03-12, perspective: RU}
        edition: {strip: true, callouts: [{place: Sudzha, text: "…"}]}
        formats: [png, pdf]
      - name: week
        series: {first: 2025-03-10, last: 2025-03-16, kind: multiples}

A map that is not right is refused by itself, with its name and line; the others are kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from ..errors import InputError
from ..views.view_checks import plain_day, plain_perspective
from .plain_yaml import Lines, read_plain

#: Most maps of a file; longest name in characters, and in bytes of UTF-8: a file system takes 255 of them, endings too.
MOST_MAPS: Final = 1_000
NAME_LIMIT: Final = 80
_NAME_BYTES: Final = 160
FORMATS: Final = ("png", "svg", "pdf")
#: Names that Windows keeps for devices, in any case.
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_REPEATED: Final = 80

Kind = Literal["multiples", "pair", "frames", "gif", "mp4"]


def _name(value: Any) -> str:
    """A file's stem that every file system takes and that leads nowhere else."""
    if not isinstance(value, str):
        raise ValueError("text: put it in quotation marks")  # noqa: TRY004 - pydantic collects ValueError
    told = unicodedata.normalize("NFC", value)
    plain = bool(told) and told[0].isalnum() and all(char.isalnum() or char in "-_" for char in told)
    if not plain or len(told) > NAME_LIMIT or len(told.encode()) > _NAME_BYTES:
        raise ValueError(f"letters, digits, '-' and '_', a letter or digit first, {NAME_LIMIT} characters at most")
    if _DEVICES.fullmatch(told):
        raise ValueError("another name: Windows keeps this one for a device")
    return told


def _formats(value: Any) -> tuple[str, ...]:
    told = (value,) if isinstance(value, str) else value
    if not isinstance(told, list | tuple) or not told or any(one not in FORMATS for one in told):
        raise ValueError(f"any of {', '.join(FORMATS)}, such as [png, svg]")
    return tuple(form for form in FORMATS if form in told)


def _dpi(value: Any) -> Any:
    if value is not None and (type(value) is not int or not 30 <= value <= 1200):
        raise ValueError("a whole number from 30 to 1200")
    return value


def _day(value: Any) -> date:
    try:
        return plain_day(value)
    except ValueError as error:
        raise ValueError("a day as YYYY-MM-DD, such as 2025-03-12") from error


def _perspectives(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("a list such as [RU, UA]")  # noqa: TRY004 - pydantic collects ValueError
    try:
        return tuple(dict.fromkeys(map(plain_perspective, value)))
    except ValueError as error:
        raise ValueError("RU, UA, assessed, all, or claimants such as by:DeepState|ISW") from error


def _link(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("an address copied from the app")
    return value


Day = Annotated[date, BeforeValidator(_day)]
Formats = Annotated[tuple[str, ...], BeforeValidator(_formats)]
Dpi = Annotated[int | None, BeforeValidator(_dpi)]
Fields = dict[str, Any]


class SeriesOrder(BaseModel):
    """Several days or perspectives of one view.

    Attributes
    ----------
    kind : {"multiples", "pair", "frames", "gif", "mp4"}
        All on one sheet with one legend; two on one sheet; a PNG each; one animation.
    first, last : date
        First and last day, `step` days apart; a pair is of these two. Neither: the view's own day.
    perspectives : tuple of str
        According to whom, each on every day; empty: the view's.
    milliseconds : int or None
        How long an animation, gif or mp4, shows each map; None: as long as it usually does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind = "multiples"
    first: Day | None = None
    last: Day | None = None
    step: int = Field(default=1, ge=1, le=366, strict=True)
    perspectives: Annotated[tuple[str, ...], BeforeValidator(_perspectives)] = ()
    milliseconds: int | None = Field(default=None, ge=40, le=10_000, strict=True)

    @model_validator(mode="after")
    def _whole(self) -> SeriesOrder:
        if (self.first is None) != (self.last is None):
            raise ValueError("first and last go together; give both or neither")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"last {self.last} is before first {self.first}")
        if self.first is None and len(self.perspectives) < 2:
            raise ValueError("a series wants first and last, or two perspectives and more")
        if self.milliseconds is not None and self.kind not in {"gif", "mp4"}:
            raise ValueError(f"milliseconds is for gif and mp4, kind is {self.kind}; leave it out")
        return self


class _Common(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    view: Fields = Field(default_factory=dict)
    edition: Fields = Field(default_factory=dict)
    formats: Formats | None = None
    dpi: Dpi = None


class Defaults(_Common):
    """What every map has that does not say otherwise; `view` and `edition` field by field."""


class Order(_Common):
    """One map as it is ordered: its name, and what it says otherwise than the defaults.

    Attributes
    ----------
    name : str
        Stem of its files.
    link : str
        Address copied from the app, of which only the query is read; fields of `view` change what it says.
    series : SeriesOrder or None
        Several days or perspectives instead of one map.
    """

    name: Annotated[str, BeforeValidator(_name)]
    link: Annotated[str, BeforeValidator(_link)] = ""
    series: SeriesOrder | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A map of the file that cannot be made as it is ordered: its name, or its line where it has none, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Orders:
    """What a file orders.

    Attributes
    ----------
    path : Path
        The file; paths in it start at its folder.
    defaults : Defaults
    orders : tuple of (str, Order)
        In the file's order, each with where it stands as messages say it: "maps.yaml line 7, kursk".
    refused : tuple of Refused
        Maps that are not right, in the file's order.
    names : tuple of str
        What the maps of either are called, in the file's order.
    """

    path: Path
    defaults: Defaults
    orders: tuple[tuple[str, Order], ...]
    refused: tuple[Refused, ...]
    names: tuple[str, ...]


def read_orders(path: Path) -> Orders:
    """Read a newsroom's YAML file.

    Raises
    ------
    InputError
        If the file cannot be read, is no YAML, or has no maps or wrong defaults. A single map that is not right
        is in `Orders.refused`.
    """
    fields, lines = read_plain(path)
    for name in fields:
        if name not in {"defaults", "maps"}:
            raise InputError(f"{path.name}: {name[:_REPEATED]!r} is not known; accepted are defaults, maps. Remove it.")
    try:
        defaults = Defaults.model_validate({} if fields.get("defaults") is None else fields["defaults"])
    except ValidationError as error:
        raise InputError(explained(error, f"{path.name}, defaults", Defaults)) from error
    maps = fields.get("maps")
    if not isinstance(maps, list) or not maps:
        came = "missing" if "maps" not in fields else "empty" if not maps else type(maps).__name__
        raise InputError(f"{path.name}: maps is {came}; expected a list such as '- name: kursk'. Add a map.")
    if len(maps) > MOST_MAPS:
        raise InputError(f"{path.name}: {len(maps)} maps; {MOST_MAPS} at most. Split the file.")
    orders: list[tuple[str, Order]] = []
    refused, names = [], []
    for where, label, made in _each(path, maps, lines):
        names.append(label)
        if isinstance(made, Order):
            orders.append((where, made))
        else:
            refused.append(Refused(label, made))
    return Orders(path, defaults, tuple(orders), tuple(refused), tuple(names))


def _each(path: Path, maps: list[Any], lines: Lines) -> Iterator[tuple[str, str, Order | str]]:
    """Each map of the file: where it stands, what to call it, and it or why it is refused."""
    taken: dict[str, int] = {}
    for number, one in enumerate(maps):
        line = lines.of_map(number)
        label = f"line {line}"
        if not isinstance(one, dict):
            came = type(one).__name__
            yield label, label, f"{path.name} line {line}: is {came}; expected fields such as name: kursk. Correct it."
            continue
        try:
            label = _name(one.get("name"))
            where = f"{path.name} line {line}, {label}"
        except ValueError:
            where = f"{path.name} line {line}"
        made: Order | str
        try:
            made = Order.model_validate(one)
        except ValidationError as error:
            made = explained(error, where, Order)
        else:
            first = taken.setdefault(made.name.casefold(), number)
            if first != number:
                label = f"line {line}"
                made = f"{where}: the name is that of line {lines.of_map(first)}; expected each once. Rename one."
        yield where, label, made


def explained(error: ValidationError, where: str, model: type[BaseModel]) -> str:
    """Return the line that says where an order was refused, what came, what is accepted and what to do."""
    problem = error.errors(include_url=False)[0]
    name = ".".join(map(str, problem["loc"]))
    if problem["type"] == "extra_forbidden":
        known = SeriesOrder if name.startswith("series.") else model
        accepted = ", ".join(known.model_fields)
        return f"{where}: {name[:_REPEATED]!r} is not a field here; accepted are {accepted}. Remove it."
    if problem["type"] == "missing":
        return f"{where}: {name} is missing. Add it."
    reason = re.sub(r"^(Value error|Input should be),? ?", "", problem["msg"])
    if problem["type"] in {"dict_type", "model_type"}:
        reason = "fields, such as name: value, each on a line below it"
    if problem["type"] == "value_error" and name in {"", "series"}:
        return f"{where}: {name or 'order'}: {reason}."
    came = problem["input"]
    told = type(came).__name__ if isinstance(came, list | tuple | dict | set) else str(came)
    return f"{where}: {name} is {told[:_REPEATED]!r}; expected {reason}. Correct it or leave it out."
