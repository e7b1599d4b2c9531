"""The sections of REPORT.md, as Markdown."""

from __future__ import annotations

from assist.emotion.words import FEELINGS
from models import fusion_evaluate
from models.aims import summary
from models.customer_tone import evaluate as tone
from models.customer_words import corpus, evaluate, goemotions, heard_evaluate, trust
from models.measured import Measured
from models.tables import table


def words_section(measured: Measured) -> str:
    rows = [row for name, each in measured.sets.items() for row in evaluate.overall(name, each, measured.train)]
    strengths = [evaluate.intensity_row(name, each) for name, each in measured.sets.items()]
    states = "\n\n".join(
        f"{name[0].upper()}{name[1:]}:\n\n{evaluate.states_table(each, measured.train)}"
        for name, each in measured.sets.items()
    )
    others = [kind for kind in corpus.KINDS if kind not in evaluate.GROUPS]
    return f"""## Words: six states

The likeliest state of each turn against its label, whatever the confidence. Macro-F1 is the mean of the states' F1.
Intervals: 95 %, by drawing the turns anew 1000 times (shares: Wilson). *Implicit* turns hold no word of feeling.

{table(evaluate.OVERALL_HEAD, rows)}

TF-IDF + logistic regression (words and pairs of words, without the context) and the commonest state were fitted on
the same {len(measured.train)} turns as the model.

{states}

![Which states are taken for which](report/confusion.png)

Intensity, 0 to 1. Neutral turns are all near 0, so the order is easier over all turns than over those with a feeling.

{table(evaluate.INTENSITY_HEAD, strengths)}

### By kind of turn
Both sets together; a turn can be of several kinds. Macro-F1 only from 50 turns on.

{evaluate.kinds_table(measured.both, others)}

### By group of speakers
As imitated by writers, not as spoken by anybody: a low figure is a warning, a high one is no proof. Both sets together;
the intervals are wide, and differences inside them mean nothing.

{evaluate.kinds_table(measured.both, evaluate.GROUPS)}"""


def trust_section(measured: Measured) -> str:
    calm = {
        "the independent set (a third of them full of words of feeling, on purpose)": measured.independent,
        "the frozen tenth": measured.tenth,
        "the frozen tenth's calm calls": measured.calm_calls,
    }
    return f"""## Words: what is stated, and when it is wrong

A state is stated from a confidence of {measured.stated_above:g} on (`stated_above`, set on another tenth); below, the
program says "unsure". The calibration error is how far confidence is from the share that is right, over ten bins.

{trust.trust_table(measured.sets)}

![Confidence against the share that is right](report/reliability.png)
![Coverage against accuracy](report/coverage.png)

### False statements on calm turns
A feeling stated of a turn that is labelled neutral. To come to 30 minutes, {trust.TURNS_A_MINUTE} customer turns a
minute are assumed ({trust.HALF_HOUR_TURNS} turns), all of them neutral, as varied as these. *As calls*: the same turns
in random order through the program's memory of a call, in which a calm turn before makes the next look calmer;
{trust.CALLS} half hours.

{trust.neutral_table(calm, measured.stated_above)}"""


def heard_section(measured: Measured) -> str:
    turns = measured.heard[0].judged.turns
    return f"""## Words: as the recogniser hears them

{len(turns)} turns of the independent set, {sum(turn.implicit for turn in turns)} of them without a word of feeling,
spoken by two synthetic voices, through a telephone band (8 kHz mu-law) with the murmur of a call floor, and read by the
program's recogniser. The turn before is given as written. Word errors are over all words; a number in digits counts as
one, so that even a clear line has some. The model learnt from other turns spoken in the same way.

{heard_evaluate.heard_table(measured.heard)}

![Macro-F1 against word errors](report/heard.png)

The texts are in `customer_words/frozen/heard`; `.venv/bin/python models/customer_words/heard.py --frozen` makes them
again (about 0.4 s of processor time a turn and condition). At 20 % word errors, in a straight line between the
conditions on both sides, {100 * heard_evaluate.loss_at(measured.heard, 0.2):.1f} points of macro-F1 are lost."""


def reddit_section(measured: Measured) -> str:
    reddit = measured.reddit
    six = [(state, float(f1)) for state, f1 in zip(FEELINGS, reddit.six, strict=True)]
    return f"""## Words: Reddit comments (GoEmotions)

Whether the encoder still knows feelings outside customer service. Logistic regressions on the shipped model's
`sentence` output, fitted on the training split (which the encoder was trained on as well, beside the customer turns),
thresholds from the dev split, measured on the test split. Six states: the {reddit.six_comments} comments whose labels
all belong to one of them (`REDDIT_STATES`). Reading 54,000 comments took {reddit.embed_s / 60:.1f} minutes, fitting
{reddit.fit_s / 60:.1f}.

{goemotions.scores_table(reddit)}

{table(("state", "F1"), six)}"""


def tone_section(measured: Measured) -> str:
    unseen = measured.tone_unseen["figures"]
    clean, phone = (unseen[line][tone.BASELINES[0]]["balanced_accuracy"] for line in ("clean", tone.TELEPHONE))
    return f"""## Tone: high or low arousal

Acted speech (RAVDESS, CC BY-NC-SA 4.0, for evaluation only); nothing was fitted to it. High: angry, fearful, happy,
surprised; low: neutral, calm, sad. A voice is compared with the speaker's own neutral clips, with one of them, or with
none. Intervals over actors. Actors 1 to 4 had been listened to while the rule was made; of actors 5 to 16 alone
{clean:.3f} are right on a clean line, {phone:.3f} on the telephone.

{tone.table(measured.tone)}"""


def fusion_section(measured: Measured) -> str:
    return f"""## Words and tone side by side

**Simulated**: no corpus at hand has both a customer's words and their voice. Each frozen turn is given a random clip of
an actor whose acted feeling goes with the label (frustrated: angry; anxious: fearful; disappointed: sad; satisfied:
happy; neutral: neutral or calm; confused: neutral or surprised), over the telephone line, judged beside the same
actor's neutral clips and fused by the program's code. Clips of any feeling and neutral clips show what a wrong tone
costs. Real voices go with words far less neatly. Means over {fusion_evaluate.SEEDS} draws, ± their deviation.

{fusion_evaluate.fused_table(measured.fused)}

*Tone alone* is the balanced accuracy of arousal for frustrated, anxious and satisfied against disappointed and neutral:
tone alone names no state."""


def cost_section(measured: Measured) -> str:
    spent = measured.cost
    rows = [
        ("words, an utterance with its context: half within", f"{spent.p50_ms:.1f} ms"),
        ("95 of 100 within", f"{spent.p95_ms:.1f} ms"),
        ("the longest", f"{spent.longest_ms:.1f} ms"),
        ("model.onnx", f"{spent.model_mb:.1f} MB"),
        ("with tokenizer and configuration", f"{spent.files_mb:.1f} MB"),
        ("tone, a second of audio", f"{1000 * measured.tone['cost']:.1f} ms"),
    ]
    return f"""## Cost

Processor time on one thread of the machine that made this report, over {spent.turns} frozen turns.

{table(("what", "cost"), rows)}"""


SECTIONS = (summary, words_section, trust_section, heard_section, reddit_section, tone_section, fusion_section,
            cost_section)  # fmt: skip
