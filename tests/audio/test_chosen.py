"""Other inputs for a call that goes on, and news that comes while the server is asked: on real sound servers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from assist.audio.pulse import PulseSystem
from assist.events import Device
from assist.overlay.trouble import Changed, Listening
from tests.audio.rig import MIC_LEVEL, PLAYED_LEVEL, Kind, Rig, rig
from tests.audio.test_faults import Call, hearing
from tests.overlay.screen import until

MIC, PLAYED = "agent_mic", "softphone_out.monitor"


@pytest.fixture(params=["pulseaudio", "pipewire"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    kind: Kind = request.param
    with rig(kind) as one:
        for name, value in one.environment.items():
            monkeypatch.setenv(name, value)
        yield one


def told(call: Call) -> tuple[Changed, ...]:
    """What the window says of the devices after all that was told of them."""
    listening = Listening()
    for news in call.inbox.said:
        listening.see(news, 0.0)
    return listening.changed(0.0)


def test_both_sides_of_a_call_are_swapped_and_swapped_back(server: Rig) -> None:
    with hearing() as call:
        server.play("mic_feed", MIC_LEVEL)
        server.play("softphone_out", PLAYED_LEVEL)
        call.until_sound("agent", MIC_LEVEL)
        call.until_sound("customer", PLAYED_LEVEL)
        shown = {news.speaker: news.name for news in call.inbox.said if isinstance(news, Device)}
        call.capture.want(agent=PLAYED, customer=MIC, softphones=())
        call.until_sound("agent", PLAYED_LEVEL)
        call.until_sound("customer", MIC_LEVEL)
        assert told(call) == (Changed("agent", shown["customer"]), Changed("customer", shown["agent"]))
        call.capture.want(agent="", customer="", softphones=())
        call.until_sound("agent", MIC_LEVEL)
        call.until_sound("customer", PLAYED_LEVEL)
        assert call.states("agent") == call.states("customer") == ["heard", "changed", "changed"]
        assert told(call) == (Changed("agent", shown["agent"]), Changed("customer", shown["customer"]))


def test_what_changes_while_the_server_is_asked_is_seen_at_the_next_look(server: Rig) -> None:
    system = PulseSystem(())
    before = system.look(missing=False).microphone
    assert before is not None
    assert before.name == MIC
    connection: Any = system._server
    ask = connection.server_info

    def then_changes() -> object:
        answer = ask()
        connection.server_info = ask
        server.load("module-null-sink", sink_name="second_feed")
        server.load("module-remap-source", source_name="second_mic", master="second_feed.monitor")
        server.ask("set-default-source", "second_mic")
        return answer

    connection.server_info = then_changes
    server.ask("set-source-mute", MIC, "1")

    def microphone() -> str:
        system.places()  # brings the news
        found = system.look(missing=False).microphone
        return found.name if found is not None else ""

    until(lambda: microphone() == "second_mic")
    system.close()
