r"""The policy on Windows: a value a setting under `HKLM\Software\Policies\Assist`, and what the installer was given.

Group Policy writes there (`packaging/policies/Assist.admx`), and only administrators can. Properties that were given to
the installer are in a key of their own, `HKLM\Software\Assist\Settings`, so that neither takes the other's values away;
where both say something, Group Policy is heard. A value is a text (REG_SZ) or a number (REG_DWORD). Texts with
variables in them (REG_EXPAND_SZ) are not taken: a user can change the variables.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from assist.errors import SettingsError
from assist.policies.given import Given

KEY = r"Software\Policies\Assist"
PLACE = rf"HKLM\{KEY}"
SETUP_KEY = r"Software\Assist"
"""Of the installer, which says there where which version is."""
INSTALLED = rf"{SETUP_KEY}\Settings"
"""Where the installer writes its properties."""


class Registry(Protocol):
    """What is used of the standard library's `winreg`, which is on Windows only."""

    @property
    def HKEY_LOCAL_MACHINE(self) -> int: ...
    @property
    def KEY_READ(self) -> int: ...
    @property
    def KEY_WOW64_64KEY(self) -> int: ...
    @property
    def REG_SZ(self) -> int: ...
    @property
    def REG_DWORD(self) -> int: ...
    def OpenKey(
        self, key: int, sub_key: str, reserved: int = ..., access: int = ..., /
    ) -> AbstractContextManager[Any]: ...
    def QueryInfoKey(self, key: Any, /) -> tuple[int, int, int]: ...
    def EnumValue(self, key: Any, index: int, /) -> tuple[str, Any, int]: ...


def read(registry: Registry) -> tuple[Given, ...]:
    """What both keys say, each name once and in small letters, as Windows tells no difference; nothing without them.

    A value that is neither text nor number is None. Raises SettingsError.
    """
    given = {each.name: each for key in (INSTALLED, KEY) for each in _read(registry, key)}
    return tuple(given.values())


def _read(registry: Registry, name: str) -> tuple[Given, ...]:
    place = rf"HKLM\{name}"
    access = registry.KEY_READ | registry.KEY_WOW64_64KEY  # a 32-bit program would be shown another key
    try:
        with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, name, 0, access) as key:
            values = [registry.EnumValue(key, index) for index in range(registry.QueryInfoKey(key)[1])]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SettingsError(f"{place} cannot be read ({error.strerror}).") from None
    plain = {registry.REG_SZ, registry.REG_DWORD}
    return tuple(
        Given(name.lower(), value if kind in plain else None, place)
        for name, value, kind in values
        if name  # the nameless one is the key's own default
    )
