"""What is measured, in order: the figures of the table.

python3 packaging/dev.py bench            everything; about ten minutes
python3 packaging/dev.py bench --quick    the bundled call only; about four minutes
python3 packaging/dev.py bench overlay    the overlay beside a bare Qt window; about fifteen minutes
python3 packaging/dev.py bench speech     whether speech recognition keeps up; about five minutes
python3 packaging/dev.py bench sound      real softphones and devices, and a call of an hour; --quick leaves that out
python3 packaging/dev.py bench masking    spoken secrets, beside Presidio; about four minutes
python3 packaging/dev.py bench floor      500 agents, a real broker and one console; about six minutes
python3 packaging/dev.py bench floor-faults    200 schedules of everything that goes wrong; about ten minutes
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.bench import overlay
from tests.bench.child import ROOT, ask
from tests.bench.floor import faults, measuring
from tests.bench.masking import through_speech
from tests.bench.masking.measuring import measured
from tests.bench.masking.ours import mask
from tests.bench.masking.reporting import keep, report
from tests.bench.screen import agents_machine
from tests.bench.table import Figure, machine, median, percentiles, printed, write

DEMO = ROOT / "assist" / "demo" / "double_charge.flac"
PAINTS = 5
PARTS = ["overlay", "speech", "sound", "masking", "floor", "floor-faults"]
SHARES = {
    "whole": "whole process",
    "speech": "  of it speech (gate, boundaries, recognition)",
    "start": "  of it start (interpreter, imports, model)",
    "rest": "  of it the rest",
}
NOTES = [
    "CPU is CPU seconds of all threads for a second of call; a call has two channels. It is counted inside each fresh "
    "process from its very start; speech is process CPU while a session's accept or finish runs.",
    "Shared cores make the same work cost more, as the recogniser's threads wait actively; the load is of the minute "
    "before the bench began. Compare runs by the peer's ratio.",
    "Value is the median of n repeats (or that percentile of n events); min and max are over the same n.",
    "Live: bundled call, speed 1, blocks of 0.1 s, live thread, sinks JSON, overlay (offscreen) and stamp. A block is "
    "put in when its last sample would have been heard.",
    "Word delays: end of the word by piper's alignment, customer's words only; negative where a word is recognised "
    "before its end. Utterance delays: both speakers; they hold the wait that decides that an utterance is over.",
    "Own share: from a session's answer to the last sink; it holds what else the thread does in the same block.",
    "Peer: Moonshine's own streaming, same model, update every 0.5 s, customer's channel; loading is left out of both.",
]


class Bench:
    """Measurements whose files are in `folder`; every job is repeated `repeats` times where nothing else is said."""

    def __init__(self, folder: Path, repeats: int) -> None:
        self._folder = folder
        self._repeats = repeats
        self.notes = list(NOTES)

    def call(self, name: str, path: Path, *, repeats: int | None = None) -> list[Figure]:
        """What a recorded call costs at full speed."""
        numbers = self._ask("call", path, repeats=repeats or self._repeats)
        if sum(numbers["faults"]):
            self.notes.append(f"{name}: {sum(numbers['faults']):.0f} faults, so its cost is not what it seems.")
        figures = [median(f"{name}: {what}", "CPU s/s", numbers[key]) for key, what in SHARES.items()]
        figures.append(median(f"{name}: utterances, both channels", "s/s", numbers["spoken"]))
        figures.append(median(f"{name}: peak memory", "MiB", numbers["peak_mib"]))
        return [one for some in figures for one in some]

    def made(self, name: str, what: str, *, repeats: int | None = None) -> list[Figure]:
        """The same for audio that is made first."""
        path = self._folder / f"{what}.flac"
        self._ask(f"make-{what}", path)
        return self.call(name, path, repeats=repeats) if path.exists() else []

    def speech(self, name: str, path: Path) -> list[Figure]:
        """Whether speech recognition alone keeps up with both channels of a call."""
        numbers = self._ask("speech", path, repeats=self._repeats)
        return [
            *median(f"{name}: speech alone, both channels", "CPU s/s", numbers["cpu"]),
            *percentiles(f"{name}: speech alone, behind at each step", "s", numbers["behind_s"], (50, 95, 99)),
            *percentiles(f"{name}: beginning of an utterance to its first text", "s", numbers["first_s"], (50, 95)),
            *median(f"{name}: partial texts, both channels", "1/s", numbers["partials"]),
            *median(f"{name}: utterances, both channels", "1/s", numbers["utterances"]),
        ]

    def live(self) -> list[Figure]:
        """The bundled call in real time."""
        words = self._folder / "words.json"
        spoken = self._ask("make-words", words)
        numbers = self._ask("live", words)
        self._tell_words(sum(spoken["words"]), sum(spoken["exact"]), len(numbers["word_s"]))
        return [
            *percentiles("live: word end to first text with it", "s", numbers["word_s"], (50, 95)),
            *percentiles("live: utterance end to its event", "s", numbers["utterance_s"], (50, 95)),
            *percentiles("live: own share of a text's delay", "ms", _ms(numbers["own_s"]), (50, 99)),
            *median("live with overlay: whole process after the start", "CPU s/s", numbers["cpu"]),
            *median("live with overlay: furthest behind, each 10 s", "s", numbers["behind_s"]),
            *median("live with overlay: peak memory", "MiB", numbers["peak_mib"]),
        ]

    def peer(self) -> list[Figure]:
        """Our sessions and Moonshine's own streaming on one channel, in turn."""
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(self._repeats):
            ours += self._ask("ours")["cpu"]
            theirs += self._ask("peer")["cpu"]
        ratios = [one / other for one, other in zip(theirs, ours, strict=False)]
        return [
            *median("customer's channel: our session", "CPU s/s", ours),
            *median("customer's channel: Moonshine's streaming", "CPU s/s", theirs),
            *median("customer's channel: Moonshine's streaming / ours", "times", ratios),
        ]

    def path(self) -> list[Figure]:
        """The bundled call between two softphones."""
        words = self._folder / "words.json"
        self._ask("make-words", words)
        numbers = self._ask("path", words, repeats=self._repeats)
        return [
            *percentiles("path: word end to its text on screen", "s", numbers["word_s"], (50, 95)),
            *percentiles("path: behind, each 10 s", "s", numbers["behind_s"], (95,)),
            *median("path: lost audio", "s", numbers["lost_s"]),
        ]

    def hearing(self) -> list[Figure]:
        """What hearing costs by itself, and waiting for a call."""
        return [
            *median(
                "capture, conversion and voice gate, both channels",
                "CPU s/s",
                self._ask("hearing", repeats=self._repeats)["cpu"],
            ),
            *median("between calls, 20 s", "CPU s/s", self._ask("idle-waiting", repeats=self._repeats)["cpu"]),
        ]

    def hour(self) -> list[Figure]:
        """A call of an hour under load."""
        numbers = self._ask("hour")
        return [
            *median("hour: length", "s", numbers["length_s"]),
            *median("hour: gaps", "", numbers["gaps"]),
            *median("hour: lost audio", "s", numbers["lost_s"]),
            *median("hour: faults", "", numbers["faults"]),
            *median("hour: whole process", "CPU s/s", numbers["cpu"]),
            *median("hour: memory in the end", "MiB", numbers["held_mib"]),
            *percentiles("hour: behind, each 10 s", "s", numbers["behind_s"], (50, 95, 99)),
        ]

    def window(self) -> list[Figure]:
        """How soon the overlay is there and what it costs to have it."""
        return [
            *median("start to first paint", "s", self._ask("paint-demo", repeats=PAINTS)["paint_s"]),
            *median("overlay idle, 20 s", "CPU s/s", self._ask("idle-compact", repeats=self._repeats)["cpu"]),
        ]

    def _ask(self, job: str, *path: Path, repeats: int = 1) -> Mapping[str, list[float]]:
        """The numbers of all repeats of a job, by name."""
        numbers: dict[str, list[float]] = defaultdict(list)
        for repeat in range(repeats):
            print(f"  {job} {repeat + 1}/{repeats}", file=sys.stderr, flush=True)
            for name, values in (ask(self._folder, job, *path) or {}).items():
                numbers[name] += values
        return numbers

    def _tell_words(self, spoken: float, exact: float, found: int) -> None:
        self.notes.append(
            f"The customer says {spoken:.0f} words: {spoken - exact:.0f} are left out (piper ran words of their "
            f"sentence together), {exact - found:.0f} were never recognised as written, {found} are measured."
        )


