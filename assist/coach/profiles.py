"""How much an agent wants to be told: profiles as data (`packs/profiles.toml`), for novices to experts."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from assist import integrity

PROFILES = Path(__file__).parent / "packs" / "profiles.toml"

Count = Annotated[int, Meta(ge=0)]


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for one call. Seconds; intensity 0 to 1."""

    name: str
    suggestions: Count
    """Suggestions and praise a call."""
    warnings: Count
    apart_s: Annotated[float, Meta(ge=8)]
    """Between cues that are no warning."""
    on_screen_s: Annotated[float, Meta(gt=0)]
    clear: Annotated[float, Meta(ge=0, le=1)]
    """Intensity from which a feeling opens a moment."""
    patience_s: Annotated[float, Meta(ge=0)]
    """How long an agent may take the step by themselves before it is suggested."""
    silent: tuple[str, ...] = ()
    """Rules, or the first words of their names, that this profile leaves out."""


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    profile: tuple[Profile, ...]


def read_profiles(path: Path = PROFILES) -> dict[str, Profile]:
    """Every profile of a file by its name. Raises ChangedFile."""
    integrity.check(path)
    read = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    return {profile.name: profile for profile in read.profile}
