"""What is started is stopped, also when the next part cannot be; what calls share is made once, the rest for each."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest

from assist import app, day
from assist.day import Day, Parts
from assist.errors import AssistError, ModelMissing
from assist.events import AnyEvent, FloorLink
from assist.floor.agent_link import Unjoined
from assist.hearing import Hearing
from assist.inbox import Inbox
from assist.live_call import Source
from assist.settings import Settings
from assist.speech.scripted import Scripted
from tests.making import script


class Microphone:
    """A source that writes down on which thread it was started and stopped."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def start(self) -> None:
        self.told.append(("start", threading.current_thread().name))

    def stop(self) -> None:
        self.told.append(("stop", threading.current_thread().name))


def test_no_microphone_stays_open_for_a_call_that_cannot_be_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    microphone = Microphone()
    hearing = Hearing()
    monkeypatch.setattr(hearing, "open", lambda settings, inbox: microphone)
    with pytest.raises(ModelMissing, match='no speech model for language "xx"'):
        day.run_live(lambda: Settings(language="xx"), [], hearing, window=None)
    assert microphone.told == [("start", "assist-live"), ("stop", "assist-live")]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"floor_broker": "broker.example.org/floor"}, "The broker's address must look like"),
        ({"floor_broker": "broker.example.org", "floor_team": "*"}, "`floor_team` cannot be '*' for who takes calls"),
        ({"floor_broker": "broker.example.org", "floor_user": "a b"}, "`floor_user` cannot be 'a b'"),
    ],
)
def test_a_floor_that_cannot_be_joined_is_told_once_and_calls_go_on(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], why: str
) -> None:
    microphone, hearing, seen = Microphone(), Hearing(), list[AnyEvent]()
    monkeypatch.setattr(hearing, "open", lambda settings, inbox: microphone)
    settings = msgspec.structs.replace(Settings(language="xx"), **wrong)
    with pytest.raises(ModelMissing):
        day.run_live(lambda: settings, [seen.append], hearing, window=None)
    assert microphone.told, "the call was begun all the same"
    (told,) = [event for event in seen if isinstance(event, FloorLink)]
    assert not told.joined
    assert told.why.startswith(why)


def test_where_no_floor_can_be_made_whatever_is_told_to_it_does_nothing() -> None:
    told: list[AnyEvent] = []
    floor = app.make_floor(Settings(floor_broker="a b"), told.append, printed=False)
    assert isinstance(floor, Unjoined)
    floor.sink(FloorLink(at=0.0, joined=True))
    floor.note_seen("note-1")
    floor.turn_away(True)
    floor.stop()
    assert told == []
    floor.start()
    assert len(told) == 1
    assert app.make_floor(Settings(), told.append, printed=False) is None


class Engine(Scripted):
    """A speech engine that is counted."""

    made: int = 0
    closed: int = 0

    @classmethod
    def load(cls, settings: Settings) -> Engine:
        cls.made += 1
        return cls(script("third_time"))

    def close(self) -> None:
        type(self).closed += 1


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> type[Engine]:
    monkeypatch.setattr(Engine, "made", 0)
    monkeypatch.setattr(Engine, "closed", 0)
    return Engine


def no_source(settings: Settings, inbox: Inbox) -> Source:
    return Microphone()


def begun(calls: Day) -> object:
    """The next call, as the live thread makes it."""
    calls.open(Inbox())
    for _ in calls.prepare():
        pass
    return calls.pipeline()


def test_what_calls_share_is_loaded_once_and_each_call_has_a_pipeline_of_its_own(engine: type[Engine]) -> None:
    calls = Day(Settings, Parts(no_source, engine.load))
    pipelines = [begun(calls) for _ in range(3)]
    assert len({id(pipeline) for pipeline in pipelines}) == 3
    assert list(calls.prepare()) != [], "each piece is looked at"
    assert (engine.made, engine.closed) == (1, 0)
    calls.close()
    calls.close()
    assert (engine.made, engine.closed) == (1, 1)


def test_models_are_shared_by_all_calls_with_the_same_settings() -> None:
    models = app.Models(Settings())
    first, again = list(models.load()), list(models.load())
    assert len(first) == 3
    assert all(one is other is not None for one, other in zip(first, again, strict=True))
    assert list(app.Models(Settings(language="ko", tone=False)).load()) == [None, None, None]


def test_a_setting_that_was_changed_counts_from_the_next_call_on(engine: type[Engine]) -> None:
    now = [Settings(profile="quiet")]
    calls = Day(lambda: now[0], Parts(no_source, engine.load))
    begun(calls)
    now[0] = Settings(profile="novice")
    begun(calls)
    assert engine.made == 1, "how much is said has nothing to do with what is loaded"
    now[0] = Settings(language="ko")
    begun(calls)
    assert (engine.made, engine.closed) == (2, 1)
    calls.close()


def test_settings_that_cannot_be_read_are_why_a_call_cannot_begin() -> None:
    def broken() -> Settings:
        raise AssistError("settings.toml is not valid TOML.")

    calls = Day(broken, Parts(no_source, Engine.load))
    with pytest.raises(AssistError):
        calls.open(Inbox())
    with pytest.raises(AssistError):
        list(calls.prepare())


def test_live_calls_count_among_the_agents_own_and_replays_do_not(tmp_path: Path, engine: type[Engine]) -> None:
    habits = tmp_path / "state" / "habits.json"
    for kept in (None, habits):
        calls = Day(Settings, Parts(no_source, engine.load), habits=kept)
        begun(calls)
        calls.over()
        calls.over()
        calls.close()
    assert len(msgspec.json.decode(habits.read_bytes())["calls"]) == 1
