"""Users' folders of other versions, and runs of other versions over them.

`home_0_1_0.tar.xz` was made by the program of version 0.1.0 (commit 50a0cc5); `seen_0_1_0.json` is what that program
itself found in it afterwards:

    git worktree add /tmp/assist-0.1.0 50a0cc5
    .venv/bin/python -m tests.upgrades.homes make /tmp/assist-0.1.0

and `python -m tests.upgrades.homes try /tmp/assist-0.1.0` has that program go on with what this one wrote, and this one
with what came of it: nothing may be lost on the way.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KEPT = HERE / "home_0_1_0.tar.xz"
SEEN = HERE / "seen_0_1_0.json"
ANYWHERE = "/home/ada"
"""Stands in kept files for the folder in which they were made."""
TEXTS = ("*.toml", "floor.json", "mosquitto.conf", "nats.conf")


def folders(home: Path) -> dict[str, str]:
    """The environment in which a program finds its files there, and nobody's passwords."""
    names = {
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_CACHE_HOME": ".cache",
    }
    return {"HOME": str(home), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"} | {
        name: str(home / folder) for name, folder in names.items()
    }


def lay_out(home: Path) -> None:
    """Put the kept folders into a home."""
    with tarfile.open(KEPT) as kept:
        kept.extractall(home, filter="data")
    renamed(home, ANYWHERE, str(home))


def renamed(home: Path, before: str, after: str) -> None:
    """Have the files in a home name another place."""
    for pattern in TEXTS:
        for path in home.rglob(pattern):
            path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def run(script: str, *words: str, root: Path, home: Path) -> str:
    """Run `writing.py` or `looking.py` with the program in `root`."""
    environment = os.environ | folders(home) | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(HERE / script), *words], env=environment, cwd=home, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{script} with {root}:\n{done.stdout}{done.stderr}")
    return done.stdout


def seen(root: Path, home: Path) -> dict[str, Any]:
    """What the program in `root` finds there."""
    found: dict[str, Any] = json.loads(run("looking.py", root=root, home=home))
    return found


def make(root: Path) -> None:
    """Make the kept folders anew, with the program in `root`."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for day in ("1", "2"):
            run("writing.py", day, root=root, home=home)
        found = json.dumps(seen(root, home), indent=1) + "\n"
        SEEN.write_text(found.replace(str(home), ANYWHERE), encoding="utf-8")
        renamed(home, str(home), ANYWHERE)
        with tarfile.open(KEPT, "w:xz") as kept:
            for path in sorted(home.iterdir()):
                kept.add(path, path.name, filter=lambda file: None if file.name.endswith(("-wal", "-shm")) else file)


def lost(before: Any, after: Any, where: str = "") -> list[str]:
    """Where something of before is not there any more. A list may have grown anywhere; what is told again is newer."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [each for name in before for each in lost(before[name], after.get(name), f"{where}/{name}")]
    if isinstance(before, list) and isinstance(after, list) and where.endswith(GROWING):
        return [f"{where}: {each}" for each in before if each not in after]
    return [] if before == after else [f"{where}: {before} is now {after}"]


GROWING = ("/entries", "/heards", "/steps", "/habits", "/recordings", "/set_up")


def try_both_ways(old: Path) -> list[str]:
    """This program writes, the one in `old` reads and writes, this one reads again; what was wrong on the way."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run("writing.py", "1", root=ROOT, home=home)
        first, by_old = seen(ROOT, home), seen(old, home)
        wrong = [f"read otherwise: {each}" for each in lost(first, by_old) + lost(by_old, first)]
        run("writing.py", "2", root=old, home=home)
        second, by_new = seen(old, home), seen(ROOT, home)
        wrong += [f"read otherwise afterwards: {each}" for each in lost(second, by_new) + lost(by_new, second)]
        return wrong + [f"lost: {each}" for each in lost(lasting(first), lasting(by_new))]


def lasting(found: dict[str, Any]) -> dict[str, Any]:
    """What a further day adds to; the rest is as the last day left it."""
    return {name: found[name] for name in ("set_up", "habits", "history", "recordings", "floor")}


if __name__ == "__main__":
    what, other = sys.argv[1], Path(sys.argv[2])
    if what == "make":
        make(other)
    else:
        problems = try_both_ways(other)
        print("\n".join(problems) or "nothing was lost")
        sys.exit(bool(problems))
