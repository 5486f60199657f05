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
    workspace : Path
        SQLite file that keeps read reports, their events and human decisions (`GEO_WORKSPACE`).
    reach_km : float
        How far a claimed settlement's cell may reach, in km (`GEO_REACH_KM`).
    max_upload_mb : int
        Largest report file that the app accepts, in MB.
    """

    data_dir: Path = _ROOT / "data"
    workspace: Path = _ROOT / "workspace" / "workspace.sqlite"
    reach_km: float = 6.0
    max_upload_mb: int = 20

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Return the settings that the environment asks for; unset variables keep the defaults."""
        env = os.environ if environ is None else environ
        default = cls()
        return cls(
            data_dir=Path(env.get("GEO_DATA", default.data_dir)),
            workspace=Path(env.get("GEO_WORKSPACE", default.workspace)),
            reach_km=_positive(env.get("GEO_REACH_KM"), "GEO_REACH_KM", default.reach_km),
            max_upload_mb=default.max_upload_mb,
        )


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
