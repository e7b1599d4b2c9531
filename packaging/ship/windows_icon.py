"""The program's icon as Windows wants it: one file with every size. What is drawn is in `icon.py`.

Windows reads small pictures as bitmaps and the largest as PNG (Microsoft, "Icons"), so both are in it.
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from ship.icon import png

SIDES = (16, 20, 24, 32, 40, 48, 64, 256)
"""In pixels: the menu, the task bar and lists of files, at 100 to 250 per cent."""


def write_icon(file: Path) -> None:
    """Write the icon in every size."""
    pictures = [(side, png(side) if side == 256 else _bitmap(side)) for side in SIDES]
    head, place = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    entries = b""
    for side, content in pictures:
        entries += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(content), place)
        place += len(content)
    file.write_bytes(head + entries + b"".join(content for _, content in pictures))


def _bitmap(side: int) -> bytes:
    """Rows from below, blue, green, red, alpha; then a mask that hides nothing."""
    picture = QImage.fromData(png(side)).convertToFormat(QImage.Format.Format_ARGB32)
    picture = picture.flipped(Qt.Orientation.Vertical)
    pixels = bytes(picture.constBits())
    mask = bytes((side + 31) // 32 * 4 * side)
    return struct.pack("<IiiHHIIiiII", 40, side, side * 2, 1, 32, 0, len(pixels), 0, 0, 0, 0) + pixels + mask
