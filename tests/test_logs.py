"""The program's log: what is in a line, how large it gets, who writes where, and what an error leaves behind."""

from __future__ import annotations

import ast
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from assist import console_screen, floor_commands, log_lines, logs
from assist.errors import AssistError
from assist.events import AnyEvent, AudioGap, CallState, Device, Fault, Health, Speaker
from assist.floor.trouble import State as LinkState
from assist.log_lines import HIDDEN, WORDS, Plain, is_wanted, place_of
from assist.log_sink import LogSink
from assist.logs import LogFile, kept, log_folder
from assist.replay import replay, script_blocks
from assist.settings import Settings
from assist.speech.engines import NAMES
from tests.conftest import CANARY
from tests.making import ROOT, script, scripted_pipeline

CARD = "4111 1111 1111 1111"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """What the formatter makes of all that is logged meanwhile and wanted; here words are logged on purpose."""
    made: list[str] = []

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            made.append(self.format(record))

    out = Lines(logging.INFO)
    out.setFormatter(Plain(moment=False))
    out.addFilter(is_wanted)
    root = logging.getLogger()
    root.addHandler(out)
    yield made
    root.removeHandler(out)
    caplog.get_records("call").clear()


def own(part: str = "assist.live") -> logging.Logger:
    return logging.getLogger(part)


