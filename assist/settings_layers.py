"""Which of those who set a setting is heard: policy, then command line, environment, the user's file, the default.

Owns that order, what each layer's values must look like, and what becomes of those that do not: a wrong value in the
policy stops the program, since it may be a line that the organisation draws; elsewhere it is passed over and told, and
so is a setting that this version does not know, so that what a newer version wrote does not stop an older one. Reads
no file: `settings_files.py` does.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_type_hints

import msgspec

from assist.errors import SettingsError
from assist.policies.given import Given
from assist.settings import POLICY_ONLY, Settings

Source = Literal["policy", "command line", "environment", "user file", "default"]
PREFIX = "ASSIST_"
"""Of the environment's variables: `ASSIST_LANGUAGE` is the setting `language`."""
_KINDS: Mapping[str, object] = get_type_hints(Settings)
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Origin(NamedTuple):
    """Who said what a setting is, and in which file, key or variable; "" where there is none."""

    source: Source
    where: str


class PassedOver(NamedTuple):
    """Something that was set and does not count. `sentence` says what and where, and never the value of a name that
    is not known; `slip` is whether somebody should put it right, which a newer version's setting does not need."""

    name: str
    source: Source
    where: str
    sentence: str
    slip: bool


class Layers(NamedTuple):
    """The settings, who set each of them, and what was passed over."""

    settings: Settings
    origins: Mapping[str, Origin]
    passed_over: tuple[PassedOver, ...]

    def locked(self) -> dict[str, str]:
        """What the policy sets: each name with the place that says so."""
        return {name: origin.where for name, origin in self.origins.items() if origin.source == "policy"}

    def fixed(self) -> dict[str, str]:
        """What the user's file cannot change, since policy or environment set it: each with file, key or variable."""
        over = {"policy", "environment"}
        return {name: origin.where for name, origin in self.origins.items() if origin.source in over}


def layered(
    *, policy: Iterable[Given], wishes: Mapping[str, object], environment: Iterable[Given], file: Iterable[Given],
    policy_place: str,
) -> Layers:  # fmt: skip
    """The first that sets a name is heard; `wishes` are the command line's, `policy_place` is for sentences.

    Raises SettingsError for a wrong value in the policy or on the command line, for an unknown name on the command
    line, and wherever something is set that only the policy can set.
    """
    command_line = [Given(name, value, "") for name, value in wishes.items()]
    values: dict[str, object] = {}
    origins = dict.fromkeys(Settings.__struct_fields__, Origin("default", ""))
    passed_over: list[PassedOver] = []
    layers: tuple[tuple[Source, Iterable[Given]], ...] = (
        ("user file", file), ("environment", environment), ("command line", command_line), ("policy", policy),
    )  # fmt: skip
    for source, layer in layers:
        for given in layer:
            if given.name in POLICY_ONLY and source != "policy":
                only = f"`{given.name}` can only be set by the machine's policy, {policy_place}."
                raise SettingsError(f"{_said(given)}: {only}")
            value = given.value if source == "user file" else in_kind(given.name, given.value)
            if why := _unknown(given, source) or _wrong(given._replace(value=value), source):
                passed_over.append(why)
            else:
                values[given.name], origins[given.name] = value, Origin(source, given.where)
    return Layers(msgspec.convert(values, Settings), origins, tuple(passed_over))


def of_environment(variables: Mapping[str, str]) -> tuple[Given, ...]:
    """What environment variables set; an empty one sets nothing."""
    return tuple(
        Given(name.removeprefix(PREFIX).lower(), value, name)
        for name, value in variables.items()
        if name.startswith(PREFIX) and value
    )


def in_kind(name: str, value: object) -> object:
    """A value as its setting has it, where there are only texts and numbers: "yes" and 1 are true, "30" is 30.

    What cannot be that stays as it is.
    """
    kind = _KINDS.get(name)
    if kind is bool and isinstance(value, str | int):
        return _WORDS.get(str(value).strip().lower(), value)
    if kind is int and isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal():
        return int(value)
    return value


def _unknown(given: Given, source: Source) -> PassedOver | None:
    known = Settings.__struct_fields__
    if given.name in known:
        return None
    close = difflib.get_close_matches(given.name, known, n=1, cutoff=0.8)
    hint = f"did you mean `{close[0]}`?" if close else "a newer version's, perhaps; it is passed over."
    sentence = f"{_said(given)}: this version has no setting `{given.name}`; {hint}"
    if source == "command line":
        raise SettingsError(sentence)
    return PassedOver(given.name, source, given.where, sentence, slip=bool(close))


def _wrong(given: Given, source: Source) -> PassedOver | None:
    try:
        if given.value is None:  # only the registry has values that no setting can be
            raise msgspec.ValidationError(f"`{given.name}` is no text and no number (REG_SZ, REG_DWORD)")
        msgspec.convert({given.name: given.value}, Settings)
        str(given.value).encode()  # bytes of a variable that are no text
    except msgspec.ValidationError as error:
        sentence = f"{_said(given)}: {error}"
    except UnicodeEncodeError:
        sentence = f"{_said(given)}: `{given.name}` is no text"
    else:
        return None
    if source in {"policy", "command line"}:
        raise SettingsError(f"{sentence}.")
    return PassedOver(given.name, source, given.where, f"{sentence}; it is passed over.", slip=True)


def _said(given: Given) -> str:
    return given.where or "The command line"
