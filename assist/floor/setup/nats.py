"""nats-server's files: configuration, and its people with what each may do.

nats-server (2.10 or newer) speaks MQTT 3.1.1 and clusters. It keeps passwords as they are or as bcrypt, which needs a
library of its own; so they are there as they are, in a file that only its owner may read. Sources: docs.nats.io,
"MQTT" and "Authorization". Must not know how people get their passwords.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assist.floor.messages import LARGEST
from assist.floor.setup.mosquitto import LONGEST_HEAD, may_read, may_write
from assist.floor.setup.people import Person
from assist.floor.setup.site import Site

PEOPLE_FILE = "nats-people.conf"
_USER = re.compile(r'^\s*\{ user: "([^"]+)", password: "([^"]+)"', re.MULTILINE)
_INTERNAL = "$MQTT.sub.>"
"""What the server itself subscribes to for somebody who listens with QoS 1; versions before 2.12 look whether that
person may."""


def configuration(site: Site) -> str:
    """`nats.conf`."""
    return f"""\
# nats-server for the floor of Assist, in the place of Mosquitto: beyond one machine or for high availability.
# `assist floor init` wrote this once and does not touch it again: change what you like. To have it written anew,
# delete it and run `assist floor init` on this folder.
#
# Start it by hand:   nats-server -c {site.file("nats.conf")}
# After people were added or taken away it reads them when told:   nats-server --signal reload
# For a cluster give every machine a server_name of its own and add the cluster block of docs.nats.io.

server_name: "assist-floor"
# Programs that speak NATS itself have no business here.
listen: "127.0.0.1:4222"
max_payload: {LARGEST + LONGEST_HEAD}

# How things stand is kept here over a restart.
jetstream {{
  store_dir: "{site.file("data/nats")}"
}}

mqtt {{
  host: "{site.bind or "0.0.0.0"}"
  port: {site.port}
  max_ack_pending: 1000
  tls {{
    cert_file: "{site.file("server.crt")}"
    key_file: "{site.file("server.key")}"{_identity(site)}
  }}
}}

# Who may come in, and who may read and write what. In it are {_kept(site)}
authorization {{
  include "./{PEOPLE_FILE}"
}}
"""


def people(everybody: Iterable[Person], passwords: Mapping[str, str] | None) -> str:
    """`nats-people.conf`; `passwords` by user, None where people come with certificates."""
    head = f"""\
# Who may come in, and what each may read and write. `assist floor init` writes this file again when people change.
# {_SECRET if passwords is not None else "They show certificates; there is no secret here."}
# Delete it if you use Mosquitto; it is not made again.
users = [
"""
    return head + "".join(_entry(person, passwords) for person in everybody) + "]\n"


def read_passwords(text: str) -> dict[str, str]:
    """The passwords in a file of people, by user."""
    return dict(_USER.findall(text))


_SECRET = "Passwords are readable here: nats-server knows only that or bcrypt. Let nobody but its user read this file."


def _entry(person: Person, passwords: Mapping[str, str] | None) -> str:
    identity = f'user: "CN={person.user}"' if passwords is None else (
        f'user: "{person.user}", password: "{passwords[person.user]}"'
    )  # fmt: skip
    return f"""\
  {{ {identity}, allowed_connection_types: ["MQTT"], permissions: {{
    publish: {{ allow: [{_subjects(may_write(person))}] }}
    subscribe: {{ allow: [{_subjects(may_read(person))}, "{_INTERNAL}"] }}
  }} }}
"""


def _subjects(topics: Iterable[str]) -> str:
    return ", ".join(f'"{subject(topic)}"' for topic in topics)


def subject(topic: str) -> str:
    """A topic of MQTT as nats-server names it."""
    levels = (level.replace(".", "//") for level in topic.split("/"))
    return ".".join("*" if level == "+" else level for level in levels)


def _identity(site: Site) -> str:
    if not site.certificates:
        return ""
    return f"""
    # People show a certificate that ca.crt vouches for; the name in it is the user.
    ca_file: "{site.file("ca.crt")}"
    verify_and_map: true"""


def _kept(site: Site) -> str:
    return "no secrets: people come with certificates." if site.certificates else "passwords as they are."
