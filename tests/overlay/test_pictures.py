"""Every state looks as it did when somebody last looked at it: the committed pictures, made anew on a real X server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from assist.overlay.examples import EXAMPLES
from tests.overlay.picturing import BOTH_SCALES, COMMITTED, SCALES, VARIANTS, names, pictures
from tests.overlay.picturing_dialogs import NAMES

NEAR = 24
"""Of 255: how far a colour may be off; another version of the font library smooths edges a little differently."""
FEW = 0.001
"""The share of pixels that may be further off."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("pictures")
    pictures(folder)
    yield folder
    shutil.rmtree(folder)


def grey(image: QImage) -> bytes:
    plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines, padded = bytes(plain.constBits()), plain.bytesPerLine()
    return b"".join(lines[row * padded : row * padded + plain.width()] for row in range(plain.height()))


def difference(one: Path, other: Path) -> float:
    """The share of pixels that differ to the eye; 1 for another size."""
    first, second = QImage(str(one)), QImage(str(other))
    if first.size() != second.size() or first.isNull():
        return 1.0
    pairs = zip(grey(first), grey(second), strict=True)
    return sum(abs(a - b) > NEAR for a, b in pairs) / (first.width() * first.height())


def test_there_is_a_picture_of_every_state_in_both_themes_at_both_scales(made: Path) -> None:
    assert len(EXAMPLES) >= 14
    wanted = {
        f"{name}-{round(scale * 100)}/{state}.png"
        for name, variant in VARIANTS.items()
        for scale in (SCALES if name in BOTH_SCALES else SCALES[:1])
        for state in variant.states
    } | {f"{name}-dialogs/{dialog}.png" for name in BOTH_SCALES for dialog in NAMES}
    assert set(names(COMMITTED)) == wanted
    assert set(names(made)) == wanted


def test_nothing_looks_other_than_it_did(made: Path) -> None:
    other = {name: difference(COMMITTED / name, made / name) for name in names(COMMITTED)}
    changed = [f"{name} ({share:.2%} of it)" for name, share in other.items() if share > FEW]
    assert not changed, (
        f"These look different: {', '.join(changed)}. If that is meant: python3 packaging/dev.py screenshots "
        "tests/overlay/pictures, look at them, and commit them."
    )


def test_a_change_is_noticed(made: Path, tmp_path: Path) -> None:
    name = "dark-100/suggestion.png"
    image = QImage(str(made / name)).convertToFormat(QImage.Format.Format_RGB32)
    touched = image.copy(QRect(0, 0, image.width(), image.height()))
    for x in range(40):
        for y in range(10):
            touched.setPixel(60 + x, 60 + y, 0xFF00FF00)
    touched.save(str(tmp_path / "touched.png"))
    assert difference(made / name, tmp_path / "touched.png") > FEW
    assert difference(made / name, made / name) == 0
