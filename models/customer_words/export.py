"""From the trained network to the files that the program reads."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer

from assist.emotion.words import FEELINGS
from models.customer_words.model import CustomerWords

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("logits", "intensity", "sentence", "evidence")


def export(network: CustomerWords, base: Path, folder: Path, *, context_turns: int, stated_above: float) -> None:
    """Write the model into `folder` in the Hugging Face layout, in int8."""
    folder.mkdir(parents=True, exist_ok=True)
    network = network.cpu().eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole, ready = Path(scratch) / "whole.onnx", Path(scratch) / "ready.onnx"
        # Three tensors of their own: one given twice is exported as one input.
        ids, mask, kinds = (torch.full((2, 16), value, dtype=torch.int64) for value in (7, 1, 0))
        shape = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=512)}
        torch.onnx.export(
            network, (ids, mask, kinds), whole, input_names=INPUTS, output_names=OUTPUTS,
            dynamic_shapes=(shape, shape, shape), dynamo=True, external_data=False, verbose=False,
        )  # fmt: skip
        quant_pre_process(whole, ready, skip_symbolic_shape=True)
        # Seven bits of weights: eight overflow on processors without VNNI. No figure was worse for it.
        quantize_dynamic(ready, folder / "model.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    _forget_the_workshop(folder / "model.onnx")
    shutil.copyfile(base / "tokenizer.json", folder / "tokenizer.json")
    heads = {name: value.numpy() for name, value in network.state_dict().items() if name.startswith("reddit")}
    np.savez(folder / "heads.npz", **heads)
    config = {
        "architectures": ["BertForSequenceClassification"],
        "model_type": "bert",
        "id2label": {str(number): state for number, state in enumerate(FEELINGS)},
        "label2id": {state: number for number, state in enumerate(FEELINGS)},
        "assist": {"context_turns": context_turns, "stated_above": stated_above},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _forget_the_workshop(path: Path) -> None:
    """The exporter notes from which lines of which file on this machine each node came; take that out."""
    model = onnx.load(path)
    for part in (model, model.graph, *model.graph.node, *model.graph.value_info, *model.graph.initializer):
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(model, path)


def tokenizer_of(base: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(128)
    return tokenizer
