"""The phrase library and teams' packs: what is in ours, and what is told of one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.coach import packs
from assist.coach.choosing import Chooser, Wanted
from assist.coach.details import Detail, Slot
from assist.coach.judging import judging_in
from assist.coach.packs import HEADLINE_WORDS, SAY_WORDS, Library, Phrase, Situation, check, read_library
from assist.coach.scripted import generic_in, stock_in
from assist.coach.wording import Before
from assist.errors import AssistError
from assist.text_model import Said
from tests.coach.making import LIBRARY, reader
from tests.making import assist

SAMPLES: dict[Slot, str] = {
    "name": "Maria", "product": "fridge", "duration": "two weeks", "held": "forty minutes", "nth": "third",
    "recurrence": "second", "times": "three times", "charges": "twice", "tries": "four times",
    "amount": "forty nine pounds", "day": "Monday", "since": "Sunday", "who": "daughter", "event": "wedding",
}  # fmt: skip
GOOD = """
[[phrase]]
id = "ours-1"
method = "aer"
step = "aer.acknowledge"
states = ["frustrated"]
headline = "Name the wait"
say = "Two buses late, and you still came in, {name}."
"""


def filled(phrase: Phrase) -> str:
    return phrase.say.format(**SAMPLES)


def test_the_library_is_large_and_every_step_and_situation_has_its_phrases() -> None:
    assert len(LIBRARY.phrases) >= 300
    assert len(LIBRARY.situations) >= 16
    for step in ("aer.acknowledge", "aer.empathize", "aer.respond"):
        of_step = [phrase for phrase in LIBRARY.phrases if phrase.step == step]
        assert len(of_step) >= 75
        for situation in LIBRARY.situations:
            fit = [phrase for phrase in of_step if situation.id in phrase.situations]
            assert [phrase for phrase in fit if not phrase.slots], (step, situation.id)
        for state in ("frustrated", "anxious", "confused", "disappointed"):
            anywhere = [phrase for phrase in of_step if state in phrase.states and not phrase.situations]
            assert len([phrase for phrase in anywhere if not phrase.slots]) >= 4, (step, state)


def test_our_packs_are_as_they_should_be() -> None:
    files = [packs.FOLDER / f"{name}.toml" for name in packs.OURS]
    assert check(files) == []
    says = [phrase.say for phrase in LIBRARY.phrases]
    assert len(set(says)) == len(says)


HARD = [Said("customer", "I've waited two weeks for my fridge, called three times, and it's my daughter's wedding")]
EASY = [
    Said("customer", "Oh brilliant, it came this morning and my daughter loves it, thank you so much for sorting it")
]


def test_no_phrase_sounds_like_a_script_or_judges() -> None:
    """Said to a customer whom it fits; by the rules none, and by the model none that the coach would warn of."""
    flagged = []
    for phrase in LIBRARY.phrases:
        before = EASY if set(phrase.states) <= {"satisfied", "neutral"} else HARD
        read = reader().read(filled(phrase), Before(before))
        found = [each for each in (read.scripted, read.judgmental) if each and read.sure_enough(each, calm=False)]
        by_rule = stock_in(filled(phrase)) or generic_in(filled(phrase)) or judging_in(filled(phrase))
        if found or by_rule:
            flagged.append((phrase.id, filled(phrase), found, by_rule))
    assert flagged == []


def test_every_filled_phrase_is_short_enough_for_a_glance() -> None:
    for phrase in LIBRARY.phrases:
        assert len(phrase.headline.split()) <= HEADLINE_WORDS
        assert len(filled(phrase).split()) <= SAY_WORDS + 2, phrase.id


def wanted(*, situation: Situation | None = None, details: dict[Slot, Detail] | None = None, said: str = "") -> Wanted:
    return Wanted("aer.acknowledge", "frustrated", 0.8, "assess", situation, details or {}, said)


def small(*phrases: Phrase) -> Library:
    return Library(phrases, (), ())


def phrase(name: str, say: str, **more: object) -> Phrase:
    given = {"method": "aer", "step": "aer.acknowledge", "states": ("frustrated",), "headline": "Say it", **more}
    return Phrase(id=name, say=say, **given)  # type: ignore[arg-type]


def test_a_phrase_whose_detail_is_not_known_is_left_out_and_one_with_details_comes_first() -> None:
    library = small(phrase("plain", "That is hard."), phrase("long", "{duration} is hard."))
    chooser = Chooser(library, seed=0)
    first = chooser.choose(wanted())
    assert first is not None
    assert first.say == "That is hard."
    known: dict[Slot, Detail] = {"duration": Detail("two weeks", "waited two weeks", "customer-1")}
    second = chooser.choose(wanted(details=known))
    assert second is not None
    assert (second.say, second.details) == ("Two weeks is hard.", (known["duration"],))


def test_a_phrase_is_used_once_a_call() -> None:
    chooser = Chooser(small(phrase("a", "First."), phrase("b", "Second.")), seed=0)
    said = []
    while (chosen := chooser.choose(wanted())) is not None:
        chooser.use(chosen.id)
        said.append(chosen.say)
    assert sorted(said) == ["First.", "Second."]


def test_what_does_not_fit_the_customer_is_left_out() -> None:
    death = Situation(id="bereavement", words=("died",), alone=True)
    phrases = (
        phrase("other-state", "A.", states=("anxious",)),
        phrase("other-strength", "B.", strength="mild"),
        phrase("other-stage", "C.", stages=("engage",)),
        phrase("other-situation", "D.", situations=("refund",)),
        phrase("said-the-opposite", "E.", not_when=("has arrived",)),
        phrase("fits", "F."),
        phrase("gentle", "G.", situations=("bereavement",)),
    )
    said = "it has arrived"
    fitting = Chooser(small(*phrases), seed=0).choose(wanted(said=said))
    assert fitting is not None
    assert fitting.id == "fits"
    gentle = Chooser(small(*phrases), seed=0).choose(wanted(said=said, situation=death))
    assert gentle is not None
    assert gentle.id == "gentle"


# --- a team's own packs -------------------------------------------------------------------------------------------


def test_a_teams_phrase_takes_the_place_of_ours_and_ours_can_be_removed(tmp_path: Path) -> None:
    replaced, removed = LIBRARY.phrases[0].id, LIBRARY.phrases[1].id
    pack = tmp_path / "team.toml"
    pack.write_text(f'remove = ["{removed}"]\n{GOOD.replace("ours-1", replaced)}', encoding="utf-8")
    library = {phrase.id: phrase for phrase in read_library([pack]).phrases}
    assert library[replaced].say.startswith("Two buses late")
    assert removed not in library
    assert len(library) == len(LIBRARY.phrases) - 1


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ('states = ["frustrated"]', 'states = ["cross"]', 6, "cross"),
        ('step = "aer.acknowledge"', 'step = "care.assess"', 5, "none of the method aer"),
        ("{name}", "{nmae}", 8, 'no slot is called "nmae"'),
        ("{name}.", "{name.", 8, "braces"),
        ('headline = "Name the wait"', 'headline = "Name the wait that they have had today"', 7, "at most 6 words"),
        ("Two buses late", "Two buses late " * 8, 8, "at most 18 words"),
        ('method = "aer"', 'situations = ["flood"]\nmethod = "aer"', 4, 'no situation is called "flood"'),
        ('method = "aer"', 'mehtod = "aer"', 4, "mehtod"),
        ('id = "ours-1"', "id = ours-1", 3, ""),
        ('say = "Two', 'sya = "Two', 8, "sya"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, complaint: str) -> None:
    pack = tmp_path / "team.toml"
    assert old in GOOD
    pack.write_text(GOOD.replace(old, new), encoding="utf-8")
    (mistake,) = check([pack])
    assert (mistake.file, mistake.line) == (pack, line), mistake
    assert complaint in mistake.what


def test_all_mistakes_are_told_at_once_and_a_twin_is_one(tmp_path: Path) -> None:
    pack = tmp_path / "team.toml"
    bad = GOOD.replace("{name}", "{nmae}")
    pack.write_text(GOOD + GOOD + bad, encoding="utf-8")
    assert [mistake.line for mistake in check([pack])] == [24]
    pack.write_text(GOOD + GOOD, encoding="utf-8")
    (twin,) = check([pack])
    assert (twin.line, twin.what) == (11, '"ours-1" is in team.toml already.')


def test_a_broken_pack_is_refused_with_a_sentence(tmp_path: Path) -> None:
    pack = tmp_path / "team.toml"
    pack.write_text("[[phrase]\n", encoding="utf-8")
    with pytest.raises(AssistError, match=r"team\.toml:1: "):
        read_library([pack])


def test_the_command_tells_mistakes_and_says_when_there_are_none(tmp_path: Path) -> None:
    pack = tmp_path / "team.toml"
    pack.write_text(GOOD, encoding="utf-8")
    good = assist("packs", "check", tmp_path)
    assert (good.returncode, good.stdout) == (0, "1 pack is good.\n")
    pack.write_text(GOOD.replace("{name}", "{nmae}"), encoding="utf-8")
    bad = assist("packs", "check", pack)
    assert bad.returncode == 2
    assert f"{pack}:8: " in bad.stdout
    assert assist("packs", "check", tmp_path / "nowhere").returncode == 2
