"""`assist mask`: a call in, line by line, what is hidden out; and a team's rules read over."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CANARY
from tests.making import ROOT, assist
from tests.test_cli import assert_refused, assert_went_well

CARD = "four one one one one one one one one one one one one one one one"
CALL = (
    ("agent", "can i take the long card number please"),
    ("customer", f"yes it's {CARD}"),
    ("agent", "thank you and what's your order number"),
    ("customer", "eight two two nine one"),
)
UNKNOWN = ("customer", "it says four one one one one one here")


def as_lines(*turns: tuple[str, str]) -> str:
    return "".join(json.dumps({"speaker": speaker, "text": text}) + "\n" for speaker, text in turns)


def written(folder: Path, text: str, name: str = "call.jsonl") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def answers(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def with_settings(home: Path, text: str) -> None:
    folder = home / "config" / "assist-overlay"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(text, encoding="utf-8")


# --- a call -----------------------------------------------------------------------------------------------------------


def test_each_turn_is_an_object_with_what_is_hidden_and_where(tmp_path: Path) -> None:
    done = assist("mask", written(tmp_path, as_lines(*CALL)))
    assert_went_well(done)
    assert answers(done.stdout) == [
        {"masked": CALL[0][1], "kinds": [], "spans": []},
        {"masked": "yes it's [card 1111]", "kinds": ["card"], "spans": [[9, 9 + len(CARD)]]},
        {"masked": CALL[2][1], "kinds": [], "spans": []},
        {"masked": CALL[3][1], "kinds": [], "spans": []},
    ]


def test_why_is_told_to_who_asks(tmp_path: Path) -> None:
    done = assist("mask", "--explain", written(tmp_path, as_lines(*CALL)))
    assert_went_well(done)
    told = answers(done.stdout)
    assert [len(each["why"]) for each in told] == [0, 1, 0, 0]
    assert told[1]["why"][0].strip()
    assert "four" not in told[1]["why"][0]


def test_spans_count_characters_and_not_bytes(tmp_path: Path) -> None:
    text = f"größer, it's 👩‍👧 and {CARD}"
    (told,) = answers(assist("mask", written(tmp_path, as_lines(("customer", text)))).stdout)
    ((start, end),) = told["spans"]
    assert text[start:end] == CARD


def test_what_is_in_doubt_at_the_end_is_settled_by_it(tmp_path: Path) -> None:
    (told,) = answers(assist("mask", written(tmp_path, as_lines(UNKNOWN))).stdout)
    assert told == {"masked": UNKNOWN[1], "kinds": [], "spans": []}


def test_files_of_other_editors_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + as_lines(*CALL).replace("\n", "\r\n\r\n").encode())
    done = assist("mask", path)
    assert_went_well(done)
    assert len(answers(done.stdout)) == len(CALL)


def test_the_settings_say_what_is_hidden_besides(private_home: Path, tmp_path: Path) -> None:
    call = as_lines(
        ("agent", "what's your mobile number"), ("customer", "oh seven seven double oh nine hundred one two")
    )
    path = written(tmp_path, call)
    assert answers(assist("mask", path).stdout)[1]["kinds"] == []
    with_settings(private_home, "mask_phone = true\n")
    assert answers(assist("mask", path).stdout)[1]["kinds"] == ["phone"]


@contextmanager
def masking() -> Iterator[subprocess.Popen[str]]:
    """The command with its standard input open."""
    command = [sys.executable, "-m", "assist", "mask", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def test_lines_that_come_one_by_one_are_answered_one_by_one() -> None:
    with masking() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for turn in CALL:
            process.stdin.write(as_lines(turn))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["masked"]
        process.stdin.write(as_lines(UNKNOWN))
        process.stdin.close()
        assert json.loads(process.stdout.readline())["masked"]
        assert process.stdout.readline() == ""
        assert process.wait(60) == 0


# --- what cannot be masked --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("not json\n", "JSON is malformed"),
        ('{"speaker": "boss", "text": "hello"}\n', "'boss' - at `$.speaker`"),
        ('{"speaker": "agent"}\n', "missing required field `text`"),
        ('["agent", "hello"]\n', "got `array`"),
        ('{"speaker": "agent", "text": "a\udce9"}\n', "'utf-8' codec can't decode"),
    ],
)
def test_a_wrong_line_is_named_and_those_before_it_are_answered(wrong: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.jsonl"
    path.write_bytes((as_lines(*CALL, UNKNOWN) + wrong).encode("utf-8", "surrogateescape"))
    done = assist("mask", path)
    assert done.returncode == 2
    assert len(answers(done.stdout)) == len(CALL) + 1
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith(f"assist: {path}, line 6: ")
    assert words in sentence


def test_no_word_of_a_line_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    done = assist("mask", written(tmp_path, f'{{"speaker": "agent", "text": "{CANARY}}}\n'))
    assert_refused(done, "call.jsonl, line 1")
    assert CANARY not in done.stderr


def test_what_is_no_file_is_said_with_the_usage(tmp_path: Path) -> None:
    assert_refused(assist("mask", tmp_path / "nobody.jsonl"), "nobody.jsonl")
    assert_refused(assist("mask"), "Give a FILE with JSON lines {speaker, text}, or --check-rules.")


# --- a team's rules ---------------------------------------------------------------------------------------------------

GOOD = '[[kind]]\nname = "staff code"\nsaid = ["order number"]\n'
WRONG = '[[kind]]\nname = "Staff"\nsaid = ["* order"]\n'


def test_rules_of_the_command_line_go_before_those_of_the_settings(private_home: Path, tmp_path: Path) -> None:
    call = written(tmp_path, as_lines(*CALL))
    in_settings = written(tmp_path, GOOD, "settings_rules.toml")
    given = written(tmp_path, GOOD.replace("staff", "desk"), "rules.toml")
    with_settings(private_home, f"mask_rules = {json.dumps(str(in_settings))}\n")
    for words, kind in (((), "staff code"), (("--rules", given), "desk code")):
        done = assist("mask", call, *words)
        assert_went_well(done)
        assert answers(done.stdout)[3]["kinds"] == [kind]


def test_good_rules_are_called_so(tmp_path: Path) -> None:
    done = assist("mask", "--check-rules", "--rules", written(tmp_path, GOOD, "rules.toml"))
    assert_went_well(done)
    assert done.stdout == "The rules are good.\n"


def test_everything_that_is_wrong_in_rules_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = written(tmp_path, WRONG, "rules.toml")
    done = assist("mask", "--check-rules", "--rules", path)
    assert done.returncode == 2
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == [f"{path}:2", f"{path}:3"]
    assert done.stderr == "2 to put right.\n"


def test_nothing_is_masked_by_rules_that_are_wrong(tmp_path: Path) -> None:
    rules, call = written(tmp_path, WRONG, "rules.toml"), written(tmp_path, as_lines(*CALL))
    assert_refused(assist("mask", call, "--rules", rules), "rules.toml:2: ", "--check-rules")
    assert_refused(assist("mask", call, "--rules", tmp_path / "nowhere.toml"), "nowhere.toml:1: ", "cannot be read")


def test_there_must_be_rules_to_check() -> None:
    assert_refused(assist("mask", "--check-rules"), "Name the rules: --rules FILE, or the setting `mask_rules`.")
