r"""The policy on Windows: a value a setting under `HKLM\Software\Policies\Assist`.

Group Policy writes there (`packaging/policies/Assist.admx`), and only administrators can. A value is a text (REG_SZ) or
a number (REG_DWORD). Texts with variables in them (REG_EXPAND_SZ) are not taken: a user can change the variables.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from assist.errors import SettingsError
from assist.policies.given import Given

KEY = r"Software\Policies\Assist"
PLACE = rf"HKLM\{KEY}"


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
    """What the key says, each name in small letters, as Windows tells no difference; nothing where there is no key.

    A value that is neither text nor number is None. Raises SettingsError.
    """
    access = registry.KEY_READ | registry.KEY_WOW64_64KEY  # a 32-bit program would be shown another key
    try:
        with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, KEY, 0, access) as key:
            values = [registry.EnumValue(key, index) for index in range(registry.QueryInfoKey(key)[1])]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SettingsError(f"{PLACE} cannot be read ({error.strerror}).") from None
    plain = {registry.REG_SZ, registry.REG_DWORD}
    return tuple(
        Given(name.lower(), value if kind in plain else None, PLACE)
        for name, value, kind in values
        if name  # the nameless one is the key's own default
    )
