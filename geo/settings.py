"""Settings: one frozen object, passed down. The environment is read here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What a deployment may change.

    Attributes
    ----------
    data_dir : Path
        Folder of what ships (`GEO_DATA`): events, reports, gazetteer, boundaries.
    event_files : tuple of Path
        Event tables that stand in for the bundled record (`GEO_EVENTS`; several are parted as those of PATH are):
        CSV, or Parquet, which is not joined anew where `python -m geo join` wrote it. Empty: the bundled record.
    workspace : Path
        SQLite file that keeps read reports, their events and human decisions (`GEO_WORKSPACE`).
    reach_km : float
        How far a claimed settlement's cell may reach, in km (`GEO_REACH_KM`).
    max_upload_mb : int
        Largest report file that the app accepts, in MB.
    geonames_url : str
        Address under which GeoNames' dumps are offered, or that of a mirror (`GEO_GEONAMES_URL`).
    geocoder : str
        Online geocoder for names that the gazetteer lacks (`GEO_GEOCODER`): nominatim, photon or geonames, and
        the address of an own server after a colon. Empty, as by default: the network is not asked.
    geonames_user : str
        User name that GeoNames' search wants (`GEO_GEONAMES_USER`).
    user_agent : str
        What online services are told who asks (`GEO_USER_AGENT`); public ones want a way to reach you in it.
    watch : Path or None
        Folder whose reports the app reads as they come (`GEO_WATCH`); None: none.
    tiles : str
        Address of a tile layer under the app's map, with {z}, {x} and {y} (`GEO_TILES`). Empty, as by default: the
        browser asks nobody. Saved pages never hold it.
    tiles_credit : str
        What the makers of the tiles want to be named as (`GEO_TILES_CREDIT`); nothing is shown without it.
    """

    data_dir: Path = _ROOT / "data"
    workspace: Path = _ROOT / "workspace" / "workspace.sqlite"
    reach_km: float = 6.0
    max_upload_mb: int = 20
    geonames_url: str = "https://download.geonames.org/export/dump/"
    geocoder: str = ""
    geonames_user: str = ""
    user_agent: str = "frontline-event-mapper"
    event_files: tuple[Path, ...] = ()
    watch: Path | None = None
    tiles: str = ""
    tiles_credit: str = ""

    @property
    def gazetteer_file(self) -> Path:
        """SQLite file of the places that were added to the bundled ones, beside the workspace."""
        return self.workspace.parent / "gazetteer" / "places.sqlite"

    @property
    def answers_file(self) -> Path:
        """SQLite file of what online geocoders answered, beside the workspace."""
        return self.workspace.parent / "geocoded.sqlite"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Return the settings that the environment asks for; unset variables keep the defaults."""
        env = os.environ if environ is None else environ
        default = cls()
        tiles, tiles_credit = _tiles(env.get("GEO_TILES", ""), env.get("GEO_TILES_CREDIT", ""))
        return cls(
            data_dir=Path(env.get("GEO_DATA", default.data_dir)),
            workspace=Path(env.get("GEO_WORKSPACE", default.workspace)),
            reach_km=_positive(env.get("GEO_REACH_KM"), "GEO_REACH_KM", default.reach_km),
            max_upload_mb=default.max_upload_mb,
            geonames_url=env.get("GEO_GEONAMES_URL", default.geonames_url),
            geocoder=env.get("GEO_GEOCODER", default.geocoder),
            geonames_user=env.get("GEO_GEONAMES_USER", default.geonames_user),
            user_agent=env.get("GEO_USER_AGENT", default.user_agent),
            event_files=tuple(Path(part) for part in env.get("GEO_EVENTS", "").split(os.pathsep) if part.strip()),
            watch=Path(env["GEO_WATCH"]) if env.get("GEO_WATCH") else None,
            tiles=tiles,
            tiles_credit=tiles_credit,
        )


def _tiles(url: str, credit: str) -> tuple[str, str]:
    url, credit = url.strip(), " ".join(credit.split())
    if not url:
        return "", ""
    blanks = all(blank in url for blank in ("{z}", "{x}", "{y}"))
    if not blanks or not url.startswith(("https://", "http://")):
        raise InputError(
            f"environment variable GEO_TILES is {url!r}; expected a web address with {{z}}, {{x}} and {{y}}, "
            "such as https://tiles.example.org/{z}/{x}/{y}.png."
        )
    if not credit:
        raise InputError(
            "environment variable GEO_TILES is set and GEO_TILES_CREDIT is not; expected the credit that the makers "
            "of the tiles ask for, such as “© OpenStreetMap contributors”. Set both or neither."
        )
    return url, credit


def _positive(text: str | None, name: str, default: float) -> float:
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1000:
        raise InputError(
            f"environment variable {name} is {text!r}; expected a number of km above 0, such as {default}."
        )
    return value
