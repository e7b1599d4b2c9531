"""`assist version`: what is told of this version, and asking the organisation's address for a newer one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assist import network, versions
from assist.errors import NetworkError
from tests.making import assist
from tests.web import Page, Web, authority, forget_proxies, opened, proxy

DIGEST = "ab" * 32


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_proxies(monkeypatch)


@pytest.fixture
def web() -> Iterator[Web]:
    with opened() as web:
        yield web


def offer(web: Web, **said: object) -> str:
    """An address that says so."""
    web.pages["/assist.json"] = Page(json.dumps(said).encode())
    return f"{web.address}/assist.json"


def ask(address: str) -> versions.Newest:
    with network.open_session() as session:
        return versions.ask(address, session)


def refusal(address: str) -> str:
    with pytest.raises(NetworkError) as caught:
        ask(address)
    sentence = str(caught.value)
    assert sentence.startswith(address)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def settings(home: Path, **values: str) -> None:
    folder = home / "config" / "assist-overlay"
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'{name} = "{value}"\n' for name, value in values.items()]
    (folder / "settings.toml").write_text("".join(lines), encoding="utf-8")


# --- what is later ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "than", "newer"),
    [
        ("0.3.0", "0.2.0", True),
        ("0.10.0", "0.9.9", True),
        ("1", "0.99.99", True),
        ("0.2.0.1", "0.2.0", True),
        ("0.2.0", "0.2.0", False),
        ("0.2", "0.2.0", False),
        ("0.1.9", "0.2.0", False),
    ],
)
def test_versions_are_compared_number_by_number(one: str, than: str, newer: bool) -> None:
    assert versions.is_newer(one, than) == newer


# --- asking -------------------------------------------------------------------------------------------------------


def test_the_address_says_what_is_newest(web: Web) -> None:
    address = offer(web, version="0.3.0", notes="https://example.org/new", sha256=DIGEST, later=["more"])
    assert ask(address) == versions.Newest("0.3.0", "https://example.org/new", DIGEST)
    assert ask(offer(web, version="0.3.0")) == versions.Newest("0.3.0")


def test_an_answer_that_comes_in_pieces_is_put_together(web: Web) -> None:
    pieces = b'd\r\n{"version": "\r\n7\r\n0.3.0"}\r\n0\r\n\r\n'
    web.pages["/assist.json"] = Page(pieces, headers=(("Transfer-Encoding", "chunked"),))
    assert ask(f"{web.address}/assist.json") == versions.Newest("0.3.0")


def test_nothing_but_the_request_is_sent(web: Web) -> None:
    ask(offer(web, version="0.3.0"))
    assert web.asked == ["/assist.json"]
    assert set(web.headers[0]) == {"Host", "User-Agent", "Accept-Encoding", "Accept", "Connection"}
    assert web.headers[0]["User-Agent"].startswith("python-requests/")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"version": 3},
        {"version": "new"},
        {"version": "0.3.0\n"},
        {"version": "0.3.0", "notes": "javascript:alert(1)"},
        {"version": "0.3.0", "notes": "https://example.org/\x1b[2J"},
        {"version": "0.3.0", "sha256": "short"},
    ],
)
def test_an_answer_that_says_no_version_is_refused(web: Web, said: dict[str, object]) -> None:
    assert "does not say which version is the newest" in refusal(offer(web, **said))


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe", b"[]", b"null"])
def test_an_answer_that_is_no_json_is_refused(web: Web, body: bytes) -> None:
    web.pages["/assist.json"] = Page(body)
    assert "does not say which version is the newest" in refusal(f"{web.address}/assist.json")


def test_an_answer_that_is_too_long_is_not_read(web: Web) -> None:
    web.pages["/assist.json"] = Page(b" " * (versions.MOST_BYTES + 1))
    assert "more than 64 kB" in refusal(f"{web.address}/assist.json")


def test_an_address_that_does_not_answer_is_said(web: Web) -> None:
    assert "(it answers 404)" in refusal(f"{web.address}/nothing")
    with opened() as gone:
        pass
    assert "(nothing answers there" in refusal(f"{gone.address}/assist.json")


# --- the command --------------------------------------------------------------------------------------------------


def test_the_command_tells_the_version_and_asks_nobody(web: Web, private_home: Path) -> None:
    settings(private_home, update_address=offer(web, version="9.0.0"))
    done = assist("version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Assist {versions.this_version()}, Python 3.")
    told = json.loads(assist("version", "--json").stdout)
    assert told["version"] == versions.this_version()
    assert "newest" not in told
    assert web.asked == []


def test_a_newer_version_is_told_with_exit_code_1(web: Web, private_home: Path) -> None:
    settings(private_home, update_address=offer(web, version="9.0.0", notes="https://example.org/new", sha256=DIGEST))
    done = assist("version", "--check")
    assert (done.returncode, done.stderr) == (1, "")
    for words in ("There is a newer version: 9.0.0.", "https://example.org/new", DIGEST):
        assert words in done.stdout
    done = assist("version", "--check", "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["newest"], told["newer"], told["sha256"]) == ("9.0.0", True, DIGEST)


@pytest.mark.parametrize("offered", [versions.this_version(), "0.0.1"])
def test_the_newest_version_is_told_with_exit_code_0(web: Web, private_home: Path, offered: str) -> None:
    settings(private_home, update_address=offer(web, version=offered))
    done = assist("version", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"This is the newest version ({offered} is offered)." in done.stdout


def test_it_is_asked_through_the_proxy_with_the_authorities_of_the_settings(private_home: Path, tmp_path: Path) -> None:
    vouching, file = authority(tmp_path)
    with opened(vouching) as web, proxy() as through:
        wanted = {"update_address": offer(web, version="9.0.0"), "proxy": through.address}
        settings(private_home, **wanted)
        done = assist("version", "--check")
        assert (done.returncode, done.stdout) == (2, "")
        assert "nobody that this computer trusts vouches for it" in done.stderr
        settings(private_home, **wanted, authorities=file.as_posix())
        assert assist("version", "--check").returncode == 1
        assert through.asked == [web.address.removeprefix("https://")] * 2


def test_trouble_is_one_sentence_with_exit_code_2(private_home: Path, tmp_path: Path) -> None:
    done = assist("version", "--check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("assist: There is no address to ask")
    settings(private_home, update_address="http://127.0.0.1:9/assist.json")
    done = assist("version", "--check", "--json")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    settings(private_home, update_address="http://127.0.0.1:9/assist.json", authorities=str(tmp_path / "none.pem"))
    assert "cannot be read as certificates" in assist("version", "--check").stderr
