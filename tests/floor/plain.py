"""The same two ends as somebody would write them first: paho with its defaults, alerts as happenings, a list to show.

An alert is published once with QoS 1; whatever arrives is appended to a list. It proves that schedules can be failed.
"""

from __future__ import annotations

import json
from multiprocessing.connection import Connection
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from tests.floor.ledger import Announced, Joined, Known, Obeyed, Raised, Said, Taken
from tests.floor.proxy import HOST
from tests.floor.rig import Ends, Order, Where

ALERTS = "assist/plain/agent/alert"
DESK = "assist/plain/agent/desk"
RAISES = ("hand", "harm", "leave", "rising")
ANSWER = "acknowledged"


def agent(pipe: Connection, where: Where) -> None:
    """Publishes an alert for each deed that raises one."""
    client = _joined(pipe, where, DESK)
    client.on_message = lambda _client, _data, message: pipe.send(Taken(json.loads(message.payload)["id"]))
    count = 0
    while True:
        order: Order = pipe.recv()
        if order.what in RAISES:
            count += 1
            alert = f"{where.run}-{count}"
            client.publish(ALERTS, json.dumps({"id": alert, "reason": order.what}), qos=1)
            pipe.send(Raised(alert))
        elif order.what == "tell":
            pipe.send(Obeyed())


def console(pipe: Connection, where: Where) -> None:
    """Shows what comes, answers to the last one."""
    alerts: list[str] = []

    def show(_client: Client, _data: Any, message: MQTTMessage) -> None:
        alerts.append(json.loads(message.payload)["id"])
        pipe.send(Known(alerts[-1]))
        pipe.send(Announced(alerts[-1]))

    client = _joined(pipe, where, ALERTS)
    client.on_message = show
    count = 0
    while True:
        order: Order = pipe.recv()
        if order.what == "note" or (order.what == "reply" and alerts):
            count += 1
            said = f"{order.what}-{where.run}-{count}"
            client.publish(DESK, json.dumps({"id": said, "answer": ANSWER}), qos=1)
            pipe.send(Said(said))
        elif order.what == "tell":
            pipe.send(Obeyed())


def _joined(pipe: Connection, where: Where, topic: str) -> Client:
    """A client whose network loop is paho's own thread."""

    def listen(client: Client, _data: Any, _flags: ConnectFlags, reason: ReasonCode, _more: Properties | None) -> None:
        if not reason.is_failure:
            client.subscribe(topic, qos=1)

    client = Client(CallbackAPIVersion.VERSION2)
    client.on_connect = listen
    client.on_subscribe = lambda *_: pipe.send(Joined())
    client.connect_async(HOST, where.port)
    client.loop_start()
    return client


PLAIN = Ends(agent, console, heals_s=8.0)
"""Its own wait after a cut is a second or two; whatever has not come then was forgotten."""