@pytest.fixture
def own_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a log sets for a program that ends is put back for the other tests."""
    for module, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, name, getattr(module, name))


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Python code in a process of its own, with its log in this test's home."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


# --- what is in a line ------------------------------------------------------------------------------------------------


def test_a_line_is_moment_level_part_and_sentence(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "a.log")
    record = logging.LogRecord("assist.live", logging.INFO, "x.py", 1, "Call %d.", (1,), None)
    file.handle(record)
    file.close()
    text = (tmp_path / "a.log").read_text(encoding="utf-8")
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\dT[\d:]+\.\d{{3}}[+-]\d\d:\d\d INFO live: {HIDDEN}\n", text), text


def test_a_sentence_of_our_code_is_shown_with_its_numbers(lines: list[str]) -> None:
    own().info("The engine is loaded in %.1f s, at %d %%.", 1.25, 40)
    assert lines == ["INFO live: The engine is loaded in 1.2 s, at 40 %."]


def test_a_sentence_that_was_put_together_is_not_shown(lines: list[str]) -> None:
    heard = f"my card is {CARD}"
    own().info(f"The customer said {heard}.")
    own().info("The customer said " + heard)
    own().info(" ".join(["The customer said", heard]))
    own().info(heard)
    assert lines == [f"INFO live: {HIDDEN}"] * 4


@pytest.mark.parametrize(
    "value",
    [
        CANARY, CARD, 4111111111111111, 5551234, -5551234, 4111111111111111.0, float("nan"), float("inf"), [CANARY],
        {"a": 1}, ValueError(CANARY), f"ValueError at {CANARY}:3", f"{CANARY} at assist.live:3",
        f"assist.live:3 {CANARY}", b"zanzibar", None,
    ],
)  # fmt: skip
def test_nothing_that_may_be_anybodys_is_filled_in(lines: list[str], value: object) -> None:
    own().info("There was %s, and %d.", value, 3)
    assert lines == [f"INFO live: There was {HIDDEN}, and 3."]


def test_values_by_name_are_not_filled_in(lines: list[str]) -> None:
    own().info("There was %(what)s.", {"what": CANARY})
    assert CANARY not in lines[0]


def test_known_words_and_places_in_the_code_are_filled_in(lines: list[str]) -> None:
    own().info("The input of the %s is %s: %s.", "agent", "lost", "gone")
    own().info("It ends: %s.", "ModelMissing at assist.app:80 at assist.day:57")
    own().info("It ends: %s.", "KeyboardInterrupt")
    assert lines == [
        "INFO live: The input of the agent is lost: gone.",
        "INFO live: It ends: ModelMissing at assist.app:80 at assist.day:57.",
        "INFO live: It ends: KeyboardInterrupt.",
    ]


def test_an_error_is_its_kind_and_place_and_never_its_text(lines: list[str]) -> None:
    try:
        log_lines.filled(3, ())  # type: ignore[arg-type]
    except TypeError as error:
        error.add_note(CANARY)
        place = place_of(error)
        own().exception("It went wrong.")
    assert re.fullmatch(r"TypeError at assist\.log_lines:\d+", place)
    assert lines == [f"ERROR live: It went wrong. ({place})"]


def test_an_error_that_came_a_long_way_is_shown_with_its_last_places() -> None:
    def deep(left: int) -> None:
        if left:
            exec("deep(left - 1)", {"deep": deep, "left": left, "__name__": "assist.deep"})
        raise ValueError(CANARY)

    with pytest.raises(ValueError, match=CANARY) as caught:
        deep(30)
    assert place_of(caught.value) == "ValueError" + " at assist.deep:1" * log_lines.DEEPEST


def test_of_other_libraries_there_is_only_the_name_and_the_level(lines: list[str]) -> None:
    logging.getLogger("numpy.linalg").warning("Retrying %s", CANARY)
    logging.getLogger("numpy.linalg").info("Starting %s", CANARY)
    logging.getLogger(CANARY).warning("it is me")
    logging.getLogger(f"assist.{CANARY}").info("It is me.")
    assert lines == [
        "WARNING numpy: said something.", f"WARNING {HIDDEN}: said something.", "INFO assist: It is me.",
    ]  # fmt: skip


def test_every_line_that_logs_has_its_sentence_in_it() -> None:
    """What would be left out at run time is seen here: a sentence must stand where it is logged."""
    found = 0
    for path in (ROOT / "assist").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if _logs(node):
                assert isinstance(node, ast.Call)
                found += 1
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"
                assert not node.keywords, f"{path}:{node.lineno}"
    assert found > 25


def _logs(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "log" and node.func.attr in {"info", "warning", "error", "exception", "debug"}
    )  # fmt: skip


def test_the_words_that_may_be_filled_in_are_those_that_events_have() -> None:
    device = get_type_hints(Device)
    parts = set(re.findall(r'_guard\("(\w+)"', (ROOT / "assist" / "pipeline.py").read_text(encoding="utf-8")))
    reasons = {"gone", "stopped", "refused"}
    assert reasons <= set(get_args(get_args(device["reason"])[0]))
    wanted = {*get_args(Speaker), *get_args(device["state"]), *reasons, *get_args(LinkState), *parts, *NAMES}
    wanted |= {"scripted", "call", *get_args(logs.Kind), "linux", "win32", "darwin"}
    assert wanted - {"auto"} == WORDS


# --- the files --------------------------------------------------------------------------------------------------------


def test_the_files_are_never_more_or_larger_than_said(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    file = LogFile(folder / "run.log", most_bytes=5_000, older=3)
    logger = own()
    logger.addHandler(file)
    try:
        for number in range(1_000):
            logger.info("This is line %d.", number)
    finally:
        logger.removeHandler(file)
        file.close()
    there = sorted(folder.iterdir())
    assert [path.name for path in there] == ["run.log", "run.log.1", "run.log.2", "run.log.3"]
    assert all(path.stat().st_size <= 5_000 for path in there)
    assert "This is line 999." in there[0].read_text(encoding="utf-8")
    assert (logs.MOST_BYTES, logs.OLDER) == (1_000_000, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such modes there")
def test_only_the_user_can_read_it(private_home: Path) -> None:
    with kept("run"):
        pass
    assert {path.stat().st_mode & 0o777 for path in log_folder().iterdir()} == {0o600}
    assert log_folder().stat().st_mode & 0o777 == 0o700


def test_a_log_says_when_it_began_with_what_and_how_it_ended() -> None:
    with kept("run"):
        own().info("All is well.")
    text = (log_folder() / "run.log").read_text(encoding="utf-8")
    assert re.search(r"INFO logs: Assist \d+\.\d+\.\d+ begins: run on linux, Python 3\.\d+\.\d+\.\n", text)
    assert "INFO live: All is well.\n" in text
    assert text.endswith("INFO logs: It ends as it should.\n")


def test_what_ends_a_log_early_is_told_by_kind_and_goes_on_its_way(own_reports: None) -> None:
    with pytest.raises(KeyError, match=CANARY), kept("run"):
        raise KeyError(CANARY)
    text = (log_folder() / "run.log").read_text(encoding="utf-8")
    assert text.endswith("INFO logs: It ends: KeyError at assist.logs:" + text.rsplit(":", 1)[1])
    assert CANARY not in text


def test_afterwards_all_is_as_before() -> None:
    before = (
        logging.getLogger().handlers[:], logging.getLogger("assist").level, sys.excepthook, sys.unraisablehook,
    )  # fmt: skip
    with kept("run"):
        assert sys.excepthook is not before[2]
    with pytest.raises(AssistError), kept("run"):
        raise AssistError("An end with a sentence of our own.")
    after = logging.getLogger().handlers[:], logging.getLogger("assist").level, sys.excepthook, sys.unraisablehook
    assert after == before


def test_the_supervisors_console_has_a_log_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console_screen, "run", lambda settings: own().info("The console is open."))
    floor_commands._open(Settings())
    text = (log_folder() / "floor.log").read_text(encoding="utf-8")
    assert " begins: floor on " in text
    assert "The console is open." in text


def test_processes_of_one_kind_write_to_files_of_their_own() -> None:
    with kept("run"), kept("floor"):
        other = run("from assist.logs import kept\nwith kept('run'): pass")
        assert (other.returncode, other.stderr) == (0, "")
    names = {path.name for path in log_folder().iterdir() if path.suffix == ".log"}
    assert names == {"run.log", "run-2.log", "floor.log"}
    with kept("run"):
        pass
    assert (log_folder() / "run.log").read_text(encoding="utf-8").count("begins: run") == 2


def test_where_too_many_write_already_there_is_no_further_log(capsys: pytest.CaptureFixture[str]) -> None:
    with kept("run"), kept("run"), kept("run"), kept("run"):
        pass
    assert {path.name for path in log_folder().glob("*.log")} == {"run.log", "run-2.log", "run-3.log"}
    assert capsys.readouterr().err == (
        f"assist: No log can be written in {log_folder()}: several of this program write there already.\n"
    )


def test_where_no_log_can_be_written_that_is_said_and_all_goes_on(
    private_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (private_home / "state").write_text("in the way", encoding="utf-8")
    with kept("run"):
        own().info("All is well.")
    said = capsys.readouterr().err
    assert said.startswith(f"assist: No log can be written in {log_folder()}: ")
    assert len(said.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_no_trouble_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    file = LogFile(Path("/dev/full"))
    file.handle(logging.LogRecord("assist", logging.INFO, "x.py", 1, CANARY, (), None))
    with pytest.raises(OSError, match="No space left"):
        file.close()  # what was not written is tried once more
    assert capsys.readouterr() == ("", "")


# --- what an error leaves behind --------------------------------------------------------------------------------------

UNCAUGHT = """
import sys, threading
from assist.logs import kept
def fail():
    raise ValueError("zanzibar 4111")
