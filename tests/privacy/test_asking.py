"""Which words of an agent pause a call: those that ask for a card, and none that merely speak of one."""

from __future__ import annotations

import pytest

from assist.privacy.asking import asks_for_card


@pytest.mark.parametrize(
    "words",
    [
        "can i take the long card number please",
        "could you read me the number across the front of your card",
        "what's the sixteen digit number",
        "and the 16 digits please",
        "i'll just need the long number whenever you are ready",
        "so can i have your visa card number",
        "what are the last three digits on the back",
        "and what's the security code please",
        "give me the cvv when you have it",
        "can i take the c v v",
        "may i have the three numbers on the reverse",
        "what is the expiry date on the card",
        "when does your card expire what does it say",
        "please confirm the debit card details",
        "can you read the code on the back of the card",
        "can i take your store credit card number",
        "so that is your library card now can i take the visa card number",
    ],
)
def test_a_card_is_asked_for(words: str) -> None:
    assert asks_for_card(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "",
        "can i take your order number",
        "what's your phone number please",
        "thank you for the card number",
        "can you tell me the last four digits of your card number",
        "please never tell anybody your card number",
        "we won't ever need your long card number so please keep it",
        "i already have your card number what else can i do",
        "can i take your loyalty card number",
        "could you read me the number on your library card",
        "there is a card number on the letter",
        "i can see a payment with the visa card ending 1111",
    ],
)
def test_nothing_is_paused_by_words_that_only_speak_of_it(words: str) -> None:
    assert not asks_for_card(words.split())


def test_a_no_counts_only_close_before_what_is_asked_for() -> None:
    close = "please don't tell me your card number"
    long_before = "don't you worry about that at all now can i take your card number"
    assert [asks_for_card(words.split()) for words in (close, long_before)] == [False, True]
