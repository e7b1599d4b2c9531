"""What was promised before anything was measured, and whether it is kept: the report's summary."""

from __future__ import annotations

from typing import NamedTuple

from assist.emotion.words import FEELINGS
from models.customer_tone import evaluate as tone
from models.customer_words import heard_evaluate, trust
from models.customer_words.evaluate import Judged
from models.measured import Measured
from models.scores import by_class, calibration_error, confusion
from models.tables import table


class Aim(NamedTuple):
    """A figure that was promised before anything was measured."""

    what: str
    at_least: float | None
    at_most: float | None
    values: dict[str, float]
    """Set or condition → figure."""

    def kept_by(self, value: float) -> bool:
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    @property
    def met(self) -> str:
        kept = [name for name, value in self.values.items() if self.kept_by(value)]
        if len(kept) == len(self.values):
            return "yes"
        return f"only {', '.join(kept)}" if kept else "**no**"

    @property
    def row(self) -> tuple[str, ...]:
        bound = f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"
        found = "; ".join(f"{name} {value:.3g}" if name else f"{value:.3g}" for name, value in self.values.items())
        return self.what, bound, found, self.met


def aims(measured: Measured) -> list[Aim]:
    told = {name: trust.coverage_of(judged) for name, judged in measured.sets.items()}
    figures, unseen = (each["figures"] for each in (measured.tone, measured.tone_unseen))

    def voice(line: str) -> dict[str, float]:
        return {name: each[line][tone.BASELINES[0]]["balanced_accuracy"]
                for name, each in (("actors 1 to 16", figures), ("5 to 16", unseen))}  # fmt: skip

    calm = {
        "independent set, neutral turns": trust.on_neutral(measured.independent).in_half_an_hour,
        "frozen tenth, calm calls": trust.on_neutral(measured.calm_calls).in_half_an_hour,
    }
    return [
        Aim("words: macro-F1", 0.70, None, {name: each.macro_f1 for name, each in measured.sets.items()}),
        Aim("words: F1 of frustrated", 0.75, None, {name: _frustrated(each) for name, each in measured.sets.items()}),
        Aim("words: right of what is stated", 0.90, None, {name: each.precision for name, each in told.items()}),
        Aim("words: share of turns stated", 0.60, None, {name: each.coverage for name, each in told.items()}),
        Aim("words: calibration error", None, 0.05,
            {name: calibration_error(trust.bins_of(each)) for name, each in measured.sets.items()}),
        Aim("words: false statements in 30 calm minutes", None, 1, calm),
        Aim("words: macro-F1 lost at 20 % word errors", None, 0.05, {"": heard_evaluate.loss_at(measured.heard, 0.2)}),
        Aim("GoEmotions, six states: macro-F1", 0.64, None, {"": measured.reddit.macro_six}),
        Aim("GoEmotions, 27 emotions: macro-F1", 0.46, None, {"": measured.reddit.macro_27}),
        Aim("tone: high or low arousal, clean", 0.80, None, voice("clean")),
        Aim("tone: the same through 8 kHz mu-law", 0.75, None, voice(tone.TELEPHONE)),
        Aim("words: 95 of 100 utterances within, ms", None, 15, {"": measured.cost.p95_ms}),
        Aim("words: size of the model, MB", None, 30, {"": measured.cost.model_mb}),
    ]  # fmt: skip


def _frustrated(judged: Judged) -> float:
    f1 = by_class(confusion(judged.truth, judged.answers, len(FEELINGS))).f1
    return float(f1[FEELINGS.index("frustrated")])


def _implicit(judged: Judged) -> str:
    return f"{100 * sum(turn.implicit for turn in judged.turns) / len(judged.turns):.0f} %"


def summary(measured: Measured) -> str:
    promised = aims(measured)
    missed = [aim.what for aim in promised if aim.met == "**no**"]
    partly = [aim.what for aim in promised if aim.met.startswith("only")]
    verdict = f"{len(promised) - len(missed) - len(partly)} of {len(promised)} aims are met."
    verdict += f" Met only in part: {'; '.join(partly)}." if partly else ""
    verdict += f" **Not met: {'; '.join(missed)}.**" if missed else ""
    return f"""## The headline figures against their aims

{table(("figure", "aim", "found", "met"), [aim.row for aim in promised])}

{verdict}

The *independent set* is {len(measured.independent.turns)} turns by a writer who saw nothing of the rest; the *frozen
tenth* is {len(measured.tenth.turns)} turns of the corpus that nothing was learnt from, by the same writers as the turns
that were learnt from. {_implicit(measured.independent)} of the first and {_implicit(measured.tenth)} of the second hold
no word of feeling, which is harder. **Both are written, not recorded**: no real calls with labels were at hand, and
real calls will be harder."""
