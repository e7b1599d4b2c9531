"""A way to the broker: a socket, secured where it shall be. Knows nothing of MQTT."""

from __future__ import annotations

import selectors
import socket
import ssl

from assist.floor.broker import Broker, tls_context

TIMEOUT_S = 5.0
FIRST_WORD_S = 0.5


def reach(broker: Broker) -> socket.socket:
    """A connected socket; blocks for five seconds at most for each address, and as long as the system looks up names.

    Raises OSError (ssl.SSLError among them), ValueError for a host that cannot be one, FloorError for our own files.
    """
    context = tls_context(broker) if broker.tls else None
    plain = socket.create_connection((broker.host, broker.port), timeout=TIMEOUT_S)
    try:
        # A message is small: it must not wait for the answer to the one before.
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return plain if context is None else _secured(plain, context, broker.host)
    except (OSError, ValueError):
        plain.close()
        raise


def _secured(plain: socket.socket, context: ssl.SSLContext, host: str) -> ssl.SSLSocket:
    secured = context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    try:
        secured.do_handshake()
        _wait_for_the_first_word(secured)
    except (OSError, ValueError):
        secured.close()
        raise
    return secured


def _wait_for_the_first_word(secured: ssl.SSLSocket) -> None:
    """Hear what the broker has against our certificate, when it has something.

    With TLS 1.3 it judges that only after the handshake. Its first word then is an alert, or a session ticket; who
    writes to it before may never read the alert. Brokers that give no tickets cost this wait, once a connection.
    """
    if secured.version() != "TLSv1.3":
        return
    with selectors.DefaultSelector() as selector:
        selector.register(secured, selectors.EVENT_READ)
        if not selector.select(FIRST_WORD_S):
            return
    secured.setblocking(False)
    try:
        secured.recv(1)
    except ssl.SSLWantReadError:
        return
    raise ConnectionAbortedError("the other end does not wait to be spoken to, as a broker does")
