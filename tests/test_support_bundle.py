"""The support bundle: what is in it, and that nothing of people's is, wherever it was planted."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

import pytest
import soundfile

from assist import support_bundle
from assist.device_words import plain_device
from assist.errors import AssistError, FloorError, ModelError
from assist.fixed_words import fixed_words, texts_of_error, texts_of_function
from assist.habits_file import load
from assist.installed import distributions, versions
from assist.log_lines import HIDDEN
from assist.logs import kept, log_folder
from assist.settings import APP, Settings
from assist.support_bundle import README, SHOWN, write_bundle
from assist.support_logs import MOST_BYTES, recent
from tests.audio.pulse import pulse_server
from tests.making import DEMO, ROOT, assist


class Told(NamedTuple):
    what: str
    ok: bool
    plain: str


def unpacked(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as bundle:
        return {name: bundle.read(name).decode() for name in bundle.namelist()}


def own_settings(private_home: Path, text: str) -> None:
    folder = private_home / "config" / "assist-overlay"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(text, encoding="utf-8")


# --- canaries in every place ------------------------------------------------------------------------------------------

CANARIES = {
    "login name": "ottoline",
    "floor user": "thelonious",
    "floor name": "Wilhelmina",
    "second name": "Quimby-Farnsworth",
    "team": "barnacles",
    "port of the broker": "47113",
    "broker's user in an address": "hepzibah",
    "notice": "marzipan",
    "help topics": "rutabaga",
    "folder of scripts": "clementine",
    "name of a file": "esmeralda",
    "rules of the team": "kumquat",
    "softphone": "bartholomew",
    "wished device": "guinevere",
    "another's setting": "zebulon",
    "wrong value": "xanthippe",
    "in the environment": "cornelius",
    "proxy's password": "hunter2",
    "device": "Persephone",
    "serial number": "SN8675309",
    "description": "Leopoldina",
    "our log": "zanzibar",
    "put together": "pomegranate",
    "other library's log": "tangerine",
    "logger": "gwendolyn",
    "error in a call": "persimmon",
    "error on a thread": "aubergine",
    "line in the file of the log": "salamander",
    "file beside the log": "flamingo",
    "crash": "cassiopeia",
    "outbox": "artichoke",
    "history": "hippogriff",
    "habits": "nightingale",
    "recording": "bougainvillea",
    "card": "4111111111111111",
    "card in groups": "4111 1111",
    "security code": "737-739",
    "phone": "5550199",
}
"""Something of people's, by where it is planted."""

LOGGING = """
import logging, threading
import assist.live
from assist.logs import kept
log, other = logging.getLogger("assist.live"), logging.getLogger("paho.mqtt.client")
heard = "zanzibar pomegranate 4111 1111 1111 1111"
def fail():
    raise ValueError("aubergine 4111111111111111")
with kept("run"):
    log.info("The customer said %s and %d.", heard, 4111111111111111)
    log.info(f"The customer said {heard}.")
    log.info("Call %d begins.", 1)
    other.warning("tangerine %s", heard)
    logging.getLogger("gwendolyn").warning("tangerine")
    logging.getLogger("assist.gwendolyn").info("Call %d begins.", 2)
    try:
        raise KeyError("persimmon 5550199")
    except KeyError:
        log.exception("A call could not go on.")
    thread = threading.Thread(target=fail, name="gwendolyn")
    thread.start()
    thread.join()
"""


@pytest.fixture(scope="module")
def pulse() -> Iterator[dict[str, str]]:
    with pulse_server() as environment:
        load = ["pactl", "load-module"]
        named = f'device.description="{CANARIES["description"]}\'s\\ Jabra\\ Headset\\ 5550199"'
        for module in (
            ["module-null-sink", "sink_name=alsa_output.usb-Jabra_Persephone_SN8675309-00", f"sink_properties={named}"],
            ["module-null-sink", "sink_name=4111111111111111"],
        ):
            subprocess.run([*load, *module], env=os.environ | environment, check=True, capture_output=True)
        yield environment


