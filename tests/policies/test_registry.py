"""The policy in Windows' registry, read from one that is made up here: its functions are those of `winreg`."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from assist.errors import SettingsError
from assist.policies import registry
from assist.policies.given import Given
from assist.settings import Settings
from assist.settings_layers import Layers, layered

SZ, EXPAND_SZ, BINARY, DWORD = 1, 2, 3, 4
KEY_64 = (0x80000002, r"Software\Policies\Assist", 0x20019 | 0x0100)
INSTALLED_64 = (0x80000002, r"Software\Assist\Settings", 0x20019 | 0x0100)


class MadeUp:
    """A registry that has one key, and perhaps the installer's, in the 64-bit view."""

    HKEY_LOCAL_MACHINE = KEY_64[0]
    KEY_READ = 0x20019
    KEY_WOW64_64KEY = 0x0100
    REG_SZ = SZ
    REG_DWORD = DWORD

    def __init__(
        self, values: list[tuple[str, Any, int]] | OSError, installed: list[tuple[str, Any, int]] | None = None
    ) -> None:
        self._values = values
        self._installed = installed

    def OpenKey(self, key: int, sub_key: str, reserved: int = 0, access: int = 0) -> AbstractContextManager[Any]:
        assert reserved == 0
        if self._installed is not None and (key, sub_key, access) == INSTALLED_64:
            return nullcontext(self._installed)
        if (key, sub_key, access) != KEY_64:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        if isinstance(self._values, OSError):
            raise self._values
        return nullcontext(self._values)

    def QueryInfoKey(self, key: list[tuple[str, Any, int]]) -> tuple[int, int, int]:
        return (0, len(key), 0)

    def EnumValue(self, key: list[tuple[str, Any, int]], index: int) -> tuple[str, Any, int]:
        return key[index]


def heard(*values: tuple[str, Any, int]) -> Layers:
    given = registry.read(MadeUp([*values]))
    return layered(policy=given, wishes={}, environment=(), file=(), policy_place=registry.PLACE)


def test_texts_and_numbers_of_the_key_are_settings() -> None:
    layers = heard(
        ("theme", "light", SZ), ("text_size", 150, DWORD), ("sound", 1, DWORD), ("tone", 0, DWORD),
        ("recording_days", "7", SZ), ("mask_name", "true", SZ), ("notice", "", SZ),
    )  # fmt: skip
    assert layers.settings == Settings(
        theme="light", text_size=150, sound=True, tone=False, recording_days=7, mask_name=True, notice=""
    )
    assert layers.locked() == dict.fromkeys(
        ("theme", "text_size", "sound", "tone", "recording_days", "mask_name", "notice"),
        r"HKLM\Software\Policies\Assist",
    )


def test_capitals_are_as_small_letters_and_the_nameless_value_is_none() -> None:
    assert registry.read(MadeUp([("", "x", SZ), ("Theme", "dark", SZ)])) == (Given("theme", "dark", registry.PLACE),)


def test_group_policy_goes_before_what_the_installer_was_given() -> None:
    both = MadeUp([("theme", "light", SZ)], installed=[("THEME", "dark", SZ), ("language", "ko", SZ)])
    assert registry.read(both) == (
        Given("theme", "light", registry.PLACE),
        Given("language", "ko", r"HKLM\Software\Assist\Settings"),
    )
    alone = MadeUp(FileNotFoundError(2, "none"), installed=[("language", "ko", SZ)])
    assert registry.read(alone) == (Given("language", "ko", r"HKLM\Software\Assist\Settings"),)


def test_without_the_key_there_is_no_policy() -> None:
    assert registry.read(MadeUp(FileNotFoundError(2, "none"))) == ()
    assert registry.read(MadeUp([])) == ()


def test_a_key_that_cannot_be_read_is_not_passed_over() -> None:
    with pytest.raises(SettingsError) as caught:
        registry.read(MadeUp(PermissionError(13, "Access is denied")))
    assert str(caught.value) == r"HKLM\Software\Policies\Assist cannot be read (Access is denied)."


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("sound", 2, DWORD), ("text_size", 500, DWORD), ("theme", "pink", SZ), ("text_size", "", SZ),
        ("notice", 7, DWORD),
    ],
)  # fmt: skip
def test_a_wrong_value_stops_with_key_and_setting(name: str, value: object, kind: int) -> None:
    with pytest.raises(SettingsError) as caught:
        heard(("theme", "light", SZ), (name, value, kind))
    assert str(caught.value).startswith("HKLM\\Software\\Policies\\Assist: ")
    assert str(caught.value).endswith(f" - at `$.{name}`.")


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [("models_folder", r"%USERPROFILE%\models", EXPAND_SZ), ("notice", b"x", BINARY), ("text_size", ["a"], 7)],
)
def test_a_value_of_a_wrong_type_stops_and_the_right_types_are_named(name: str, value: object, kind: int) -> None:
    with pytest.raises(SettingsError) as caught:
        heard((name, value, kind))
    wrong = f"`{name}` is no text and no number (REG_SZ, REG_DWORD)."
    assert str(caught.value) == rf"HKLM\Software\Policies\Assist: {wrong}"


def test_a_value_of_a_newer_version_is_told_and_passed_over() -> None:
    layers = heard(("Loudness", ["a", "b"], 7), ("theme", "light", SZ))
    assert layers.settings == Settings(theme="light")
    (told,) = layers.passed_over
    assert (told.name, told.where, told.slip) == ("loudness", registry.PLACE, False)
