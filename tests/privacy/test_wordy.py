"""Passwords and names, and e-mail addresses: where they begin and end, and what is an answer to a question for one."""

from __future__ import annotations

import pytest

from assist.events import Speaker
from assist.privacy import wordy
from assist.privacy.finding import Finding
from assist.privacy.kinds import Kind, Label, Readable, Table
from assist.privacy.memory import Memory
from assist.privacy.turn import Turn

PASSWORD = Kind(name="password", said=("password", "password is", "my * key"), form="words", least=1)
NAME = Kind(name="name", said=("surname",), form="words", least=1)
PIN = Kind(name="pin", said=("pin",), least=2)
EMAIL = Kind(name="email", said=("email",), form="email", least=1)
ORDER = Readable(said=("order",))


def found(
    text: str,
    *,
    asked: tuple[Label, ...] = (),
    speaker: Speaker = "customer",
    kinds: tuple[Kind, ...] = (PASSWORD, PIN),
) -> list[Finding]:
    table = Table((*kinds, NAME), (ORDER,), {"card": "", "spoken": ""})
    memory = Memory(turn=5, asked=asked, asked_at=5)
    return list(wordy.find(Turn(table, memory, speaker, text), memory))


def hidden(
    text: str,
    *,
    asked: tuple[Label, ...] = (),
    speaker: Speaker = "customer",
    kinds: tuple[Kind, ...] = (PASSWORD, PIN),
) -> list[str]:
    return [text[each.start : each.end] for each in found(text, asked=asked, speaker=speaker, kinds=kinds)]


# --- announced ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my password is bluebird", ["bluebird"]),
        ("My password is: Blue Bird, seven!", ["Blue Bird, seven"]),
        ("my wifi key was bluebird", ["bluebird"]),
        ("my password it's bluebird", ["bluebird"]),
        ("my password bluebird", []),
        ("my password", []),
        ("my password is", []),
        ("my password was", []),
        ("my key is called called", ["called called"]),
        ("my password is bluebird and my dog is ill", ["bluebird"]),
        ("my password is blue bird because i like them", ["blue bird"]),
        ("my password is and then", []),
        ("the order is bluebird", []),
        ("my pin is bluebird", []),
        ("my password is bluebird and surname is smith", ["bluebird", "smith"]),
    ],
)
def test_what_is_announced_goes_to_the_end_of_the_clause(text: str, expected: list[str]) -> None:
    assert hidden(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my password is not bluebird", []),
        ("my password is the wrong bird", []),
        ("my password is blue bird again", []),
        ("my password is blue bird seven again", ["blue bird seven again"]),
        ("my password it's forgotten", []),
    ],
)
def test_who_says_that_it_is_wrong_tells_it_not(text: str, expected: list[str]) -> None:
    assert hidden(text) == expected


def test_at_most_twelve_words_are_hidden_at_once() -> None:
    words = list("abcdefghijklmn")
    assert hidden(f"my password is {' '.join(words)}") == [" ".join(words[:12])]


def test_a_finding_names_its_kind_and_why() -> None:
    assert found("surname is smith, okay") == [Finding(11, 22, "name", "it is announced")]
    assert found("it's bluebird", asked=(PIN, NAME, PASSWORD)) == [
        Finding(5, 13, "name", "it answers the question for it")
    ]
    assert found("a@b.de", kinds=(EMAIL,)) == [Finding(0, 6, "email", "it is written as one")]


# --- answered -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bluebird", ["bluebird"]),
        ("yes it's um bluebird seven", ["bluebird seven"]),
        ("okay sure", []),
        ("i don't know", []),
        ("it's bluebird but i forgot it", []),
        ("x b c d e f g h j k l m", ["x b c d e f g h j k l m"]),
        ("it's x b c d e f g h j k l m", ["x b c d e f g h j k l m"]),
        ("x b c d e f g h j k l m n", []),
    ],
)
def test_a_short_answer_is_what_was_asked_for_but_the_words_before(text: str, expected: list[str]) -> None:
    assert hidden(text, asked=(PASSWORD,)) == expected


def test_only_the_customer_answers_and_only_what_is_made_of_words() -> None:
    assert hidden("bluebird") == []
    assert hidden("bluebird", asked=(PASSWORD,), speaker="agent") == []
    assert hidden("bluebird", asked=(PIN,)) == []
    assert hidden("bluebird", asked=(ORDER,)) == []


def test_what_is_announced_is_no_answer_to_what_was_asked_before() -> None:
    assert hidden("my order bluebird", asked=(PASSWORD,)) == []
    assert hidden("my pin bluebird", asked=(PASSWORD,)) == []


# --- e-mail addresses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to jo.doe+x@mail-box.co.uk please", ["jo.doe+x@mail-box.co.uk"]),
        ("jo@home", []),
        ("it's jo dot doe at gmail dot com thanks", ["jo dot doe at gmail dot com"]),
        ("yes my address is jo_doe at home", []),
        ("jo underscore doe at mail dot co dot uk", ["jo underscore doe at mail dot co dot uk"]),
        ("my email is j o at big mail dot org okay", ["j o at big mail dot org"]),
        ("email jo at gmail dot com", ["jo at gmail dot com"]),
        ("YES IT'S jo at gmail dot com", ["jo at gmail dot com"]),
        ("jo at is dot com", ["jo at is dot com"]),
        ("my mail is o'neil at gmail dot com", ["o'neil at gmail dot com"]),
        ("a@b.de and c@d.fr", ["a@b.de", "c@d.fr"]),
        ("see you at home dot dot dot", []),
    ],
)
def test_addresses_are_found_written_and_spoken(text: str, expected: list[str]) -> None:
    assert hidden(text, kinds=(EMAIL,)) == expected


def test_addresses_are_left_where_nobody_wants_them_hidden() -> None:
    assert hidden("write to jo@home.de") == []
