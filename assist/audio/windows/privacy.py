"""Whether Windows lets programs use the microphone. When it does not, opening fails as for any other reason."""

from __future__ import annotations

from importlib import import_module

REFUSED = (
    "Windows does not let desktop programs use the microphone; allow it under Settings, Privacy & security, Microphone."
)
_STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\microphone"


def microphone_refused() -> bool:
    """Whether the computer, the person, or the switch for desktop programs says no."""
    registry = import_module("winreg")
    for root, key in (
        (registry.HKEY_LOCAL_MACHINE, _STORE),
        (registry.HKEY_CURRENT_USER, _STORE),
        (registry.HKEY_CURRENT_USER, rf"{_STORE}\NonPackaged"),
    ):
        try:
            with registry.OpenKey(root, key) as opened:
                if registry.QueryValueEx(opened, "Value")[0] == "Deny":
                    return True
        except OSError:  # nobody has decided
            continue
    return False
