"""Run in the bundle before the program: programs that it starts get the system's libraries, not the bundle's.

PyInstaller's loader puts the bundle's folder into LD_LIBRARY_PATH. What this process loads was decided when it began;
what is left in the environment only reaches other programs (`pactl`, `xdg-mime`, a browser), which it would harm.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _before
