"""Random numbers of every kind that a call holds: cards that pass Luhn's check, meters, postcodes, amounts.

Owns what the numbers are. Must not know how they are spoken.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

BRANDS: tuple[tuple[str, int], ...] = (
    ("4", 16),
    ("4", 16),
    ("4", 16),
    ("51", 16),
    ("52", 16),
    ("53", 16),
    ("55", 16),
    ("2221", 16),
    ("2720", 16),
)
BRANDS += (("34", 15), ("37", 15), ("6011", 16), ("65", 16), ("36", 14), ("3528", 16), ("6759", 16))
_WORDS = (
    "bluebird sunshine marmalade penguin thunder biscuit rainbow pepper jasmine tractor liverpool dolphin cricket "
    "lavender monkey dragon coffee starlight pumpkin midnight orchard velvet panther summer guitar"
)
WORDS = _WORDS.split()
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def luhn(digits: str) -> str:
    """The check digit that completes these digits (ISO/IEC 7812-1, annex B)."""
    doubled = [int(digit) * (2 - n % 2) for n, digit in enumerate(reversed(digits))]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def card(random: Random) -> str:
    """A card number of a real brand's beginning and length."""
    start, length = random.choice(BRANDS)
    return _checked(start, length, random)


def iban(random: Random, *, british: bool) -> str:
    """An IBAN with the right check digits (ISO 13616)."""
    country = "GB" if british or random.random() < 0.5 else random.choice(("DE", "NL", "IE"))
    bank = "".join(random.choice(LETTERS) for _ in range(4))
    rest = some_digits(random, 18) if country == "DE" else bank + some_digits(random, 10 if country == "NL" else 14)
    as_number = int("".join(str(int(one, 36)) for one in f"{rest}{country}00"))
    return f"{country}{98 - as_number % 97:02d}{rest}"


def routing(random: Random) -> str:
    """A routing number of a US bank with its check digit (ABA)."""
    digits = random.choice(("01", "02", "03", "06", "07", "11", "12", "26", "32")) + some_digits(random, 6)
    weighed = sum(int(digit) * (3, 7, 1)[n % 3] for n, digit in enumerate(digits))
    return f"{digits}{-weighed % 10}"


def some_digits(random: Random, length: int) -> str:
    """So many digits, at times with one repeated, as in made-up numbers."""
    digits = [random.choice("0123456789") for _ in range(length)]
    if length > 3 and random.random() < 0.3:
        at = random.randrange(length - 2)
        digits[at : at + 2] = digits[at] * 2
    if length > 6 and random.random() < 0.1:
        at = random.randrange(length - 3)
        digits[at : at + 3] = "000"
    return "".join(digits)


def letters(random: Random, length: int) -> str:
    return "".join(random.choice(LETTERS) for _ in range(length))


def mixed(random: Random, pattern: str) -> str:
    """A for a letter, 0 for a digit, anything else as it is."""
    made = {"A": lambda: random.choice(LETTERS), "0": lambda: random.choice("0123456789")}
    return "".join(made[one]() if one in made else one for one in pattern)


def _checked(start: str, length: int, random: Random) -> str:
    """A number that passes Luhn's check, as cards do, and handsets, and SIM cards."""
    digits = start + some_digits(random, length - len(start) - 1)
    return digits + luhn(digits)


def _tracking(random: Random) -> str:
    patterns = ("0000000000", "1A0000000000", "0" * 14, "94" + "0" * 20, "AA000000000AA", "0" * 12, "0" * 16)
    pattern = random.choice(patterns)
    return mixed(random, pattern)


def _password(random: Random) -> str:
    """Words joined by a space, or one word with digits, which are spelled or said."""
    kind = random.random()
    if kind < 0.35:
        return " ".join(random.sample(WORDS, random.choice((1, 2, 3))))
    if kind < 0.7:
        return f"{random.choice(WORDS)} {some_digits(random, random.choice((2, 2, 3, 4)))}"
    return mixed(random, random.choice(("AAAA00", "AA00AA00", "AAA000A", "AAAAAA")))


SECRET: dict[str, Callable[[Random], str]] = {
    "card": card,
    "security_code": lambda random: some_digits(random, random.choice((3, 3, 3, 3, 3, 4))),
    "expiry": lambda random: f"{random.randint(1, 12):02d}{random.randint(26, 32)}",
    "account": lambda random: some_digits(random, 8),
    "us_account": lambda random: some_digits(random, random.choice((9, 10, 10, 12))),
    "sort_code": lambda random: random.choice(("20", "30", "40", "60", "09", "77", "11")) + some_digits(random, 4),
    "routing": routing,
    "iban": lambda random: iban(random, british=True),
    "ssn": lambda random: f"{random.randint(1, 665):03d}{random.randint(1, 99):02d}{random.randint(1, 9999):04d}",
    "nino": lambda random: mixed(random, "AA000000") + random.choice("ABCD"),
    "password": _password,
    "pin": lambda random: some_digits(random, random.choice((4, 4, 4, 5, 6))),
    "one_time_code": lambda random: some_digits(random, random.choice((6, 6, 6, 4, 5, 8))),
}
"""Slot → a new number of it."""
KIND = {"us_account": "account", "ssn": "national_id", "nino": "national_id"}
"""Slots whose kind has another name."""
INNOCENT: dict[str, str | Callable[[Random], str]] = {
    "order": "0000000",
    "long_order": "000-0000000-0000000",
    "booking": "AAA00A",
    "reference": "AA000000",
    "case": "00000000",
    "ticket": "000000",
    "meter": "A00A00000",
    "mpan": "0000000000000",
    "serial": "0000000000",
    "policy": "AA00000000",
    "customer_number": "0000000000",
    "member": "000000000",
    "model": "AA0000",
    "error": "0000",
    "extension": "0000",
    "last_four": "0000",
    "flight": "AA000",
    "postcode": "AA00 0AA",
    "zip": "00000",
    "phone_uk": lambda random: f"{random.choice(('07', '07', '01', '02'))}{some_digits(random, 9)}",
    "phone_us": lambda random: f"{random.randint(201, 989)}{some_digits(random, 7)}",
    "imei": lambda random: _checked(random.choice(("35", "86", "01")), 15, random),
    "tracking": _tracking,
    "reading": lambda random: some_digits(random, random.choice((4, 5, 5, 6))),
    "plate": "AA00 AAA",
    "invoice": "000000",
    "claim": "00000000000",
    "sim": lambda random: _checked("8944", 19, random),
    "loyalty": "00000000000",
    "vin": "AAA00AAA00A000000",
    "barcode": "0000000000000",
    "promo": "AAAA00",
}
"""Slot → its pattern, said digit by digit and letter by letter like a secret."""
