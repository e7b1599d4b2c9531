"""What this process holds in memory. Imports nothing, so that a process can ask before it has imported anything."""

from __future__ import annotations

import sys
from pathlib import Path


def held_mib() -> dict[str, list[float]]:
    """What is held now and the most that was, in MiB; nothing where the system does not tell.

    Linux's ru_maxrss is not used: a child begins with its parent's.
    """
    if sys.platform != "linux":
        return {}
    status = Path("/proc/self/status").read_text(encoding="ascii")
    fields = {"rss_mib": "VmRSS:", "peak_mib": "VmHWM:"}
    return {name: [float(status.split(field)[1].split()[0]) / 1024] for name, field in fields.items()}
