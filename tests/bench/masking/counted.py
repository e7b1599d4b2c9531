"""Amounts, dates, times and other quantities as people say them and engines write them. None is a secret."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.bench.masking.spoken import MONTHS, ONES, TEENS, TENS

ORDINALS = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}


def number(value: int, *, british: bool = True) -> str:
    """A whole number below a million in words, without hyphens."""
    if value < 10:
        return ONES[value]
    if value < 20:
        return TEENS[value - 10]
    if value < 100:
        return TENS[value // 10] + (f" {ONES[value % 10]}" if value % 10 else "")
    size, name = (100, "hundred") if value < 1000 else (1000, "thousand")
    rest = value % size
    joined = " and " if british and rest and rest < 100 else " "
    return f"{number(value // size, british=british)} {name}" + (f"{joined}{number(rest)}" if rest else "")


def ordinal(value: int) -> str:
    """A day of the month in words."""
    if value in ORDINALS:
        return ORDINALS[value]
    if value > 20 and value % 10:
        return f"{TENS[value // 10]} {ordinal(value % 10)}"
    return {20: "twentieth", 30: "thirtieth"}.get(value, number(value) + "th")


def _amount(random: Random, figures: bool, british: bool) -> str:
    whole, rest = random.choice((random.randint(2, 99), random.randint(100, 2400))), random.choice((0, 0, 50, 99, 5))
    if figures:
        return f"{'£' if british else '$'}{whole}" + (f".{rest:02d}" if rest else "")
    unit = "pounds" if british else "dollars"
    return f"{number(whole, british=british)} {unit}" + (f" {number(rest)}" if rest else "")


def _date(random: Random, figures: bool, british: bool) -> str:
    day, month = random.randint(1, 28), random.choice(MONTHS).title()
    if figures:
        return f"{day} {month}" if british else f"{month} {day}"
    return f"the {ordinal(day)} of {month}" if british else f"{month} {ordinal(day)}"


def _birth(random: Random, figures: bool, british: bool) -> str:
    year = random.randint(1938, 2006)
    said = number(year // 100) + f" {number(year % 100) if year % 100 > 9 else 'oh ' + number(year % 100)}"
    if year >= 2000:
        said = f"two thousand and {number(year % 100)}" if year > 2000 else "two thousand"
    return f"{_date(random, figures, british)} {year if figures else said}"


def _time(random: Random, figures: bool, british: bool) -> str:
    hour, minute = random.randint(1, 12), random.choice((0, 15, 30, 45, 20, 10))
    if figures:
        return f"{hour}:{minute:02d}"
    if minute == 0:
        return f"{number(hour)} o'clock"
    return random.choice((f"{number(hour)} {number(minute)}", f"half past {number(hour)}"))


def _year(random: Random, figures: bool, british: bool) -> str:
    year = random.randint(10, 26)
    return f"20{year}" if figures else random.choice((f"twenty {number(year)}", f"two thousand and {number(year)}"))


def _version(random: Random, figures: bool, british: bool) -> str:
    parts = [random.randint(1, 19) for _ in range(random.choice((2, 3)))]
    return ".".join(map(str, parts)) if figures else " point ".join(number(part) for part in parts)


def _up_to(low: int, high: int) -> Callable[[Random, bool, bool], str]:
    def made(random: Random, figures: bool, british: bool) -> str:
        value = random.randint(low, high)
        return str(value) if figures else number(value, british=british)

    return made


def _email(random: Random, figures: bool, british: bool) -> str:
    name, number_of = random.choice(("jo smith", "priya", "dan w", "kemp", "sunny")), random.randint(10, 99)
    said = str(number_of) if figures else number(number_of)
    return f"{name} {said} at {random.choice(('gmail', 'outlook', 'yahoo'))} dot com"


COUNTED: dict[str, Callable[[Random, bool, bool], str]] = {
    "amount": _amount,
    "date": _date,
    "birth": _birth,
    "time": _time,
    "email": _email,
    "year": _year,
    "version": _version,
    "quantity": _up_to(2, 24),
    "house": _up_to(1, 199),
    "percent": _up_to(3, 60),
    "temperature": _up_to(11, 39),
    "age": _up_to(18, 91),
    "speed": _up_to(2, 950),
    "minutes": _up_to(2, 90),
    "days": _up_to(2, 28),
    "room": _up_to(101, 740),
    "units": _up_to(120, 4800),
    "weight": _up_to(2, 30),
}
"""Slot → (random, whether in figures, whether British) → its words."""
