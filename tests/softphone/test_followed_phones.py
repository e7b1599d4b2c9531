"""Real baresips on a network of their own, and whoever follows the agent's phone for Assist."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.audio.pipewire import pipewire_server
from tests.overlay.screen import until
from tests.softphone.following import BEGINS, ENDS, FOLLOWED, LOST, following
from tests.softphone.phones import (
    AGENT,
    AGENT_ADDRESS,
    CUSTOMER_EAR,
    PATIENCE_S,
    Network,
    Phone,
    customer_line,
    phone,
    private_network,
    steered,
    two_phones,
    write_quiet,
)  # fmt: skip
from tests.softphone.programs import Program

ALONE = " No overlay is running; start it with `assist run`."
BEGAN, ENDED = BEGINS + ALONE, ENDS + ALONE


@pytest.fixture(scope="module")
def sound() -> Iterator[dict[str, str]]:
    with pipewire_server(CUSTOMER_EAR) as environment:
        yield environment


@pytest.fixture
def network() -> Iterator[Network]:
    with private_network() as made:
        yield made


def has_said(program: Program, *said: str) -> None:
    until(lambda: len(program.lines) >= len(said), PATIENCE_S)
    assert program.lines == list(said)


def call(customer: Phone) -> None:
    customer.do("dial", AGENT_ADDRESS)
    until(lambda: customer.has_told("CALL_ESTABLISHED"), PATIENCE_S)


def test_baresips_calls_are_followed(network: Network, sound: dict[str, str], tmp_path: Path) -> None:
    with two_phones(network, sound, tmp_path) as (customer, _), following(network, {}, tmp_path) as program:
        call(customer)
        has_said(program, FOLLOWED, BEGAN)
        customer.do("hangup")
        has_said(program, FOLLOWED, BEGAN, ENDED)


def test_a_call_that_was_on_before_is_joined(network: Network, sound: dict[str, str], tmp_path: Path) -> None:
    with two_phones(network, sound, tmp_path) as (customer, _):
        call(customer)
        with following(network, {}, tmp_path) as program:
            has_said(program, FOLLOWED, BEGAN)
            customer.do("hangup")
            has_said(program, FOLLOWED, BEGAN, ENDED)


def test_a_baresip_that_dies_has_ended_its_call(network: Network, sound: dict[str, str], tmp_path: Path) -> None:
    with two_phones(network, sound, tmp_path) as (customer, agent), following(network, {}, tmp_path) as program:
        call(customer)
        has_said(program, FOLLOWED, BEGAN)
        agent.kill()
        has_said(program, FOLLOWED, BEGAN, ENDED, LOST)


def test_a_call_that_nobody_answers_is_none(network: Network, sound: dict[str, str], tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.wav"
    write_quiet(quiet)
    with ExitStack() as stack:
        stack.enter_context(phone(AGENT._replace(answers="manual"), network, sound, tmp_path))
        line = customer_line(quiet)
        caller = stack.enter_context(phone(line, network, {**sound, "PULSE_SINK": CUSTOMER_EAR}, tmp_path))
        customer = stack.enter_context(steered(caller, line, network, tmp_path))
        program = stack.enter_context(following(network, {}, tmp_path))
        customer.do("dial", AGENT_ADDRESS)
        until(lambda: customer.has_told("CALL_RINGING"), PATIENCE_S)
        customer.do("hangup")
        until(lambda: customer.has_told("CALL_CLOSED"), PATIENCE_S)
    assert program.lines == [FOLLOWED]