def main() -> None:
    asked = argparse.ArgumentParser(prog="dev.py bench", description="Measure cost and latency.")
    asked.add_argument("what", nargs="?", choices=PARTS, help="one part alone")
    asked.add_argument("--quick", action="store_true", help="the bundled call only")
    asked.add_argument("--repeat", type=int, metavar="N", help="repeats of each figure (default 3; `overlay` 5)")
    asked.add_argument(
        "--peer", type=Path, metavar="PYTHON", help="the interpreter that has what `masking` compares with"
    )
    asked.add_argument("--digits", type=Path, metavar="FOLDER", help="single spoken digits, to be heard by `masking`")
    wishes = asked.parse_args()
    if wishes.quick and wishes.what not in (None, "sound"):
        asked.error("--quick is for the whole bench, or for the sound.")
    measured_on = machine()
    good = True
    if wishes.what == "masking":
        outcome = measured(mask, peer=wishes.peer)
        keep(ROOT / "bench-masking.json", measured_on, outcome)
        print(report(outcome))
        if wishes.digits:
            heard = through_speech.figures(through_speech.outcomes(wishes.digits))
            print(f"\nThrough the whole program, spoken:\n{printed(heard, through_speech.NOTES)}")
        return
    with tempfile.TemporaryDirectory(prefix="assist-bench-") as folder:
        if wishes.what == "overlay":
            figures, notes = overlay_alone(Path(folder), wishes.repeat or 5)
        elif wishes.what == "speech":
            figures, notes = speech_alone(Path(folder), wishes.repeat or 3)
        elif wishes.what == "sound":
            figures, notes = sound_alone(Path(folder), wishes.repeat or 3, quick=wishes.quick)
        elif wishes.what == "floor":
            figures, notes = floor_alone(Path(folder), wishes.repeat or 3)
        elif wishes.what == "floor-faults":
            figures, notes, good = faults.measured(Path(folder))
        else:
            figures, notes = everything(Path(folder), wishes.repeat or 3, quick=wishes.quick)
    if not figures:
        sys.exit("bench: nothing could be measured; the lines above say why.")
    write(ROOT / (f"bench-{wishes.what}.json" if wishes.what else "bench.json"), measured_on, figures, notes)
    about = ", ".join(f"{name} {value}" for name, value in measured_on.items())
    print(f"{about}\n\n{printed(figures, notes)}")
    if not good:
        sys.exit(1)


