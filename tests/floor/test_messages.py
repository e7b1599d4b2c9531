"""The messages: what they can say, what they can never say, what is refused."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from assist.floor import messages, topics
from assist.floor.messages import LARGEST, Alert, Alerts, CallSummary, Note, Presence, Refused, Reply, read, to_json
from assist.floor.topics import Place, Sort, is_name, of_team, place_of
from assist.masked import Masked
from tests.making import ROOT

SCHEMA = ROOT / "assist" / "floor" / "messages.schema.json"
PRESENCE = Presence(number=5, sent=1.0, status="in call", connection=4, name="Ada", program="1.0")
SUMMARY = CallSummary(number=6, sent=2.0, call="c1", goes_on=True, seconds=12.0, state="frustrated", intensity=0.6)
ALERT = Alert(id="c1-1", call="c1", reason="rising", at=2.0, seconds=12.0)
ALERTS = Alerts(number=7, sent=3.0, alerts=(ALERT,), notes=("n1",))
NOTE = Note(number=8, sent=4.0, id="n2", call="c1", text="Offer the refund.", name="Dana")
REPLY = Reply(number=9, sent=5.0, alert="c1-1", answer="assigned", name="Dana")
ALL: tuple[tuple[Sort, messages.AnyMessage], ...] = (
    ("presence", PRESENCE), ("call", SUMMARY), ("alerts", ALERTS), ("desk", NOTE), ("desk", REPLY),
)  # fmt: skip


def write() -> None:
    """Bring the committed schema in step: python -c "from tests.floor.test_messages import write; write()"."""
    SCHEMA.write_text(json.dumps(messages.json_schema(), indent=1) + "\n", encoding="utf-8")


def refusal(sort: Sort, body: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(sort, body)
    return refused.value.reason


@pytest.mark.parametrize(("sort", "message"), ALL)
def test_what_is_written_is_read_again(sort: Sort, message: messages.AnyMessage) -> None:
    assert read(sort, to_json(message)) == message


def test_the_committed_schema_is_in_step() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == json.dumps(messages.json_schema(), indent=1) + "\n"


# --- nothing about the agent as a person --------------------------------------------------------------------------

OF_A_CALL = {
    "type", "schema", "number", "sent", "status", "connection", "name", "program", "call", "goes_on", "seconds",
    "state", "intensity", "trend", "hard_for", "stage", "aer", "steps", "hand", "paused", "objected", "excerpt",
    "alerts", "notes", "id", "reason", "at", "about", "ended", "end", "answer", "by", "text", "alert",
}  # fmt: skip
"""Every field that a message may have. Whoever adds one asks whether it says anything of the agent as a person: how
they sound, feel, work or are judged must never be told to a supervisor."""
ABOUT_A_PERSON = re.compile(
    r"score|mood|emotion|feel|warn|judg|script|stress|burn|pitch|loud|tone|arous|rating|rank|perform|adher|compl|sentim|"
    r"pace|talk|snooz|cue|dismiss|agent",
)
OF_THE_CUSTOMER = {"state", "intensity", "trend", "hard_for"}


def fields(schema: dict[str, Any]) -> dict[str, set[str]]:
    """The fields of every message and part of one."""
    return {name: set(each["properties"]) for name, each in schema["$defs"].items()}


def holds_nothing_of_the_agent(schema: dict[str, Any]) -> bool:
    """Whether a schema lets only known fields through, and none that speaks of a person."""
    closed = all(each.get("additionalProperties") is False for each in schema["$defs"].values())
    names = set().union(*fields(schema).values())
    return closed and names <= OF_A_CALL and not any(map(ABOUT_A_PERSON.search, names))


def test_no_message_has_a_field_about_the_agent_as_a_person() -> None:
    assert holds_nothing_of_the_agent(messages.json_schema())
    assert set().union(*fields(messages.json_schema()).values()) == OF_A_CALL, "a field that is gone leaves the list"


def test_feelings_are_in_the_customers_messages_alone() -> None:
    for name, its in fields(messages.json_schema()).items():
        feeling = its & OF_THE_CUSTOMER
        assert not feeling or name in ("CallSummary", "Alert"), name


def test_no_reason_and_no_answer_judges_the_agent() -> None:
    assert set(msgspec.json.schema(Alert)["$defs"]["Alert"]["properties"]["reason"]["enum"]) == {
        "rising", "sustained", "supervisor", "leave", "complaint", "harm", "hand", "help",
    }  # fmt: skip


@pytest.mark.parametrize("sort_and_message", ALL, ids=lambda each: type(each[1]).__name__)
@pytest.mark.parametrize("field", ["agent_mood", "score", "agent_emotion", "warnings", "stress"])
def test_a_message_with_more_in_it_is_refused(sort_and_message: tuple[Sort, messages.AnyMessage], field: str) -> None:
    sort, message = sort_and_message
    body = json.dumps(json.loads(to_json(message)) | {field: 0.5}).encode()
    assert refusal(sort, body) == "not as it should be"


MUTATIONS = (
    ('    hand: bool = False\n', '    hand: bool = False\n    agent_mood: Share = 0.0\n'),
    ('    hand: bool = False\n', '    hand: bool = False\n    warnings: int = 0\n'),
    ('    seconds: Annotated[float, Meta(ge=0, description="Of the call, when it arose.")]\n',
     '    seconds: Annotated[float, Meta(ge=0, description="Of the call, when it arose.")]\n    score: Share = 0.0\n'),
    ('tag_field="type", forbid_unknown_fields=True', 'tag_field="type"'),
    ('class Alert(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True)',
     'class Alert(Struct, frozen=True, kw_only=True)'),
    ('    status: Status\n', '    status: Status\n    performance: str = ""\n'),
)  # fmt: skip
"""Changes that would tell something of the agent, or leave the door open for it."""


@pytest.mark.parametrize(("whole", "changed"), MUTATIONS)
def test_a_change_that_tells_of_the_agent_is_caught(whole: str, changed: str, tmp_path: Path) -> None:
    """The same look at the program with the change in it, in a copy."""
    shutil.copytree(ROOT / "assist", tmp_path / "assist", ignore=shutil.ignore_patterns("*.onnx", "*.flac", "*.qm"))
    path = tmp_path / "assist" / "floor" / "messages.py"
    text = path.read_text(encoding="utf-8")
    assert whole in text
    path.write_text(text.replace(whole, changed, 1), encoding="utf-8")
    look = "from assist.floor import messages; import json; print(json.dumps(messages.json_schema()))"
    run = subprocess.run([sys.executable, "-c", look], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert not holds_nothing_of_the_agent(json.loads(run.stdout))


def test_words_are_in_one_field_and_that_takes_masked_ones() -> None:
    assert CallSummary.__annotations__["excerpt"] == "Masked | UnsetType"
    words = Masked("my bill is wrong")
    assert b"my bill" in to_json(msgspec.structs.replace(SUMMARY, excerpt=words))
    assert b"excerpt" not in to_json(SUMMARY)


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "body", "reason"),
    [
        ("call", b"\xff\xfe{}", "no text"),
        ("call", b"", "not JSON"),
        ("call", b"{", "not JSON"),
        ("call", b'{"type":"call","steps":' + b"[" * 60_000, "not as it should be"),
        ("call", b"[]", "not as it should be"),
        ("call", b"null", "not as it should be"),
        ("call", to_json(PRESENCE), "another place"),
        ("desk", to_json(ALERTS), "another place"),
        ("alerts", b" " * LARGEST + b"{}", "too large"),
        ("call", to_json(SUMMARY).replace(b'"schema":1', b'"schema":2,"more":true'), "another version"),
        ("call", to_json(SUMMARY).replace(b'"schema":1', b'"schema":0'), "another version"),
        ("call", to_json(SUMMARY).replace(b'"intensity":0.6', b'"intensity":6'), "not as it should be"),
        ("call", to_json(SUMMARY).replace(b'"number":6', b'"number":-6'), "not as it should be"),
        ("call", to_json(SUMMARY).replace(b'"call":"c1"', b'"call":"../../etc"'), "not as it should be"),
        ("desk", to_json(NOTE).replace(b"refund", b"refund\\n\\u001b[31m"), "not as it should be"),
        ("desk", to_json(NOTE).replace(b"refund", b"refund" * 40), "not as it should be"),
        ("desk", to_json(NOTE).replace(b"refund.", b"refund.\\n"), "not as it should be"),
        ("desk", to_json(NOTE).replace(b"refund", b"\\u202erefund"), "not as it should be"),
        ("desk", to_json(NOTE).replace(b'"id":"n2"', b'"id":"n2\\n"'), "not as it should be"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_refused_and_why_is_known(sort: Sort, body: bytes, reason: str) -> None:
    assert refusal(sort, body) == reason


def test_a_refusal_holds_no_word_of_what_was_refused() -> None:
    with pytest.raises(Refused) as refused:
        read("desk", to_json(NOTE).replace(b'"note"', b'"zanzibar"'))
    assert "zanzibar" not in repr(refused.value)
    assert refused.value.__cause__ is None


# --- topics -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place", [Place("billing", "ada", "presence"), Place("billing", "ada", "desk", "dana"), Place("a.b", "x@y", "call")]
)
def test_a_place_is_what_its_topic_says(place: Place) -> None:
    assert place_of(place.topic) == place


@pytest.mark.parametrize(
    "topic",
    [
        "", "assist", "assist/billing/ada", "assist/billing/ada/mood", "assist/billing/ada/presence/x",
        "assist/billing/ada/desk", "other/billing/ada/presence", "assist/+/ada/presence", "assist/billing/#/presence",
        "assist/billing/a b/call", "assist/billing/\x00/call", "$SYS/broker/clients/connected", "assist//ada/call",
        "assist/billing/" + "a" * 65 + "/call",
    ],
)  # fmt: skip
def test_any_other_topic_is_no_place(topic: str) -> None:
    assert place_of(topic) is None


@pytest.mark.parametrize("name", ["", "+", "#", "a/b", "a b", "$SYS", "-a", "\u00e4da", "a\n"])
def test_names_that_mean_something_else_are_none(name: str) -> None:
    assert not is_name(name)


def test_a_supervisor_listens_to_their_team_alone() -> None:
    assert all(topic.startswith("assist/billing/+/") for topic in of_team("billing"))
    assert topics.for_agent("billing", "ada") == "assist/billing/ada/desk/+"
