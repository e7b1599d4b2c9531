"""A plain subscriber beside the console: the same traffic, counted by paho's callback and no more.

`python -m tests.bench.floor.peer PORT CA`. Answers each line on its standard input with the numbers since the last
one. What it measures is the machine's and the broker's noise, that nobody's console is to blame for.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec
from paho.mqtt.client import Client, ConnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from assist.floor.topics import of_team
from tests.bench.floor.delays import now, spread
from tests.bench.floor.site import SUPERVISOR_PASSWORD, SUPERVISORS, TEAM
from tests.floor.brokers import HOST


class _Sent(msgspec.Struct):
    sent: float


def main(port: int, ca: str) -> None:
    """Until its standard input ends."""
    delays_ms: list[float] = []
    decode = msgspec.json.Decoder(_Sent).decode

    def listen(client: Client, _data: Any, _flags: ConnectFlags, reason: ReasonCode, _more: Properties | None) -> None:
        if reason.is_failure:
            raise SystemExit(f"bench: the broker refused the peer: {reason}")
        client.subscribe([(topic, 1) for topic in of_team(TEAM)])

    def count(_client: Client, _data: Any, message: MQTTMessage) -> None:
        delays_ms.append((now() - decode(message.payload).sent) * 1000)

    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
    client.username_pw_set(SUPERVISORS[1], SUPERVISOR_PASSWORD)
    client.tls_set(ca_certs=ca)
    client.on_connect, client.on_message = listen, count
    client.on_subscribe = lambda *_: print("joined", flush=True)
    client.connect(HOST, port)
    client.loop_start()
    for _ in sys.stdin:
        taken, delays_ms[:] = delays_ms[:], []
        print(json.dumps(spread(taken)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
