"""What an administrator set for this machine, read from where each system keeps such things.

Linux: a TOML file; Windows: the registry, where Group Policy writes; macOS: the preferences that a device management
laid down. Each is a place that a user cannot write and that no environment variable can move. Knows nothing of which
settings there are: what it reads is names and values as they were written.
"""

from __future__ import annotations

import sys

from assist.policies.file import PLACE, read
from assist.policies.given import Given


def read_policy() -> tuple[Given, ...]:
    """What this machine's policy sets; nothing without one. Raises SettingsError where it cannot be read."""
    if sys.platform == "win32":
        import winreg

        from assist.policies import registry

        return registry.read(winreg)
    if sys.platform == "darwin":
        from assist.policies import managed

        return managed.read(user=managed.user_name())
    return read(PLACE)


def policy_place() -> str:
    """Where an administrator sets it on this system, for sentences."""
    if sys.platform == "win32":
        from assist.policies import registry

        return registry.PLACE
    if sys.platform == "darwin":
        from assist.policies import managed

        return f"the managed preferences of {managed.DOMAIN}"
    return str(PLACE)
