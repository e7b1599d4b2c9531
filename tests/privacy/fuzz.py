"""Throws any call at the masker and says where a property does not hold: which, the seed, and as little as shows it.

python3 packaging/dev.py fuzz --minutes 60    ends with 1 where something was found
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from assist.privacy import kinds
from assist.privacy.kinds import Table, read_table
from tests.privacy import properties
from tests.privacy.any_call import Case, some_case
from tests.privacy.properties import Text, digits_read

TOLD = 3
"""Failures of the same kind that are told in full."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, help="Only this call.")
    wishes = parser.parse_args()
    first: int = time.time_ns() % 10**9 if wishes.seed is None else wishes.seed
    until = time.monotonic() + 60 * wishes.minutes
    found = Counter[str]()
    rounds, slowest = 0, (0.0, first)
    while rounds == 0 or (wishes.seed is None and time.monotonic() < until):
        seed, began = first + rounds, time.monotonic()
        case = some_case(random.Random(seed))
        kind, what = wrong(case)
        slowest = max(slowest, (time.monotonic() - began, seed))
        rounds += 1
        if kind:
            found[kind] += 1
            if found[kind] <= TOLD:
                small = shrunk(case)
                print(f"--- seed {seed}: {kind}\n{_told(small)}\n  {wrong(small)[1] or what}", flush=True)
    print(f"{rounds} calls, {found.total()} failures; the slowest took {slowest[0]:.1f} s (seed {slowest[1]}).")
    for kind, count in found.most_common():
        print(f"{count:6} {kind}")
    return 1 if found else 0


def wrong(case: Case) -> tuple[str, str]:
    """What does not hold of it, and how; nothing where all is well."""
    for name, holds in _properties(case):
        try:
            holds()
        except Exception as error:  # noqa: BLE001  (whatever it is, it is what is looked for)
            return f"{name}: {type(error).__name__}", str(error)[:500]
    return "", ""


def _properties(case: Case) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "rules", lambda: properties.check_all_mistakes_in_rules_are_told(case.rules)
    table = _table(case)
    yield "each text once", lambda: properties.check_each_text_is_given_once(table, case.texts)
    yield "unfinished texts", lambda: properties.check_unfinished_texts_change_nothing(table, case.texts)
    yield "lines as a call", lambda: properties.check_lines_are_masked_as_a_call_is(table, case.texts)
    if case.card:
        yield "card", lambda: properties.check_a_card_is_never_readable(table, case.texts, case.card)


def _table(case: Case) -> Table:
    """With the rules if they can be used."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.toml"
        path.write_bytes(case.rules)
        return read_table(None if kinds.check(path) else path, settings=case.settings)


def shrunk(case: Case) -> Case:
    """The same failure with as little as possible."""
    kind = wrong(case)[0]
    while smaller := next((less for less in _with_less(case) if wrong(less)[0] == kind), None):
        case = smaller
    return case


def _with_less(case: Case) -> Iterator[Case]:
    if case.settings:
        yield case._replace(settings=())
    lines = case.rules.split(b"\n") if case.rules else []
    for number in range(len(lines)):
        yield case._replace(rules=b"\n".join(lines[:number] + lines[number + 1 :]))
    for number, text in enumerate(case.texts):
        before, after = case.texts[:number], case.texts[number + 1 :]
        yield case._replace(texts=before + after)
        if not (case.card and case.card in digits_read(text.words)):  # that is what is looked for
            for words in _fewer(text.words.split(" ")):
                yield case._replace(texts=(*before, Text(text.speaker, " ".join(words), text.final), *after))


def _fewer(words: list[str]) -> Iterator[list[str]]:
    if len(words) > 1:
        yield words[: len(words) // 2]
        yield words[len(words) // 2 :]
        yield from (words[:each] + words[each + 1 :] for each in range(len(words)))


def _told(case: Case) -> str:
    lines = [f"  {text.speaker}{'' if text.final else ' (unfinished)'}: {text.words!r}" for text in case.texts]
    return "\n".join([*lines, f"  settings: {', '.join(case.settings) or 'none'}; rules: {case.rules!r}"])


if __name__ == "__main__":
    sys.exit(main())
