"""A real call between two softphones, coached while it goes on. One command:

    python3 packaging/dev.py softphone-demo [--short] [--keep FOLDER] [--screenshot FILE]

Two baresips talk over SIP and G.711 in a network of their own, with a PipeWire of their own. The customer's phone plays
the customer's half of the bundled call, the agent's half is played into the agent's microphone, and `assist run`
listens on the agent's side. The agent's phone tells by its ctrl_tcp when the call begins and ends. The customer hangs
up after the last word; with `--short` after the first cue. The picture is taken when the first cue is on screen: of the
window alone on a desktop that is in use, of the whole screen where one is made for this.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from assist.events import AnyEvent, EmotionEstimate
from tests.softphone.call import missing, show


def main() -> int:
    parser = argparse.ArgumentParser(prog="softphone-demo", description="A real softphone call, coached.")
    parser.add_argument("--short", action="store_true", help="hang up after the first cue")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave events and what the phones said here")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="where the picture goes")
    wishes = parser.parse_args()
    if lacking := missing():
        print(f"softphone-demo: this machine lacks {', '.join(lacking)}; `dev.py test` installs them.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    screenshot = (wishes.screenshot or Path(mkdtemp(prefix="softphone-")) / "screenshot.png").absolute()
    with ExitStack() as stack:
        folder = (wishes.keep or Path(stack.enter_context(TemporaryDirectory(prefix="call-")))).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            print(f"softphone-demo: {folder} is not empty; name a new folder.", file=sys.stderr)
            return 2
        try:
            show(
                folder, screenshot, display=os.environ.get("DISPLAY"), say=_print,
                enough=_has_estimate if wishes.short else None,
            )  # fmt: skip
        except KeyboardInterrupt:
            print("softphone-demo: ended before the call was over.", file=sys.stderr)
            return 130
    print(f"All has ended. The picture is in {screenshot}.")
    return 0


def _has_estimate(events: list[AnyEvent], _texts: list[str]) -> bool:
    return any(isinstance(event, EmotionEstimate) and not event.provisional for event in events)


def _print(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
