"""A file of places as somebody published it, told by its content: a GeoNames dump, alternate names, a CSV.

Plain or in a zip archive, under any name. What is read is one form for all: places, names by place id, and an
account of every row.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import DataMissing, InputError
from ..records import Place, Reject
from ..sources.encoding import decoded
from .place_csv import read_table
from .place_table import NOT_A_PLACE, Names, form_of, geonames_names, geonames_places

if TYPE_CHECKING:
    from .ground import Ground

_GEONAMES_LICENCE: Final = "GeoNames, CC BY 4.0: name GeoNames where the map is shown"
_OWN_LICENCE: Final = "not stated: see who published the file"
_FORMS: Final = {"dump": "GeoNames dump", "names": "GeoNames alternate names", "table": "CSV"}
#: What GeoNames packs beside its data.
_NOTES: Final = frozenset({"readme.txt", "iso-languagecodes.txt"})


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """What one file holds: rows = places + linked + names used + names of no use + other features + rejected.

    Attributes
    ----------
    name, form, sha256, licence : str
        Of the file: its name, what it was told to be, the sum of its bytes, under which terms it came.
    rows : int
        Rows read, blank ones and a header left out.
    places : tuple of Place
    aliases : mapping
        Place id -> its other names.
    names : mapping
        Place id -> what an alternate names file says of it.
    linked : int
        Rows that repeat an id.
    other_features : Counter
        Feature class and code -> rows of it; sound rows that are no settlement, region or district.
    rejected : tuple of Reject
        Bad rows.
    """

    name: str
    form: str
    sha256: str
    licence: str
    rows: int
    places: tuple[Place, ...] = ()
    aliases: Mapping[str, list[str]] = field(default_factory=dict)
    names: Mapping[str, Names] = field(default_factory=dict)
    linked: int = 0
    other_features: Counter[str] = field(default_factory=Counter)
    rejected: tuple[Reject, ...] = ()


def read_place_file(
    path: Path, ground: Ground, *, columns: Mapping[str, str] | None = None, licence: str = ""
) -> PlaceFile:
    """Read a file of places: a GeoNames dump or alternate names file, a CSV with a header, or one of them zipped.

    `columns` are those of a CSV: see `place_csv.read_table`; `licence` are the terms of one. Places that state no
    region or country get those of the ground they lie on.

    Raises
    ------
    DataMissing
        If the file is not there.
    InputError
        If it is none of these, or damaged.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DataMissing(
            f"{path} is not there; `gazetteer fetch UA` downloads GeoNames' dump of a country."
        ) from error
    digest = hashlib.sha256(content).hexdigest()
    text = decoded(_unpacked(content, path.name), path.name).removesuffix("\n").replace("\r\n", "\n")
    first = next((line for line in text.split("\n", 5)[:5] if line.strip()), "")
    if not first:
        raise InputError(f"{path}: empty; expected a GeoNames dump, an alternate names file or a CSV with a header.")
    form = "table" if columns else form_of(first)
    if form == "names":
        names, rejected, rows = geonames_names(text.split("\n"), path.name)
        return PlaceFile(
            path.name, _FORMS[form], digest, _GEONAMES_LICENCE, rows, names=names, rejected=rejected
        )  # fmt: skip
    if form == "dump":
        outcome, aliases = geonames_places(text.split("\n"), path.name, ground.region_names)
        places = tuple(ground.filled(outcome.made))
    else:
        outcome, aliases = read_table(text, path.name, ground, columns=columns)
        places = outcome.made
    bad = tuple(reject for reject in outcome.rejected if not reject.reason.startswith(NOT_A_PLACE))
    others = Counter(
        reject.reason.removeprefix(NOT_A_PLACE).split(" ")[0]
        for reject in outcome.rejected
        if reject.reason.startswith(NOT_A_PLACE)
    )
    terms = _GEONAMES_LICENCE if form == "dump" else licence or _OWN_LICENCE
    return PlaceFile(
        path.name, _FORMS[form], digest, terms, outcome.total, places, aliases, {}, len(outcome.linked), others, bad
    )  # fmt: skip


def _unpacked(content: bytes, name: str) -> bytes:
    if not content.startswith(b"PK\x03\x04"):
        return content
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [one for one in archive.namelist() if one.lower().endswith((".txt", ".csv", ".tsv"))]
            wanted = [one for one in inside if Path(one).name.lower() not in _NOTES]
            if len(wanted) != 1:
                raise InputError(
                    f"{name}: the archive holds {', '.join(inside[:5]) or 'no .txt or .csv file'}; expected one file "
                    "of places. Unpack it and add the file you mean."
                )
            return archive.read(wanted[0])
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{name}: the archive is damaged ({error}); download it again.") from error
