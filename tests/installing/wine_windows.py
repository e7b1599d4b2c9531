"""What an administrator does and sees in the Windows of the tests: installing, the registry, the program's commands."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from ship.wine import Wine

UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"


def msiexec(wine: Wine, *words: str) -> int:
    done = wine.run("msiexec", *words, "/qn", "/norestart", "/l*v", r"C:\install.log")
    return done.returncode


def registry(wine: Wine, key: str) -> dict[str, tuple[str, str]]:
    """Value → its type and text, of a key and those below; {} where there is none."""
    done = wine.run("reg", "query", key, "/s")
    return {
        name: (kind, text)
        for name, kind, text in re.findall(r"^ {4}(.+?) {4}(REG_\w+) {4}(.*?)\r?$", done.stdout, re.M)
    }


def programs(wine: Wine) -> list[str]:
    """The versions that Windows lists as installed."""
    done = wine.run("reg", "query", UNINSTALL, "/s")
    return re.findall(r"DisplayVersion {4}REG_SZ {4}(\S+)", done.stdout)


def assist(wine: Wine, folder: Path, *words: str, launcher: str = "assist.exe") -> subprocess.CompletedProcess[str]:
    done = wine.run(folder / launcher, *words, env={"QT_QPA_PLATFORM": "offscreen"})
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done