def plant(home: Path) -> None:
    """In the files of a user, whatever they hold."""
    team = home / "clementine" / "esmeralda"
    team.mkdir(parents=True)
    (team / "rules.toml").write_text('[[kind]]\nname = "kumquat"\ndigits = "kumquat["\n', encoding="utf-8")
    (team / "scripts.txt").write_text("Good morning, marzipan", encoding="utf-8")
    own_settings(
        home,
        f"""
        floor_user = "thelonious"
        floor_name = "Wilhelmina Quimby-Farnsworth"
        floor_team = "barnacles"
        floor_broker = "127.0.0.1:47113"
        floor_key = "{home}/clementine/esmeralda/key.pem"
        notice = "We listen for marzipan 4111111111111111."
        help_topics = "rutabaga, 5550199"
        scripts = "{team / "scripts.txt"}"
        mask_rules = "{team / "rules.toml"}"
        softphone = "bartholomew"
        agent_device = "guinevere's headset"
        proxy = "http://hepzibah:hunter2@127.0.0.1:1"
        zebulon_wish = "xanthippe"
        engine = "xanthippe"
        view = "full"
        """,
    )
    data, state = home / "data" / "assist-overlay", home / "state" / "assist-overlay"
    for place, text in (
        (data / "floor" / "agent.sqlite", "artichoke"), (data / "floor" / "history.sqlite", "hippogriff"),
        (state / "habits.json", '{"nightingale": 4111111111111111}'),
        (data / "recordings" / "call.age", "bougainvillea"),
    ):  # fmt: skip
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def plant_in_logs() -> None:
    """As our program and others log, and as somebody might write into the folder."""
    code = log_folder().parent / "cassiopeia.py"
    code.parent.mkdir(parents=True, exist_ok=True)
    code.write_text(LOGGING, encoding="utf-8")
    done = subprocess.run([sys.executable, str(code)], env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0
    with (log_folder() / "run.log").open("a", encoding="utf-8") as log:
        log.write("salamander 4111111111111111\nINFO live: salamander\n")
    (log_folder() / "flamingo.log").write_text("2026-01-01T00:00:00.000+00:00 INFO live: flamingo", encoding="utf-8")
    (log_folder() / "notes.txt").write_text("flamingo", encoding="utf-8")
    (log_folder() / "run.crash.txt").write_text(
        'Fatal Python error: Aborted\n\nThread 0x00007f01 [cassiopeia] (most recent call first):\n'
        '  File "/home/cassiopeia/assist/live.py", line 12 in _run\nValueError: cassiopeia 737-739\n', encoding="utf-8",
    )  # fmt: skip


def test_nothing_of_peoples_is_in_it_wherever_it_was_planted(private_home: Path, pulse: dict[str, str]) -> None:
    plant(private_home)
    plant_in_logs()
    environment = pulse | {
        "HOME": str(private_home), "LOGNAME": "ottoline", "USER": "ottoline", "ASSIST_PACKS_FOLDER": "/srv/cornelius",
        "ASSIST_CORNELIUS": "cornelius",
    }  # fmt: skip
    file = private_home / "bundle.zip"
    done = assist("doctor", "--bundle", file, environment=environment)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done
    made = unpacked(file)
    whole = "\n".join([*made, *made.values()]).lower()
    found = {place: word for place, word in CANARIES.items() if word.lower() in whole}
    assert found == {}
    for name in (socket.gethostname(), str(private_home), private_home.parent.name):
        assert name.lower() not in whole
    for word in ("esmeralda", "47113", "zebulon", "xanthippe"):
        assert word in done.stdout  # the person at the terminal reads of them: they were there to be found
    check_that_it_helps(made)


def check_that_it_helps(made: Mapping[str, str]) -> None:
    """A bundle without a word in it would have no canary either."""
    assert set(made) == {
        "README.txt", "versions.txt", "findings.txt", "devices.txt", "settings.txt", "logs/run.log",
        "logs/run.crash.txt",
    }  # fmt: skip
    assert "FIX masking: " in made["findings.txt"]
    assert "RulesError at assist." in made["findings.txt"]
    assert f"FIX floor: Nobody answers at {HIDDEN}: check the address" in made["findings.txt"]
    assert "floor_name: set (user file)" in made["settings.txt"]
    assert "view: full (user file)" in made["settings.txt"]
    assert "packs_folder: set (environment)" in made["settings.txt"]
    assert "engine: auto (default)" in made["settings.txt"]
    assert made["settings.txt"].count("Passed over: ") == 3
    assert "what an output plays, by pulse: alsa output usb jabra " in made["devices.txt"]
    log = made["logs/run.log"]
    assert f"INFO live: The customer said {HIDDEN} and {HIDDEN}.\n" in log
    assert "INFO live: Call 1 begins.\n" in log
    assert "ERROR live: A call could not go on. (KeyError at __main__:" in log
    assert "ERROR logs: Nobody caught an error: ValueError at __main__:" in log
    assert made["logs/run.crash.txt"] == (
        'Fatal Python error: Aborted\nThread 0x00007f01\n  File "live.py", line 12 in _run\n'
    )


def test_no_word_of_a_call_that_was_heard_is_in_it(private_home: Path, pulse: dict[str, str], tmp_path: Path) -> None:
    """A real call on a real sound server, with a real engine; then the bundle."""
    heard = words_of_a_call(os.environ | pulse, tmp_path)
    assert len(heard) > 5
    file = tmp_path / "bundle.zip"
    assist("doctor", "--bundle", file, environment=pulse)
    made = unpacked(file)
    log = made["logs/run.log"]
    assert "INFO log_sink: Call 1 begins, heard by moonshine.\n" in log
    assert "INFO log_sink: The input of the customer is heard.\n" in log
    assert "INFO log_sink: Call 1 ends after " in log
    ours = (README + log_sentences()).lower()
    whole = "\n".join(made.values()).lower()
    assert {word for word in heard if word in whole and word not in ours} == set()


def words_of_a_call(environment: dict[str, str], folder: Path) -> set[str]:
    """Have the demo's first seconds be heard; the longer words of what was recognised."""
    audio, rate = soundfile.read(DEMO, dtype="float32")
    for channel, name in ((0, "agent"), (1, "customer")):
        soundfile.write(folder / f"{name}.wav", audio[: 20 * rate, channel], rate)
    with subprocess.Popen(
        [sys.executable, "-m", "assist", "run", "--json", "--text", "--agent", "agent_mic", "--customer", "softphone"],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        events: Iterator[dict[str, Any]] = map(json.loads, running.stdout)
        opened = {"agent", "customer"}
        while opened:
            event = next(events)
            if event["type"] == "device" and event["state"] == "heard":
                opened.discard(event["speaker"])
        players = [
            subprocess.Popen(["paplay", "-d", sink, str(folder / f"{name}.wav")], env=environment)
            for sink, name in (("mic_feed", "agent"), ("softphone_out", "customer"))
        ]
        said: dict[str, str] = {}
        for event in events:
            if event["type"] == "utterance":
                said[event["speaker"]] = said.get(event["speaker"], "") + " " + event["text"].lower()
            if len(said) == 2 and len(said["customer"].split()) > 8:
                break
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
        for player in players:
            player.kill()
            player.wait()
    return {word.strip(".,?!'") for text in said.values() for word in text.split() if len(word) > 5}


def log_sentences() -> str:
    return "".join((ROOT / "assist" / name).read_text(encoding="utf-8") for name in ("log_sink.py", "doctor.py"))


# --- its parts --------------------------------------------------------------------------------------------------------


def test_the_computers_name_is_looked_for_in_everything(
    tmp_path: Path, private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "anna-pc.example.org")
    monkeypatch.setattr(support_bundle, "versions", lambda: ["ANNA-PC.example.org anna-pc annapc", str(Path.home())])
    monkeypatch.setenv("LOGNAME", "anna")
    write_bundle(tmp_path / "a.zip", [Told("Anna", True, "of Anna's, banana")])
    made = unpacked(tmp_path / "a.zip")
    assert made["versions.txt"] == f"{HIDDEN} {HIDDEN} annapc\n{HIDDEN}\n"
    assert made["findings.txt"] == f"ok  {HIDDEN}: of {HIDDEN}'s, banana\n"


def test_settings_that_cannot_be_read_are_told_and_the_rest_is_there(tmp_path: Path, private_home: Path) -> None:
    own_settings(private_home, "this is no TOML, zanzibar")
    write_bundle(tmp_path / "a.zip", [])
    made = unpacked(tmp_path / "a.zip")
    assert made["settings.txt"].startswith("They cannot be read: SettingsError at assist.")
    assert "zanzibar" not in "".join(made.values())
    assert made["versions.txt"].startswith("Assist ")


def test_it_says_itself_what_is_in_it_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    write_bundle(tmp_path / "a.zip", [])
    made = unpacked(tmp_path / "a.zip")
    assert made["README.txt"].startswith(README)
    assert {name.partition("/")[0] for name in made} - {"logs", "README.txt"} == {
        line.split()[0] for line in README.splitlines() if line.split()[:1] and line.split()[0].endswith(".txt")
    }
    if sys.platform != "win32":
        assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(AssistError, match=r"cannot be written: .*; name another file\.$"):
        write_bundle(tmp_path / "file" / "a.zip", [])


def test_window_and_bundle_are_two_wishes() -> None:
    done = assist("doctor", "--window", "--bundle", "a.zip")
    assert done.returncode == 2
    assert "not both" in done.stderr


def test_only_switches_choices_and_numbers_are_told_of_settings() -> None:
    hints = get_type_hints(Settings)
    assert set(hints) >= SHOWN
    assert {name for name in SHOWN if hints[name] is str} == set()
    assert {name for name, kind in hints.items() if kind is not str} == SHOWN


def test_the_language_is_told_when_it_is_one(tmp_path: Path, private_home: Path) -> None:
    for language, shown in (("ko", "ko"), ("sam", "set")):
        own_settings(private_home, f'language = "{language}"')
        write_bundle(tmp_path / "a.zip", [])
        assert f"language: {shown} (user file)\n" in unpacked(tmp_path / "a.zip")["settings.txt"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("alsa_input.usb-GN_Jabra_20_000B1CD2-00.mono-fallback", "alsa input usb gn jabra … mono fallback"),
        ("Monitor of Anna's AirPods Pro", "monitor of … s airpods pro"),
        ("bluez_input.00:1B:66:A1:B2:C3", "bluez input …"),
        ("Headset Earphone (Poly Voyager 4320 UC)", "headset … poly voyager …"),
        ("\uc548\ub155 Mikrofon", "…"),
        ("", ""),
    ],
)  # fmt: skip
def test_of_a_device_there_is_what_it_is_and_who_made_it(name: str, shown: str) -> None:
    assert plain_device(name) == shown


def test_a_sentence_keeps_only_the_words_of_the_code_that_made_it() -> None:
    def sentence(path: str, count: int) -> str:
        return f"{count} files in {path} are well; ask whoever made them"

    text = sentence("/srv/well/Anna files", 3)
    told = fixed_words(text, texts_of_function(sentence))
    assert told == f"{HIDDEN} files in {HIDDEN} files are well; ask whoever made them"
    assert fixed_words(text, ()) == f"{HIDDEN}; {HIDDEN}"


def test_of_an_error_the_words_are_those_of_the_functions_it_came_through() -> None:
    with pytest.raises(AssistError) as caught:
        write_bundle(Path("/proc/nobody/a.zip"), [])
    told = fixed_words(str(caught.value), texts_of_error(caught.value))
    assert told.startswith(f"{HIDDEN} cannot be written:")
    assert told.endswith("name another file.")


def test_what_is_wrong_with_the_floor_is_told_in_words_of_ours() -> None:
    error = FloorError("anna.example.org does not let anna in: check the user and the password.")
    told = fixed_words(str(error), texts_of_error(error))
    assert told == f"{HIDDEN} does not let {HIDDEN} in: check the user and the password."
    assert fixed_words(str(error), texts_of_error(ModelError(str(error)))) == f"{HIDDEN}: {HIDDEN}."


def test_the_versions_are_of_the_program_and_all_that_it_needs() -> None:
    there = distributions()
    assert {APP, "numpy", "click", "keyring", "jaraco-classes", "urllib3"} <= set(there)
    assert not {"pytest", "mypy", "pyinstaller"} & set(there)
    lines = list(versions())
    assert lines[0] == f"Assist {there[APP]}"
    assert f"numpy {there['numpy']}" in lines


def test_of_long_logs_the_newest_lines_are_taken(tmp_path: Path) -> None:
    line = "2026-01-01T00:00:00.000+00:00 INFO live: Call %d begins.\n"
    for age, name in enumerate(("run.log", "run.log.1", "run.log.2", "floor-2.log.3")):
        path = tmp_path / name
        path.write_text("".join(line % number for number in range(20_000)), encoding="utf-8")
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    texts = dict(recent(tmp_path))
    assert list(texts) == ["run.log", "run.log.1"]
    assert sum(map(len, texts.values())) <= MOST_BYTES
    assert all(text.endswith("Call 19999 begins.\n") for text in texts.values())
    assert texts["run.log.1"].startswith("2026-")


def test_without_a_log_there_is_none_in_it(tmp_path: Path) -> None:
    assert list(recent(tmp_path / "nowhere")) == []
    with kept("floor"):
        logging.getLogger("assist.live").info("All is well.")
    assert [name for name, _ in recent(log_folder()) if name.endswith(".log")] == ["floor.log"]


def test_habits_that_cannot_be_read_say_nothing_of_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "habits.json").write_text('{"zanzibar": 3}', encoding="utf-8")
    load(tmp_path / "habits.json")  # quiet_logs looks
