"""`python -m geo gazetteer`: places of a user's own beside the bundled ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from .errors import InputError
from .terminal import progress_bars, say

if TYPE_CHECKING:
    from .places.place_files import PlaceFile

_FILE: Final = click.Path(path_type=Path, dir_okay=False)
#: Bad rows that are shown of a file; all are counted.
_BAD_SHOWN: Final = 5
#: Countries that `info` lists by themselves, those with most places first.
_COUNTRIES_SHOWN: Final = 8


@click.group()
def gazetteer() -> None:
    """Add places to the bundled gazetteer: GeoNames dumps, tables of your own.

    \b
    A country's dump, fetched:   python -m geo gazetteer fetch UA RU
    A dump on this machine:      python -m geo gazetteer add UA.zip
    A table of your own:         python -m geo gazetteer add villages.csv --columns name=village,lat=y,lon=x
    What is loaded:              python -m geo gazetteer info

    What is added is kept beside the workspace (GEO_WORKSPACE) and used by every command and by the app.
    """


@gazetteer.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--columns", default="", help="Columns of a CSV, where its header does not tell: name=COLUMN,lat=COLUMN.")
@click.option("--licence", default="", help="Terms of a CSV, to be shown by `info`.")
@click.option("--strict", is_flag=True, help="Exit with 1 if any row was bad.")
def add(files: tuple[Path, ...], columns: str, licence: str, strict: bool) -> None:
    """Add the places of FILES, each told by its content.

    Takes GeoNames dumps (UA.txt, cities500.txt) and alternate names files as they are, plain or zipped, and
    any CSV that has names and degrees. A place that is held already is not doubled: its names are added to it.
    A file of the same name takes the place of an earlier one. Alternate names come after the dump they name.
    """
    bad = _add(files, _mapping(columns), licence)
    if strict and bad:
        raise SystemExit(1)


@gazetteer.command()
@click.argument("countries", nargs=-1, required=True)
@click.option("--names/--no-names", default=True, help="Also fetch the alternate names: languages told apart.")
def fetch(countries: tuple[str, ...], names: bool) -> None:
    """Download GeoNames' dumps of COUNTRIES (codes such as UA RU) and add them.

    The one command that needs the network. An interrupted download goes on where it stopped when the command
    is given again. GEO_GEONAMES_URL names a mirror.
    """
    from .settings import Settings
    from .sources.downloads import download

    settings = Settings.from_environment()
    base = settings.geonames_url.rstrip("/")
    files = []
    for country in countries:
        code = country.upper()
        if not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise InputError(f"country is {country!r}; expected a two-letter code such as UA.")
        wanted = [(f"{base}/{code}.zip", f"{code}.zip")]
        if names:
            wanted.append((f"{base}/alternatenames/{code}.zip", f"{code}-names.zip"))
        for url, name in wanted:
            with progress_bars() as tell:
                target = settings.gazetteer_file.parent / "downloads" / name
                files.append(download(url, target, user_agent=settings.user_agent, progress=tell))
            say(f"fetched {url}: {files[-1].stat().st_size:,} bytes")
    _add(files)


@gazetteer.command()
def info() -> None:
    """Say what is loaded: places by country and level, and which files were added."""
    from .places.added import AddedPlaces

    added = AddedPlaces()
    counts = Counter((place.country, place.level) for place in added.gazetteer())
    by_country: Counter[str] = Counter()
    for (country, _), number in counts.items():
        by_country[country] += number
    levels = sorted({level for _, level in counts}, key=lambda level: -sum(counts[c, level] for c in by_country))
    click.echo(f"{sum(counts.values()):,} places")
    shown = [country for country, _ in by_country.most_common(_COUNTRIES_SHOWN)]
    for country in shown:
        click.echo(_counted(country or "no country", [(level, counts[country, level]) for level in levels]))
    rest = [country for country in by_country if country not in shown]
    if rest:
        totals = [(level, sum(counts[country, level] for country in rest)) for level in levels]
        click.echo(_counted(f"{len(rest)} others", totals))
    sources = added.sources()
    click.echo(f"added files: {len(sources) or 'none'}" + (f", kept in {added.path}" if sources else ""))
    for source in sources:
        click.echo(
            f"  {source.name}: {source.form}, {source.places:,} kept of {source.rows:,} rows, added "
            f"{source.added_at:%Y-%m-%d}; {source.licence}; sha256 {source.sha256}"
        )


@gazetteer.command()
@click.argument("source")
def remove(source: str) -> None:
    """Take back what the file SOURCE added: its name as `info` lists it."""
    from .places.added import AddedPlaces

    AddedPlaces().remove(source)
    say(f"removed {source}")


def _add(files: Sequence[Path], columns: dict[str, str] | None = None, licence: str = "") -> int:
    """Read and add files, say what became of their rows, and return how many were bad."""
    from .places.added import AddedPlaces
    from .places.boundaries import bundled_boundaries
    from .places.gazetteer import bundled_gazetteer
    from .places.ground import Ground
    from .places.place_files import read_place_file
    from .settings import Settings

    settings = Settings.from_environment()
    added = AddedPlaces(settings)
    ground = Ground(bundled_gazetteer(settings), bundled_boundaries(settings))
    read = [read_place_file(path, ground, columns=columns, licence=licence) for path in files]
    for file in read:
        say(_account(file))
        for reject in file.rejected[:_BAD_SHOWN]:
            say(f"rejected: {reject}")
        if len(file.rejected) > _BAD_SHOWN:
            say(f"rejected: and {len(file.rejected) - _BAD_SHOWN:,} more")
    done = added.add(read)
    names = f", {done.named:,} given names by language" if done.named else ""
    say(f"{done.new:,} places are new, {done.merged:,} were held already{names}; kept in {added.path}")
    return sum(len(file.rejected) for file in read)


def _account(file: PlaceFile) -> str:
    parts = [f"{len(file.places):,} places"] if file.places or not file.names else []
    if file.names:
        parts.append(f"names of {len(file.names):,} places")
    if file.linked:
        parts.append(f"{file.linked:,} repeated")
    if file.other_features:
        common = ", ".join(name for name, _ in file.other_features.most_common(3))
        parts.append(f"{file.other_features.total():,} other features ({common})")
    parts.append(f"{len(file.rejected):,} bad")
    return f"{file.name}: {file.form}, {file.rows:,} rows: {', '.join(parts)}"


def _counted(what: str, numbers: Sequence[tuple[str, int]]) -> str:
    return f"  {what}: " + ", ".join(f"{number:,} {level}" for level, number in numbers if number)


def _mapping(text: str) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for part in filter(None, text.split(",")):
        field, equals, column = part.partition("=")
        if not equals or not field.strip() or not column.strip():
            raise InputError(f"--columns: {part!r} is no pair; expected field=COLUMN, such as name=village.")
        mapping[field.strip()] = column.strip()
    return mapping
