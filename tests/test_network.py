"""Asking other machines: through which proxy, and whose certificates are good. Real TLS, real proxies, this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from assist import network
from assist.errors import NetworkError
from assist.floor.setup.certificates import Pair
from tests.web import Page, Web, authority, forget_proxies, opened, proxy

GOOD = Page(b"here")


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_proxies(monkeypatch)


@pytest.fixture
def vouching(tmp_path: Path) -> tuple[Pair, Path]:
    return authority(tmp_path)


@pytest.fixture
def tls(vouching: tuple[Pair, Path]) -> Iterator[Web]:
    """A server over TLS whose authority nobody knows."""
    with opened(vouching[0]) as web:
        web.pages["/page"] = GOOD
        yield web


@pytest.fixture
def plain() -> Iterator[Web]:
    with opened() as web:
        web.pages["/page"] = GOOD
        yield web


@pytest.fixture
def through() -> Iterator[Web]:
    with proxy() as web:
        yield web


def fetch(address: str, *, proxy: str = "", authorities: str = "") -> bytes:
    with network.open_session(proxy=proxy, authorities=authorities) as session:
        answer = session.get(f"{address}/page", timeout=30)
        answer.raise_for_status()
        return answer.content


def refusal(address: str, **wishes: str) -> str:
    with pytest.raises(requests.RequestException) as caught:
        fetch(address, **wishes)
    return network.why(caught.value)


# --- certificates -------------------------------------------------------------------------------------------------


def test_an_authority_that_nobody_knows_is_refused(tls: Web) -> None:
    assert "nobody that this computer trusts vouches for it" in refusal(tls.address)
    assert tls.asked == []


def test_an_authority_in_the_file_is_good(tls: Web, vouching: tuple[Pair, Path]) -> None:
    assert fetch(tls.address, authorities=str(vouching[1])) == b"here"


def test_the_file_may_be_in_the_users_folder(tls: Web, vouching: tuple[Pair, Path], private_home: Path) -> None:
    (private_home / "ours.pem").write_bytes(vouching[1].read_bytes())
    assert fetch(tls.address, authorities="~/ours.pem") == b"here"


def test_another_authority_in_the_file_is_not_good(tls: Web, tmp_path: Path) -> None:
    _, other = authority(tmp_path, "Another authority")
    assert "vouches" in refusal(tls.address, authorities=str(other))


def test_a_certificate_for_another_host_is_refused(vouching: tuple[Pair, Path]) -> None:
    with opened(vouching[0], hosts=("elsewhere.example.org",)) as web:
        assert "vouches" in refusal(web.address, authorities=str(vouching[1]))
        assert web.asked == []


def test_what_the_systems_store_holds_is_good(
    tls: Web, vouching: tuple[Pair, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenSSL's own variable puts another file in the place of the system's store."""
    monkeypatch.setenv("SSL_CERT_FILE", str(vouching[1]))
    assert fetch(tls.address) == b"here"


def test_what_requests_itself_brings_is_not_trusted(
    tls: Web, vouching: tuple[Pair, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(vouching[1]))
    assert requests.get(f"{tls.address}/page", timeout=30).content == b"here"  # so it would have been
    assert "vouches" in refusal(tls.address)


def test_the_environments_certificates_are_good_too(
    tls: Web, vouching: tuple[Pair, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(vouching[1]))
    assert fetch(tls.address) == b"here"
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "nothing.pem"))
    assert "vouches" in refusal(tls.address)


@pytest.mark.parametrize("text", [None, b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_file_that_holds_no_certificates_is_said(tmp_path: Path, text: bytes | None) -> None:
    file = tmp_path / "ours.pem"
    if text is not None:
        file.write_bytes(text)
    with pytest.raises(NetworkError, match=r"^`authorities`: .*ours\.pem cannot be read as certificates"):
        network.open_session(authorities=str(file))


# --- proxies ------------------------------------------------------------------------------------------------------


def test_the_proxy_of_the_settings_is_asked(plain: Web, through: Web) -> None:
    assert fetch(plain.address, proxy=through.address) == b"here"
    assert through.asked == [f"{plain.address}/page"]
    assert plain.asked == ["/page"]


def test_a_tunnel_through_the_proxy_is_checked_to_its_end(tls: Web, through: Web, vouching: tuple[Pair, Path]) -> None:
    host = tls.address.removeprefix("https://")
    assert fetch(tls.address, proxy=through.address, authorities=str(vouching[1])) == b"here"
    assert through.asked == [host]
    assert "vouches" in refusal(tls.address, proxy=through.address)
    assert tls.asked == ["/page"]


def test_a_proxy_over_tls_is_checked_too(tls: Web, vouching: tuple[Pair, Path]) -> None:
    with proxy(vouching[0]) as through:
        assert fetch(tls.address, proxy=through.address, authorities=str(vouching[1])) == b"here"
        assert len(through.asked) == 1
        assert "proxy" in refusal(tls.address, proxy=through.address)
        assert len(through.asked) == 1


def test_the_proxy_of_the_settings_goes_before_the_environments(
    plain: Web, through: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy() as other:
        monkeypatch.setenv("HTTP_PROXY", other.address)
        assert fetch(plain.address, proxy=through.address) == b"here"
        assert (len(through.asked), len(other.asked)) == (1, 0)
        assert fetch(plain.address) == b"here"
        assert (len(through.asked), len(other.asked)) == (1, 1)


def test_a_host_in_no_proxy_is_asked_directly(plain: Web, through: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,example.org")
    assert fetch(plain.address, proxy=through.address) == b"here"
    assert (through.asked, plain.asked) == ([], ["/page"])


def test_a_name_and_password_for_the_proxy_are_given_to_it_alone(plain: Web, through: Web) -> None:
    fetch(plain.address, proxy=through.address.replace("//", "//user:secret@"))
    assert through.headers[0]["Proxy-Authorization"].startswith("Basic ")
    assert "Proxy-Authorization" not in plain.headers[0]


def test_a_proxy_that_is_not_there_is_said(plain: Web) -> None:
    with proxy() as gone:
        pass
    assert refusal(plain.address, proxy=gone.address) == "the proxy does not let it through, or is not there"
    assert plain.asked == []


# --- why not ------------------------------------------------------------------------------------------------------


def test_what_went_wrong_is_told_in_plain_words(plain: Web) -> None:
    plain.pages["/page"] = Page(status=403)
    assert refusal(plain.address) == "it answers 403"
    plain.pages["/page"] = Page(b"half", cut=True)
    assert "broke off" in refusal(plain.address)
    plain.pages["/page"] = Page(status=302, headers=(("Location", "/page"),))
    assert refusal(plain.address) == "it only points elsewhere"
    assert len(plain.asked) == 1 + 1 + network.MOST_REDIRECTS + 1
    with opened() as gone:
        pass
    assert refusal(gone.address) == "nothing answers there, or it broke off"
    assert network.why(requests.ConnectTimeout()) == "no answer in time"
    assert network.why(requests.RequestException()) == "RequestException"
