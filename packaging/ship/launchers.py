"""`assist.exe` and `assistw.exe`: what a person or a shortcut starts. Knows no installer.

Each is the launcher of distlib (PSF licence, the one that pip gives every command), a line that says which Python is
meant, beside the launcher itself, and one Python line. Refused: a launcher of our own, which needs a Windows compiler.
"""

from __future__ import annotations

import importlib.resources
import io
import time
import zipfile
from pathlib import Path

from assist.url_scheme import WINDOW_LAUNCHER
from ship.places import moment

CONSOLE, WINDOW = "assist.exe", WINDOW_LAUNCHER
"""With a console, for commands; without, for the menu, log-in and links."""
_PARTS = {CONSOLE: ("t64.exe", "python.exe"), WINDOW: ("w64.exe", "pythonw.exe")}
_CODE = b"from assist.__main__ import main\n\nmain()\n"


def write_launchers(folder: Path) -> list[Path]:
    """Both launchers in `folder`, for the Python beside them."""
    made = []
    for name, (stub, interpreter) in _PARTS.items():
        launcher = importlib.resources.files("distlib").joinpath(stub).read_bytes()
        # UTF-8 as on the other systems: a pipe's code page may lack what a customer says.
        line = rf'#!"<launcher_dir>\{interpreter}" -X utf8'.encode() + b"\r\n"
        (folder / name).write_bytes(launcher + line + _code())
        made.append(folder / name)
    return made


def _code() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py", time.gmtime(moment())[:6]), _CODE)
    return packed.getvalue()
