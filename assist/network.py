"""How the program asks other machines over HTTP, which it does only when a person types a command that says so.

Through the proxy that is set, else the one of the environment or the system; hosts in NO_PROXY are asked directly. Who
vouches for an address: the system's own store (truststore), so that an organisation's certificates need no second
place, and beside it a file of more, and REQUESTS_CA_BUNDLE where the environment has it. Never without a check. Knows
no settings and no address.

The certificates that requests brings (certifi's) are left out: an organisation that distrusts one has said so in the
system's store, and there alone.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter
from requests.utils import should_bypass_proxies

from assist.errors import NetworkError

MOST_REDIRECTS = 5
TIMEOUT_S = 30
"""For a connection, and for every piece of the answer."""


def open_session(*, proxy: str = "", authorities: str = "") -> requests.Session:
    """A session that asks through `proxy` and trusts the certificates in the file `authorities` too.

    Raises NetworkError when that file cannot be read as certificates.
    """
    session = _Session(proxy)
    session.max_redirects = MOST_REDIRECTS
    session.mount("https://", _Trusting(_trust(Path(authorities).expanduser() if authorities else None)))
    return session


def why(error: requests.RequestException) -> str:
    """Why an address was not reached, in plain words for the brackets of a sentence."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"it answers {error.response.status_code}"
    for kind, words in _WHY:
        if isinstance(error, kind):
            return words
    return type(error).__name__


_WHY: tuple[tuple[type[requests.RequestException], str], ...] = (
    (requests.exceptions.ProxyError, "the proxy does not let it through, or is not there"),
    (requests.exceptions.SSLError, "nobody that this computer trusts vouches for it; `authorities` can name more"),
    (requests.Timeout, "no answer in time"),
    (requests.ConnectionError, "nothing answers there, or it broke off"),
    (requests.exceptions.ChunkedEncodingError, "it broke off"),
    (requests.TooManyRedirects, "it only points elsewhere"),
)
"""The more exact first."""


def _trust(authorities: Path | None) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if authorities is not None:
        try:
            context.load_verify_locations(cafile=authorities)
        except OSError:  # ssl's own errors are of this kind too
            raise NetworkError(f"`authorities`: {authorities} cannot be read as certificates (PEM).") from None
    return context


class _Session(requests.Session):
    def __init__(self, proxy: str) -> None:
        super().__init__()
        self._proxy = proxy

    def merge_environment_settings(self, url: Any, *rest: Any) -> Any:
        """What is set goes before the environment, which requests has the other way round."""
        merged = super().merge_environment_settings(url, *rest)
        if self._proxy and not should_bypass_proxies(url, no_proxy=None):
            merged["proxies"] = {"http": self._proxy, "https": self._proxy}
        return merged


class _Trusting(HTTPAdapter):
    """Checks certificates by our own rules, those of a proxy that is asked over TLS too."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__()

    def init_poolmanager(self, *words: Any, **named: Any) -> None:
        super().init_poolmanager(*words, **named, ssl_context=self._context)

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        return super().proxy_manager_for(proxy, **named, ssl_context=self._context, proxy_ssl_context=self._context)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """requests would put certifi's certificates beside those of the context. Raises SSLError."""
        if verify is not True:
            try:
                super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]
            except OSError:
                raise requests.exceptions.SSLError("REQUESTS_CA_BUNDLE leads to no file") from None