def everything(folder: Path, repeats: int, *, quick: bool) -> tuple[list[Figure], list[str]]:
    """The figures of the whole program and their notes; `quick` leaves the made calls out."""
    bench = Bench(folder, repeats)
    figures = bench.call("demo call, 89 s", DEMO)
    if not quick:
        figures += bench.made("long call, 600 s", "long", repeats=1)  # minutes each; its spread is the demo call's
        figures += bench.made("silence, 120 s", "silence")
        figures += bench.made("line noise, 120 s", "noise")
        bench.notes.append(
            "The long call joins two made calls again and again, so its turns repeat. It is measured once."
        )
    figures += [*bench.live(), *bench.peer(), *bench.window()]
    return figures, bench.notes


def overlay_alone(folder: Path, repeats: int) -> tuple[list[Figure], list[str]]:
    """The figures of the overlay beside a bare Qt window, and their notes."""
    with agents_machine() as (screen, about):
        figures = overlay.measured(lambda job: ask(folder, job, screen=screen), repeats)
    return figures, [*about, *overlay.NOTES]


def speech_alone(folder: Path, repeats: int) -> tuple[list[Figure], list[str]]:
    """The figures of speech recognition by itself on the bundled call and a long one, and their notes."""
    bench = Bench(folder, repeats)
    figures = bench.speech("demo call, 89 s", DEMO)
    long = folder / "long.flac"
    if ask(folder, "make-long", long) is not None:
        figures += bench.speech("long call, 600 s", long)
    return figures, [
        "CPU is CPU seconds of the process while a session works, for a second of call; loading is left out.",
        "Behind: a step of 32 ms comes when it was heard, and takes as long as it used the processor; no clock waits.",
        "Value is the median of n repeats, or that percentile of n steps or utterances; min and max are over the same.",
    ]


def floor_alone(folder: Path, repeats: int) -> tuple[list[Figure], list[str]]:
    """The figures of 500 agents and a supervisor's console, and their notes."""
    with agents_machine() as (screen, about):
        return measuring.measured(folder, repeats, screen), [*about[:1], *measuring.NOTES]


def sound_alone(folder: Path, repeats: int, *, quick: bool) -> tuple[list[Figure], list[str]]:
    """The figures of real softphones and devices, of rest between calls and of a long call, and their notes."""
    bench = Bench(folder, repeats)
    figures = [*bench.path(), *bench.hearing()]
    if not quick:
        figures += bench.hour()
    return figures, [
        "Path: a customer's baresip, G.711 over RTP, the agent's baresip, PipeWire, capture, recognition, window. From "
        "the moment when a word's end is played to the window's showing the first text with it, and no later repair.",
        "Capture: both channels from PipeWire, converted, placed and gated, without a recogniser.",
        "Hour: `assist run --text` on PipeWire, both halves of the bundled call over and over, 20 % of a core taken by "
        "something else. The first report counts the audio that waited for the models.",
    ]


def _ms(values: list[float]) -> list[float]:
    return [value * 1000 for value in values]


if __name__ == "__main__":
    main()
