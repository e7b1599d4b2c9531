"""Measure the models on what they have not learnt from, and write REPORT.md with its pictures.

    python3 packaging/dev.py evaluate --data FOLDER [--words FOLDER] [--out FOLDER]

FOLDER of --data holds `text/goemotions`, `tone_eval/ravdess` and `noise`, as published; the customer turns are in the
project. --words is another model than the shipped one, --out another place for the report.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from assist.emotion.words import FEELINGS  # noqa: E402
from models import pictures  # noqa: E402
from models.customer_words import trust  # noqa: E402
from models.measured import Measured, measure  # noqa: E402
from models.scores import confusion, coverage_curve  # noqa: E402
from models.sections import SECTIONS  # noqa: E402


def draw(measured: Measured, folder: Path) -> None:
    """The pictures that the sections show."""
    folder.mkdir(exist_ok=True)
    sets = measured.sets
    matrices = {name: confusion(each.truth, each.answers, len(FEELINGS)) for name, each in sets.items()}
    pictures.confusions(folder / "confusion.png", matrices, FEELINGS)
    pictures.reliability(folder / "reliability.png", {name: trust.bins_of(each) for name, each in sets.items()})
    told = {name: trust.coverage_of(each) for name, each in sets.items()}
    pictures.coverage(
        folder / "coverage.png",
        {name: coverage_curve(each.confidence, each.right) for name, each in sets.items()},
        {name: (each.coverage, each.precision) for name, each in told.items()},
    )
    pictures.heard(
        folder / "heard.png", [(each.word_errors, each.judged.macro_f1, each.interval) for each in measured.heard]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--words", type=Path, default=HERE / "customer_words")
    parser.add_argument("--out", type=Path, default=HERE)
    wanted = parser.parse_args()
    began = time.monotonic()
    measured = measure(wanted.data, wanted.words)
    draw(measured, wanted.out / "report")
    sections = "\n\n".join(section(measured) for section in SECTIONS)
    minutes = (time.monotonic() - began) / 60
    head = f"""# How well the models do

Made by `python3 packaging/dev.py evaluate --data FOLDER` (`models/report.py`) in {minutes:.0f} minutes on
{os.cpu_count()} cores; not to be edited. The model for words is the one whose `model.onnx` has the SHA-256
`{measured.sha256}`."""
    (wanted.out / "REPORT.md").write_text(f"{head}\n\n{sections}\n", encoding="utf-8")
    print(f"{wanted.out / 'REPORT.md'} written in {minutes:.1f} minutes")


if __name__ == "__main__":
    main()
