"""How long an installed program takes to its first paint: `python -m ship.start_time PROGRAM [WORD ...]`.

Measured from outside, as a person would: from the start of the process until something other than the empty screen is
on a private X server. "Cold" means that the files of the program's folder were thrown out of the page cache before each
start (`posix_fadvise`); the system's own libraries stay warm, as they are on a computer whose desktop runs.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from Xlib import X, display

from ship.places import CannotBuild

STARTS = 7
LIMIT_S = 60
LOOK_EVERY_S = 0.005
SCREEN = (640, 480)


def main(words: list[str]) -> int:
    if not words:
        print("Name the program: python -m ship.start_time build/linux/assist-overlay/assist", file=sys.stderr)
        return 2
    program = Path(words[0]).resolve()
    command = [str(program), *(words[1:] or ["run"])]
    for name, cold in (("cold", True), ("warm", False)):
        times = [first_paint_s(command, program.parent if cold else None) for _ in range(STARTS)]
        print(
            f"start to first paint, {name}: {statistics.median(times):.2f} s"
            f" ({min(times):.2f} to {max(times):.2f}, {STARTS} starts of {' '.join(command[1:])})"
        )
    return 0


def first_paint_s(command: list[str], cold: Path | None) -> float:
    """Seconds from the start of the command to its first paint. `cold`: the folder whose files nobody has read yet.
    Raises CannotBuild when it ends, or paints nothing for a minute."""
    with tempfile.TemporaryDirectory(prefix="start-") as name, x_server(Path(name)) as (number, screen):
        settings = Path(name) / ".config" / "assist-overlay" / "settings.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text('language = "en"\n', encoding="utf-8")  # asked before: no questions of the first time
        if cold is not None:
            forget(cold)
        environment = {"HOME": name, "XDG_RUNTIME_DIR": name, "DISPLAY": number, "PATH": "/usr/bin:/bin"}
        began = time.monotonic()
        started = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return _until_painted(screen, started, began)
        finally:
            started.terminate()
            started.wait()


def _until_painted(screen: display.Display, started: subprocess.Popen[bytes], began: float) -> float:
    root = screen.screen().root
    while time.monotonic() - began < LIMIT_S:
        picture = root.get_image(0, 0, *SCREEN, X.ZPixmap, 0xFFFFFFFF)
        now = time.monotonic()
        if len(set(picture.data[::4])) > 1 or len(set(picture.data[1::4])) > 1:
            return now - began
        if started.poll() is not None:
            raise CannotBuild(f"{started.args!r} ended with {started.returncode} before it painted.")
        time.sleep(LOOK_EVERY_S)
    raise CannotBuild(f"{started.args!r} painted nothing in {LIMIT_S} seconds.")


def forget(folder: Path) -> None:
    """Throw every file below the folder out of the page cache."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            file = os.open(path, os.O_RDONLY)
            try:
                os.fdatasync(file)  # what is not yet on the disk stays
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(file)


@contextmanager
def x_server(folder: Path) -> Iterator[tuple[str, display.Display]]:
    """A private X server with an empty screen; yields its name, as ":7", and a connection to it."""
    width, height = SCREEN
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-br",
         "-ac"],
        pass_fds=[writing], cwd=folder, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = f":{told.readline().strip()}"
        connection = display.Display(number)
        yield number, connection
        connection.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
