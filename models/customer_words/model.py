"""The network: a MiniLM encoder, a head for states, one for intensity, and GoEmotions heads that keep it general."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

STATES = 6
REDDIT = 28
"""Labels of GoEmotions, many at a time."""
REDDIT_STATES = 6
"""The same comments in our six states, where they fit one."""


class CustomerWords(nn.Module):
    """Token ids in; logits of states, intensity, and what the GoEmotions heads say out."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, dtype=torch.float32, attn_implementation="eager")
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.states = nn.Linear(width, STATES)
        self.intensity = nn.Linear(width, 1)
        self.reddit = nn.Linear(width, REDDIT)
        self.reddit_states = nn.Linear(width, REDDIT_STATES)
        self.register_buffer("temperature", torch.ones(()))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, ...]:
        """(logits [b, 6], intensity [b, 1] in 0 to 1, sentence [b, 384], evidence [b, t, 6]).

        The states are a linear function of a mean over tokens, so each token's part of every logit can be read off:
        that is the evidence, and it costs nothing.
        """
        hidden = self.tokens(input_ids, attention_mask, token_type_ids)
        sentence = mean(hidden, attention_mask)
        dropped = self.dropout(sentence)
        evidence = functional.linear(hidden, self.states.weight) / self.temperature
        logits, intensity = self.states(dropped) / self.temperature, torch.sigmoid(self.intensity(dropped))
        return logits, intensity, sentence, evidence

    def tokens(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        hidden: Tensor = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return hidden

    def embed(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """The mean of the tokens, as the encoder was made to be used."""
        return mean(self.tokens(input_ids, attention_mask, token_type_ids), attention_mask)


def mean(hidden: Tensor, attention_mask: Tensor) -> Tensor:
    mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * mask).sum(1) / mask.sum(1)
