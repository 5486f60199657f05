"""Online geocoders by geopy, for names that the gazetteer lacks: an option, off by default.

Nominatim, Photon or GeoNames; each name is asked once and the answer kept. A geocoder that cannot be reached is
an error that says so; that nothing is known by a name is an answer: None.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ..crs import BBox
from ..errors import GeocoderUnavailable, InputError
from ..records import Place
from ..settings import Settings
from .answers import Answers
from .geocoded import called, place_from

if TYPE_CHECKING:
    from .ground import Ground

GEOCODERS: Final = ("nominatim", "photon", "geonames")
#: Ukraine and its surroundings: results here come before namesakes elsewhere.
THEATRE: Final[BBox] = (22.0, 44.0, 46.0, 57.0)
_PUBLIC: Final = {
    "nominatim": "https://nominatim.openstreetmap.org",
    "photon": "https://photon.komoot.io",
    "geonames": "https://secure.geonames.org",
}
#: Seconds from one request to the next at a public server: Nominatim's usage policy, and decency elsewhere.
_PUBLIC_DELAY_S: Final = 1.0
_TRIES: Final = 4
_TIMEOUT_S: Final = 15.0
_RESULTS: Final = 10


def is_online(origin: str) -> bool:
    """Whether a place's origin is an online geocoder."""
    return origin.startswith(tuple(f"{kind} (" for kind in GEOCODERS))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a geocoder said of a name: its places, best first, and its raw results."""

    places: tuple[Place, ...]
    raw: tuple[Mapping[str, Any], ...]
    geocoder: str


class OnlineGeocoder:
    """One geocoder: asked at the pace its server allows, each question once.

    Parameters
    ----------
    asked_of : str
        "nominatim", "photon" or "geonames", and the address of an own server after a colon:
        "nominatim:http://127.0.0.1:8080".
    ground : Ground
        Names the country and region of what is found, by internationally recognised borders.
    backoff_s : float
        Wait before a second try, seconds; twice as long before each further one.

    Raises
    ------
    InputError
        If `asked_of` names no geocoder, or the settings lack what it wants.
    """

    def __init__(self, asked_of: str, settings: Settings, ground: Ground, *, backoff_s: float = 2.0) -> None:
        kind, _, address = asked_of.partition(":")
        self.kind = kind.strip().lower()
        if self.kind not in GEOCODERS:
            raise InputError(f"geocoder is {asked_of!r}; accepted are {', '.join(GEOCODERS)}, and :URL of your own.")
        url = urlsplit(address.strip() or _PUBLIC[self.kind])
        if url.scheme not in {"http", "https"} or not url.hostname:
            raise InputError(f"geocoder's address is {address!r}; expected one such as http://127.0.0.1:8080.")
        self.domain = f"{url.netloc}{url.path.rstrip('/')}"
        if self.kind == "geonames" and not settings.geonames_user:
            raise InputError("geocoder geonames wants a user name; set GEO_GEONAMES_USER.")
        self._answers = Answers(settings.answers_file)
        self._ground = ground
        self._backoff_s = backoff_s
        public = {urlsplit(known).netloc for known in _PUBLIC.values()}
        self._ask = self._geopy(url.scheme, settings, _PUBLIC_DELAY_S if url.netloc in public else 0.0)

    @property
    def name(self) -> str:
        """What is written on records as the origin of a place: geocoder and domain."""
        return f"{self.kind} ({self.domain})"

    def geocode(self, name: str, *, region: str = "", country: str = "") -> Answer | None:
        """Return the places of a name, None if the geocoder knows none.

        Asked with its region first, where one is given, then without. `country` (ISO 3166-1) restricts; without
        one, places in and around Ukraine come first. Places that bear another name are left out.

        Raises
        ------
        GeocoderUnavailable
            If the geocoder cannot be reached, refuses, or sends what is no answer; after several tries where that may
            pass.
        """
        for query in dict.fromkeys(filter(None, (f"{name}, {region}" if region else "", name))):
            raw = self._asked(query, self._options(country))
            found = [place for one in raw if (place := place_from(self.kind, one, self.name)) is not None]
            places = [place for place in self._ground.filled(found) if called(place, name)]
            inside = [place for place in places if not country or place.country == country]
            if inside:
                return Answer(tuple(inside), tuple(raw), self.name)
        return None

    def _options(self, country: str) -> dict[str, Any]:
        west, south, east, north = THEATRE
        if self.kind == "nominatim":
            options: dict[str, Any] = {"language": "en", "limit": _RESULTS, "addressdetails": True, "namedetails": True}
            bias = {"country_codes": country.lower()} if country else {"viewbox": [[south, west], [north, east]]}
            return options | bias
        if self.kind == "photon":
            return {"language": "en", "limit": _RESULTS, "location_bias": [(south + north) / 2, (west + east) / 2]}
        return {"country": country} if country else {"country_bias": "UA"}

    def _asked(self, query: str, options: dict[str, Any]) -> list[dict[str, Any]]:
        kept = self._answers.get(self.kind, self.domain, query, options)
        if kept is None:
            kept = self._tried(query, options)
            self._answers.put(self.kind, self.domain, query, options, kept)
        return kept

    def _tried(self, query: str, options: dict[str, Any]) -> list[dict[str, Any]]:
        from geopy import exc

        refusals = (exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges, exc.GeocoderQueryError)
        wait, told = self._backoff_s, ""
        for number in range(_TRIES):
            if number:
                time.sleep(wait)
                wait *= 2
            try:
                found = self._ask(query, exactly_one=False, **options)
            except refusals as error:
                raise self._unavailable("refuses to answer", query, error) from error
            except exc.GeocoderServiceError as error:
                told = error
                wait = max(wait, getattr(error, "retry_after", None) or 0.0)
                continue
            except (KeyError, TypeError, ValueError) as error:
                raise self._unavailable("sends what cannot be read", query, error) from error
            return [location.raw for location in found or ()]
        raise self._unavailable("cannot be reached", query, told)

    def _unavailable(self, what: str, query: str, error: object) -> GeocoderUnavailable:
        told = str(error) or type(error).__name__
        return GeocoderUnavailable(
            f"{self.name} {what} (asked for {query!r}: {told}). That says nothing of the place. Answers so far are "
            "kept: try again later, or leave out --online."
        )

    def _geopy(self, scheme: str, settings: Settings, delay_s: float) -> Callable[..., Any]:
        """The geocoder's own call behind geopy's rate limiter, which keeps to one request in `delay_s` seconds."""
        from geopy.extra.rate_limiter import RateLimiter
        from geopy.geocoders import GeoNames, Nominatim, Photon

        common = {
            "domain": self.domain, "scheme": scheme, "timeout": _TIMEOUT_S, "user_agent": settings.user_agent,
        }  # fmt: skip
        if self.kind == "geonames":
            geocoder: Any = GeoNames(settings.geonames_user, **common)
        else:
            geocoder = {"nominatim": Nominatim, "photon": Photon}[self.kind](**common)
        limited: Callable[..., Any] = RateLimiter(
            geocoder.geocode, min_delay_seconds=delay_s, max_retries=0, swallow_exceptions=False
        )
        return limited


def online_geocoder(asked_of: str | None, settings: Settings) -> OnlineGeocoder | None:
    """Return the geocoder that an option or else the settings ask for, None where neither does.

    Raises
    ------
    InputError
        If what is asked for is no geocoder.
    """
    from .boundaries import bundled_boundaries
    from .gazetteer import bundled_gazetteer
    from .ground import Ground

    wanted = asked_of or settings.geocoder
    if not wanted:
        return None
    return OnlineGeocoder(wanted, settings, Ground(bundled_gazetteer(settings), bundled_boundaries(settings)))