class Clumsy:
    def __del__(self):
        raise KeyError("zanzibar")
with kept("run"):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    Clumsy()
    sys.excepthook(*ERROR)
"""


def test_errors_that_nobody_caught_are_told_by_kind_and_place_alone(private_home: Path) -> None:
    error = "try: fail()\nexcept ValueError: ERROR = sys.exc_info()\n"
    done = run(UNCAUGHT.replace("class Clumsy", error + "class Clumsy"))
    text = (log_folder() / "run.log").read_text(encoding="utf-8")
    told = [line.split(" ERROR ")[1] for line in text.splitlines() if " ERROR " in line]
    assert told == [
        "logs: Nobody caught an error: ValueError at __main__:5.",
        "logs: Nobody caught an error: KeyError at __main__:10.",
        "logs: Nobody caught an error: ValueError at __main__:5 at __main__:6.",
    ]
    assert CANARY not in text + done.stderr
    assert [line.removeprefix("assist: ") for line in done.stderr.splitlines()] == [
        line.removeprefix("logs: ") for line in told
    ]


LAST = """
import threading
from assist.logs import kept
def fail():
    raise KeyError("zanzibar")
try:
    with kept("run"):
        raise ValueError("zanzibar 4111")
finally:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
"""


def test_the_error_that_ends_the_program_is_told_so_too_and_never_by_its_words(private_home: Path) -> None:
    done = run(LAST)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "assist: Nobody caught an error: KeyError at __main__:5.",
        "assist: Nobody caught an error: ValueError at __main__:8.",
    ]
    text = (log_folder() / "run.log").read_text(encoding="utf-8")
    assert re.search(r" INFO logs: It ends: ValueError at __main__:8 at assist\.logs:\d+\.\n$", text), text
    assert CANARY not in text


def test_a_program_without_streams_has_its_log(private_home: Path) -> None:
    done = run(
        "import sys\nsys.stdin = sys.stdout = sys.stderr = None\nfrom assist import streams\n"
        "streams.open_missing()\n" + LAST
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert " INFO logs: It ends: ValueError at " in (log_folder() / "run.log").read_text(encoding="utf-8")


def test_a_crash_leaves_where_each_thread_was_and_no_values(private_home: Path) -> None:
    done = run("import os\nfrom assist.logs import kept\nword = 'zanzibar'\nwith kept('run'): os.abort()")
    assert done.returncode != 0
    text = (log_folder() / "run.crash.txt").read_text(encoding="utf-8")
    assert "Fatal Python error: Aborted" in text
    assert 'File "<string>", line 4 in <module>' in text
    assert CANARY not in text


# --- a call in the log ------------------------------------------------------------------------------------------------


def call_events() -> list[AnyEvent]:
    third_time = script("third_time")
    return list(replay(script_blocks(third_time), scripted_pipeline(third_time)))


def test_a_call_is_in_the_log_by_number_and_length_without_a_word(lines: list[str]) -> None:
    sink = LogSink()
    events = call_events()
    for event in [*events, *events]:
        sink(event)
    sentences = [line.removeprefix("INFO log_sink: ") for line in lines]
    assert sentences[0] == "Call 1 begins, heard by scripted."
    assert any(
        re.fullmatch(r"Call 1 ends after \d+ s; 0\.0 s of sound were lost, 0 faults\.", each) for each in sentences
    )
    assert any(each.startswith("Call 2 begins") for each in sentences)
    known = ("Call ", "Listening: ")
    assert all(each.startswith(known) for each in sentences)
    assert CANARY not in "".join(lines).lower()


def test_devices_faults_and_lost_sound_are_in_the_log_and_names_are_not(lines: list[str]) -> None:
    sink = LogSink()
    name = f"{CANARY}'s headset"
    sink(CallState(at=0.0, phase="started", engine=CANARY, language="en"))
    sink(Device(at=0.0, speaker="agent", state="heard", name=name))
    sink(Device(at=1.0, speaker="customer", state="lost", name=name, reason="gone"))
    sink(AudioGap(at=3.0, speaker="customer", start=1.0, end=3.0, reason="lost"))
    sink(Fault(at=3.0, part="tone", error="ValueError"))
    sink(Fault(at=3.0, part=CANARY, error=CANARY))
    sink(CallState(at=9.6, phase="ended", engine="vosk", language="en"))
    assert [line.removeprefix("INFO log_sink: ") for line in lines] == [
        f"Call 1 begins, heard by {HIDDEN}.",
        "The input of the agent is heard.",
        "The input of the customer is lost: gone.",
        "The part tone failed: ValueError.",
        f"The part {HIDDEN} failed: {HIDDEN}.",
        "Call 1 ends after 10 s; 2.0 s of sound were lost, 2 faults.",
    ]


def test_how_the_listening_goes_is_told_when_it_changes(lines: list[str]) -> None:
    sink = LogSink()
    for silent in (False, False, True, True, False):
        sink(
            Health(
                at=0.0, agent_arriving=True, customer_arriving=True, customer_silent=silent, behind=0.1, dropped=0.0,
                faults=0, partials=True,
            )
        )  # fmt: skip
    assert [line.split("customer silent ")[1][0] for line in lines] == ["0", "1", "0"]
