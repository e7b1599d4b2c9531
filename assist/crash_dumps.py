"""No picture of this program's memory on the disk: callers' words and numbers are in it, before they are masked.

On Windows and macOS programs leave none unless an administrator sets it up so.
"""

from __future__ import annotations

import sys


def forbid() -> None:
    """From now on the system writes no core file when this program crashes; systemd's collector keeps to that too."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
