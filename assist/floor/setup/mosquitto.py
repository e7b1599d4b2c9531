"""Mosquitto's files: configuration, who may do what (`acl`), and the passwords, which it keeps as hashes.

Written for Mosquitto 2. Sources: mosquitto.conf(5); the hash is PBKDF2-HMAC-SHA512 as `mosquitto_passwd` writes it.
Must not know how people get their passwords.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

from assist.floor.messages import LARGEST
from assist.floor.setup.people import Person, teams_of
from assist.floor.setup.site import Site
from assist.floor.topics import ROOT, for_agent, of_team

ROUNDS = 101
"""Mosquitto's own number. More would only make the broker slow when everybody comes at once (it reckons one after the
other): these passwords are 192 random bits, which nobody guesses."""
SALT = 12
LONGEST_HEAD = 2048
"""Bytes of a packet beside its message: topic and properties."""
_LIMITS = f"""\
# A message is at most {LARGEST // 1024} KiB; one that is longer ends the connection.
message_size_limit {LARGEST}
max_packet_size {LARGEST + LONGEST_HEAD}
# A machine that has gone is noticed within one and a half minutes.
max_keepalive 60
# On the way to one console at a time, and waiting for it: enough for 5,000 agents' three messages when it joins.
max_inflight_messages 200
max_queued_messages 50000
"""


def configuration(site: Site) -> str:
    """`mosquitto.conf`."""
    return f"""\
# Mosquitto for the floor of Assist. `assist floor init` wrote this once and does not touch it again: change what you
# like. To have it written anew, delete it and run `assist floor init` on this folder.
#
# Start it by hand:   mosquitto -c {site.file("mosquitto.conf")}
# As a service: put it in the place of the service's own file (often /etc/mosquitto/mosquitto.conf), and let the user
# that Mosquitto runs as read this folder and write into data/:   chown -R mosquitto {site.place}
# On another machine it needs acl, passwords, ca.crt, server.crt, server.key and data/; never ca.key and enrol/.
# After people were added or taken away it reads them when told (SIGHUP):   systemctl reload mosquitto

listener {f"{site.port} {site.bind}".strip()}
set_tcp_nodelay true

# Encrypted, always. The broker shows server.crt; people's machines check it against ca.crt.
tls_version tlsv1.2
certfile {site.file("server.crt")}
keyfile {site.file("server.key")}

# Nobody comes in without showing who they are.
allow_anonymous false
{_identity(site)}
# Who may read and write what: agents as themselves, supervisors their teams.
acl_file {site.file("acl")}

{_LIMITS}
# How things stand is kept over a restart. (When it is lost, the agents' machines send it again.)
persistence true
persistence_location {site.file("data")}/
autosave_interval 60

log_dest stderr
"""


def access(people: Iterable[Person]) -> str:
    """`acl`: what is not allowed here is forbidden."""
    head = "# Who may read and write what. `assist floor init` writes this file again when people change.\n"
    return head + "".join(
        f"\nuser {person.user}\n"
        + "".join(f"topic write {topic}\n" for topic in may_write(person))
        + "".join(f"topic read {topic}\n" for topic in may_read(person))
        for person in people
    )


def may_write(person: Person) -> tuple[str, ...]:
    """The topics that a person may publish to. Supervisors take calls too."""
    own = tuple(topic for team in teams_of(person.team) for topic in of_agent(team, person.user))
    if person.role == "agent":
        return own
    return (*own, *(f"{ROOT}/{team}/+/desk/{person.user}" for team in teams_of(person.team)))


def may_read(person: Person) -> tuple[str, ...]:
    """The topics that a person may subscribe to."""
    own = tuple(for_agent(team, person.user) for team in teams_of(person.team))
    if person.role == "agent":
        return own
    return (*own, *(topic for team in teams_of(person.team) for topic in of_team(team)))


def of_agent(team: str, user: str) -> tuple[str, ...]:
    """An agent's own topics."""
    return tuple(topic.replace(f"/{team}/+/", f"/{team}/{user}/") for topic in of_team(team))


def hashed(password: str, salt: bytes) -> str:
    """A password as Mosquitto keeps it."""
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS)
    return "$".join(("", "7", str(ROUNDS), *(base64.b64encode(part).decode() for part in (salt, digest))))


def passwords(hashes: Mapping[str, str]) -> str:
    """`passwords`: one `user:hash` a line."""
    return "".join(f"{user}:{kept}\n" for user, kept in hashes.items())


def read_passwords(text: str) -> dict[str, str]:
    """The hashes in a file of passwords, by user."""
    lines = (line.strip() for line in text.splitlines())
    return dict(line.split(":", 1) for line in lines if ":" in line)


def _identity(site: Site) -> str:
    if not site.certificates:
        return f"password_file {site.file('passwords')}\n"
    return f"""\
# They show a certificate that ca.crt vouches for; the name in it is the user.
cafile {site.file("ca.crt")}
require_certificate true
use_identity_as_username true
"""
