"""Windows programs run on Linux, by Wine, in a Windows of their own. Knows no program.

Building needs it for one thing only: Python's byte code must be made by the very Python that is shipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from ship.places import CannotBuild

DEBIAN = "/usr/lib/wine"
"""Where Debian keeps the programs that its own script `wine` chooses from."""


class Wine:
    """A Windows whose disk C: is `folder / "drive_c"`; made when the first program is run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    @property
    def disk(self) -> Path:
        """Disk C:."""
        return self.folder / "drive_c"

    def run(
        self, *command: str | Path, env: Mapping[str, str] | None = None, seconds: float = 600
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end; what it printed, and its exit code. Raises CannotBuild, TimeoutExpired."""
        with self.begin(*command, env=env) as begun:
            try:
                out, err = begun.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                begun.kill()
                raise
        return subprocess.CompletedProcess(begun.args, begun.returncode, out, err)

    def begin(self, *command: str | Path, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start a Windows program; it ends by itself or with `end`. Raises CannotBuild."""
        if not (self.folder / "system.reg").exists():
            self._make()
        # In and out must be pipes or nothing: Wine gives a Windows program no usable handle to a file of Linux.
        return subprocess.Popen(
            [self._program("wine64"), *map(str, command)], env=self._env(env), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
        )  # fmt: skip

    def end(self) -> None:
        """End every program in it."""
        self._quietly("wineserver", "-k")

    def path(self, file: Path) -> str:
        """A file's name as Windows programs in it write it."""
        file = file.absolute()
        if file.is_relative_to(self.disk):
            return "C:\\" + str(file.relative_to(self.disk)).replace("/", "\\")
        return "Z:" + str(file).replace("/", "\\")

    def _make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for program in (["wineboot", "--init"], ["winecfg", "-v", "win10"]):  # Wine 8 takes itself for Windows 7
            self._quietly("wine64", *program)
        self._quietly("wineserver", "-w")
        if not (self.folder / "system.reg").exists():
            raise CannotBuild(f"Wine could not begin in {self.folder}.")

    def _quietly(self, name: str, *words: str) -> None:
        command = [self._program(name), *words]
        subprocess.run(command, env=self._env(None), stdin=subprocess.DEVNULL, capture_output=True, check=False)

    def _env(self, more: Mapping[str, str] | None) -> dict[str, str]:
        own = {
            "WINEPREFIX": str(self.folder), "WINEARCH": "win64", "WINEDEBUG": "-all",
            # Wine would offer to fetch .NET and a browser, menu entries for this desktop, and a window.
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=",
        }  # fmt: skip
        kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        return {**kept, **own, **(more or {})}

    @staticmethod
    def _program(name: str) -> str:
        found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), DEBIAN]))
        if found is None:
            raise CannotBuild(f"Wine is needed (its program {name}); on Debian: apt-get install wine64.")
        return found
