"""The try of a way to the broker, as the check makes it: good, or one sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.errors import FloorError
from assist.floor.broker import Broker
from assist.floor.trial import try_broker
from tests.floor.brokers import HOST, free_port, mosquitto
from tests.making import assist

TOPICS = ("assist/team/ada/desk/+",)


def test_who_is_let_in_hears_nothing_more_of_it(tmp_path: Path) -> None:
    with mosquitto(tmp_path, users={"ada": "word"}) as broker:
        try_broker(Broker(broker.host, broker.port, tls=False, user="ada", password="word"), TOPICS)
        try_broker(Broker(broker.host, broker.port, tls=False, user="ada"), TOPICS, password=lambda: "word")


def test_a_wrong_password_is_said_and_not_repeated(tmp_path: Path) -> None:
    with (
        mosquitto(tmp_path, users={"ada": "word"}) as broker,
        pytest.raises(FloorError, match="does not let ada in") as no,
    ):
        try_broker(Broker(broker.host, broker.port, tls=False, user="ada", password="zanzibar"), TOPICS)
    assert "zanzibar" not in str(no.value)


def test_nobody_there_is_said() -> None:
    with pytest.raises(FloorError, match="Nobody answers at"):
        try_broker(Broker(HOST, free_port(), tls=False, user="ada"), TOPICS)


def test_the_check_tells_of_the_floor(tmp_path: Path) -> None:
    home = {name: str(tmp_path / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    assert "no broker is set" in line_of_floor(home)
    settings = tmp_path / "XDG_CONFIG_HOME" / "assist-overlay" / "settings.toml"
    settings.parent.mkdir(parents=True)
    with mosquitto(tmp_path / "broker", users=None) as broker:
        settings.write_text(f'floor_broker = "mqtt://{HOST}:{broker.port}"\nfloor_user = "ada"\n', encoding="utf-8")
        assert f"{HOST}:{broker.port} lets ada in; supervisors of team see how calls go, and no words" in line_of_floor(
            home
        )
    assert "FIX  floor: Nobody answers at" in line_of_floor(home)
    settings.write_text('floor_broker = "http://x"\n', encoding="utf-8")
    assert "FIX  floor: The broker's address must look like" in line_of_floor(home)


def line_of_floor(home: dict[str, str]) -> str:
    return next(line for line in assist("doctor", environment=home).stdout.splitlines() if " floor: " in line)
