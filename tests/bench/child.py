"""One job in a process of its own: `python -m tests.bench.child JOB [PATH]`; its numbers are the last line printed.

The modules are imported by the job that needs them, so that none pays for another's.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.measuring import Numbers

ROOT = Path(__file__).parent.parent.parent
SPAWNED = "ASSIST_BENCH_SPAWNED"
"""Environment: when the parent started the process, by time.time."""
OFFSCREEN: Mapping[str, str] = {"QT_QPA_PLATFORM": "offscreen"}


def ask(folder: Path, job: str, *path: Path, screen: Mapping[str, str] = OFFSCREEN) -> Numbers | None:
    """A job's numbers from a fresh process that keeps its files in `folder`; None, and a line, when it fails.

    `screen`: environment that says where windows are opened.
    """
    import subprocess  # here, for a job that is timed from its start has no use for it

    places = {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")}
    (folder / "TMPDIR").mkdir(exist_ok=True)
    child = subprocess.run(
        [sys.executable, "-m", "tests.bench.child", job, *map(str, path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **places, **screen, SPAWNED: repr(time.time())},
        check=False,
    )
    if child.returncode != 0:
        print(child.stderr, file=sys.stderr, end="")
        print(f"bench: the job {job} ended with {child.returncode}; its figures are left out.", file=sys.stderr)
        return None
    numbers: Numbers = json.loads(child.stdout.splitlines()[-1])
    return numbers


def work(job: str, path: Path) -> Numbers:
    """Do one job here; `path` is what it reads or makes, for those that do."""
    match job.split("-"):
        case ["make", what]:
            from tests.bench import calls

            make = {"long": calls.make_long, "silence": calls.make_silence, "noise": calls.make_noise}
            return make.get(what, calls.make_words)(path)
        case ["call" | "ours" | "peer"]:
            from tests.bench import replays

            return replays.call(path) if job == "call" else replays.ours() if job == "ours" else replays.peer()
        case ["speech"]:
            from tests.bench import speech

            return speech.keeping_up(path)
        case ["path"]:
            from tests.bench import whole_path

            return whole_path.whole_path(path)
        case ["hearing" | "hour"]:
            from tests.bench import real_sound

            return real_sound.hearing() if job == "hearing" else real_sound.long_call()
        case ["live"]:
            from tests.bench import live

            return live.real_time(path)
        case [what, "bare"]:
            from tests.bench import bare

            return bare.work(what, _spawned_s())
        case [what, how]:
            return _window(what, how)
    raise SystemExit(f"There is no job {job}.")


def _window(what: str, how: str) -> Numbers:
    from tests.bench import windows

    match what:
        case "paint":
            return windows.first_paint(how, _spawned_s())
        case "idle":
            return windows.waiting() if how == "waiting" else windows.idle(how)
        case "stalls":
            return windows.stalls()
        case "memory":
            return windows.memory()
    raise SystemExit(f"There is no job {what}-{how}.")


def _spawned_s() -> float:
    return float(os.environ[SPAWNED])


if __name__ == "__main__":
    print(json.dumps(work(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else Path())))
