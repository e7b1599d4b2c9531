"""Steers one baresip through its ctrl_tcp: commands in on stdin, everything it says out on stdout, a line each.

    python -m tests.softphone.ctrl PORT          "dial sip:agent@127.0.0.1:5070" in, JSON out

A program of its own because it runs in the phones' private network, and whoever holds its ends does not.
"""

from __future__ import annotations

import json
import os
import selectors
import socket
import sys
from time import monotonic, sleep

from assist.softphone.baresip import Netstrings

_PATIENCE_S = 60.0
_ASK_S = 0.05


def main(port: int) -> None:
    """Until stdin ends or baresip goes."""
    typed = sys.stdin.fileno()
    with _connect(port) as baresip, selectors.DefaultSelector() as selector:
        for end in (typed, baresip):
            selector.register(end, selectors.EVENT_READ)
        strings, lines = Netstrings(), b""
        while True:
            for key, _ in selector.select():
                data = baresip.recv(1 << 16) if key.fileobj is baresip else os.read(typed, 1 << 16)
                if not data:
                    return
                if key.fileobj is baresip:
                    for said in strings.feed(data):
                        print(said.decode(errors="replace"), flush=True)
                    continue
                *whole, lines = (lines + data).split(b"\n")
                for line in whole:
                    baresip.sendall(_command(line.decode()))


def _connect(port: int) -> socket.socket:
    latest = monotonic() + _PATIENCE_S
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            if monotonic() > latest:
                raise
            sleep(_ASK_S)


def _command(line: str) -> bytes:
    """As baresip wants it: a netstring of JSON."""
    command, _, params = line.partition(" ")
    text = json.dumps({"command": command, "params": params}).encode()
    return b"%d:%s," % (len(text), text)


if __name__ == "__main__":
    main(int(sys.argv[1]))
