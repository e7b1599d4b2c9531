"""Only masked words flow: types say it, imports hold it, and a program changed to let words past the masker is caught.

Each mutant is a copy of the program; a small call in which a card is given shows whether its number comes out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mypy import api

from tests.making import ROOT
from tests.privacy.properties import digits_read

BIN = Path(sys.executable).parent
CARD = "4539148803436467"
SAID = "four five three nine one four eight eight oh three four three six four six seven"
CALL = f"""\
 0.2   2.4  AGENT     thank you for calling this is sam how can i help
 2.6  12.2  CUSTOMER  here is my card number {SAID}
12.4  14.4  AGENT     thank you let me look at that
"""
"""The customer gives it unasked: nothing is paused."""
ONLY_THE_MASKER = "Only the masker makes words that may be shown, and events carry them"
ONLY_BEFORE_IT = "Words as they were spoken are known to recognisers, the masker and what stands between them"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program, to be changed."""
    target = tmp_path / "copy"
    shutil.copytree(ROOT / "assist", target / "assist", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", target / "pyproject.toml")
    (target / "models").symlink_to(ROOT / "models")
    return target


def run(copy: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(copy), "COVERAGE_PROCESS_START": ""}
    return subprocess.run(
        [str(word) for word in command], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )


# --- the types --------------------------------------------------------------------------------------------------------

NAMES = "from assist.events import Partial, Revealed, Utterance, Word\nfrom assist.masked import Masked\n"
PLAIN, MASKED = 'text = "4111"\n', 'text = Masked("[card]")\n'
EVENTS = (
    'Partial(at=0, speaker="agent", id="a", start=0, end=0, text=text)',
    'Utterance(at=0, speaker="agent", id="a", start=0, end=0, text=text)',
    'Revealed(at=0, speaker="agent", utterance="a", text=text)',
    "Word(text=text, start=0, end=0, confidence=1)",
)


def types_of(folder: Path, program: str) -> list[str]:
    """What mypy --strict says of a small program, line by line."""
    path = folder / "small.py"
    path.write_text(program, encoding="utf-8")
    said, wrong, code = api.run(
        ["--strict", "--no-error-summary", f"--config-file={ROOT / 'pyproject.toml'}", str(path)]
    )
    assert wrong == ""
    assert code == bool(said)
    return said.splitlines()


def test_no_event_can_be_made_of_a_plain_text(tmp_path: Path) -> None:
    assert types_of(tmp_path, NAMES + MASKED + "\n".join(EVENTS)) == []
    said = types_of(tmp_path, NAMES + PLAIN + "\n".join(EVENTS))
    assert len(said) == len(EVENTS)
    assert all('incompatible type "str"; expected "Masked"' in line for line in said), said


def test_the_type_is_had_from_nowhere_but_its_own_module(tmp_path: Path) -> None:
    assert types_of(tmp_path, "from assist.masked import Masked\nMasked('')\n") == []
    for module in ("events", "privacy.masking", "privacy.transcripts"):
        (said,) = types_of(tmp_path, f"from assist.{module} import Masked\n")
        assert f'Module "assist.{module}" does not explicitly export attribute "Masked"' in said


# --- the imports ------------------------------------------------------------------------------------------------------


def broken_contracts(copy: Path) -> list[str]:
    ran = run(copy, BIN / "lint-imports", "--no-logo", "--no-cache")
    assert "Contracts: " in ran.stdout, ran
    said = " ".join(ran.stdout.split())
    return [name for name in (ONLY_THE_MASKER, ONLY_BEFORE_IT) if f"{name} KEPT" not in said]


def test_the_contracts_are_kept(copy: Path) -> None:
    assert broken_contracts(copy) == []


@pytest.mark.parametrize("file", ["terminal.py", "coach/coach.py", "overlay/state.py", "speech/session.py"])
def test_who_makes_masked_words_elsewhere_breaks_a_contract(file: str, copy: Path) -> None:
    _put_before_imports(copy / "assist" / file, "from assist.masked import Masked\n")
    assert broken_contracts(copy) == [ONLY_THE_MASKER]


@pytest.mark.parametrize("file", ["terminal.py", "coach/coach.py", "live_call.py", "privacy/judging.py"])
def test_who_reads_words_as_they_were_spoken_breaks_a_contract(file: str, copy: Path) -> None:
    _put_before_imports(copy / "assist" / file, "from assist.spoken import Spoken\n")
    assert broken_contracts(copy) == [ONLY_BEFORE_IT]


def _put_before_imports(path: Path, line: str) -> None:
    text = path.read_text(encoding="utf-8")
    first = "from __future__ import annotations\n"
    assert text.count(first) == 1
    path.write_text(text.replace(first, first + line), encoding="utf-8")


# --- a whole call -----------------------------------------------------------------------------------------------------


def said(copy: Path) -> list[dict[str, Any]]:
    """The events of a call in which a card is given."""
    (copy / "small.call").write_text(CALL, encoding="utf-8")
    ran = run(copy, sys.executable, "-m", "assist", "replay", "small.call", "--json")
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def leaks(events: list[dict[str, Any]]) -> bool:
    """Whether more than the last four digits can be read in any event."""
    read = [digits_read(event["text"]) for event in events if "text" in event]
    return any(CARD[start : start + 5] in digits for digits in read for start in range(len(CARD) - 4))


def test_no_number_of_a_card_comes_out_of_a_call(copy: Path) -> None:
    events = said(copy)
    assert not leaks(events)
    texts = [event["text"] for event in events if event["type"] == "utterance" and event["speaker"] == "customer"]
    assert texts == [f"here is my card number [card {CARD[-4:]}]"]


MUTANTS = {
    "a masker that hides nothing": (
        "privacy/masking.py",
        "    parts: list[str] = []\n",
        "    return Masked(text)\n    parts: list[str] = []\n",
    ),
    "a pipeline that goes round the masker": (
        "pipeline.py",
        'for masked in self._guard("privacy", partial(self._privacy.mask, spoken), events):',
        "for masked in [Utterance(at=spoken.at, speaker=spoken.speaker, id=spoken.id, start=spoken.start, "
        "end=spoken.end, text=spoken.text)]:",
    ),
    "a cast": (
        "privacy/call_privacy.py",
        "return [*self._masker.hear(spoken), *self._pause_for(spoken)]",
        "from typing import cast\n        return [cast(Utterance, spoken), *self._pause_for(spoken)]",
    ),
    "a cast in a recogniser": (
        "speech/scripted.py",
        "moments.append(Spoken(at=end, speaker=line.speaker, id=name, start=start, end=end, text=text, final=final))",
        "from typing import cast\n        from assist.events import Utterance\n"
        "        moments.append(cast(Spoken, "
        "Utterance(at=end, speaker=line.speaker, id=name, start=start, end=end, text=text)))",
    ),
    "unfinished texts as they are": (
        "privacy/masking.py",
        "text=_masked(spoken.text, findings, final=False),",
        "text=Masked(spoken.text),",
    ),
}


@pytest.mark.parametrize("name", [name for name in MUTANTS if name != "a cast in a recogniser"])
def test_a_program_that_lets_words_past_the_masker_leaks(name: str, copy: Path) -> None:
    _mutate(copy, name)
    assert leaks(said(copy))


def test_what_only_calls_itself_masked_before_the_masker_gives_no_words(copy: Path) -> None:
    _mutate(copy, "a cast in a recogniser")
    events = said(copy)
    assert not [event for event in events if "text" in event]
    assert ("privacy", "AttributeError") in [
        (each["part"], each["error"]) for each in events if each["type"] == "fault"
    ]


def test_words_past_the_masker_are_a_type_error_too(copy: Path) -> None:
    if (ROOT / ".mypy_cache").exists():  # what mypy knows of libraries already
        shutil.copytree(ROOT / ".mypy_cache", copy / ".mypy_cache")
    _mutate(copy, "a pipeline that goes round the masker")
    told = run(copy, BIN / "mypy", "assist/pipeline.py").stdout
    assert '"Utterance" has incompatible type "str"; expected "Masked"' in told


def _mutate(copy: Path, name: str) -> None:
    file, old, new = MUTANTS[name]
    path = copy / "assist" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, "this mutant no longer applies"
    path.write_text(text.replace(old, new), encoding="utf-8")
