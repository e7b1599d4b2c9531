"""The events as others read them: one JSON object a line, documented by a JSON Schema in step with the code."""

from __future__ import annotations

import json

import msgspec
import pytest

from assist import events
from assist.events import Cue, Utterance, from_json, json_schema, to_json
from assist.masked import Masked
from tests.making import ROOT

SCHEMA = ROOT / "assist" / "events.schema.json"


def test_the_schema_file_is_in_step() -> None:
    """Mend with: python -c "from tests.test_events import write; write()"."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json.loads(json.dumps(json_schema()))


def write() -> None:
    SCHEMA.write_text(json.dumps(json_schema(), indent=1) + "\n", encoding="utf-8")


def test_every_event_documents_itself() -> None:
    for definition in json_schema()["$defs"].values():
        assert definition["description"]


def test_an_event_survives_the_way_through_json() -> None:
    cue = Cue(at=1.5, id="cue-1", kind="warn", rule="aer.overdue", headline="a", body="b", because=("c",))
    line = json.loads(to_json(cue))
    assert (line["type"], line["schema"], line["at"]) == ("cue", 1, 1.5)
    assert "say" not in line
    assert from_json(to_json(cue)) == cue


def test_a_wrong_field_is_refused_with_its_path() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"\$\.kind"):
        from_json('{"type":"cue","at":1,"id":"c","kind":"shout","rule":"r","headline":"h","body":"b","because":[]}')


def test_events_cannot_be_changed() -> None:
    utterance = Utterance(at=1.0, speaker="agent", id="agent-1", start=0.1, end=0.9, text=Masked("hello"))
    with pytest.raises(AttributeError):
        utterance.text = Masked("other")  # type: ignore[misc]


def test_agent_and_customer_audio_are_different_types() -> None:
    assert not issubclass(events.AgentAudio, events.CustomerAudio)
    assert not issubclass(events.CustomerAudio, events.AgentAudio)
