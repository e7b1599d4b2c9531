"""From a trained network to an int8 ONNX file, the same for every model of ours."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export_onnx(network: torch.nn.Module, path: Path, outputs: Sequence[str]) -> None:
    """Write a network that takes `INPUTS` [batch, tokens] and gives `outputs`, as int8 ONNX."""
    with tempfile.TemporaryDirectory() as scratch:
        whole, ready = Path(scratch) / "whole.onnx", Path(scratch) / "ready.onnx"
        # Three tensors of their own: one given twice is exported as one input.
        ids, mask, kinds = (torch.full((2, 16), value, dtype=torch.int64) for value in (7, 1, 0))
        shape = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=512)}
        torch.onnx.export(
            network, (ids, mask, kinds), whole, input_names=INPUTS, output_names=outputs,
            dynamic_shapes=(shape, shape, shape), dynamo=True, external_data=False, verbose=False,
        )  # fmt: skip
        quant_pre_process(whole, ready, skip_symbolic_shape=True)
        # Seven bits of weights: eight overflow on processors without VNNI. No figure was worse for it.
        quantize_dynamic(ready, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    _forget_the_workshop(path)


def _forget_the_workshop(path: Path) -> None:
    """The exporter notes from which lines of which file on this machine each node came; take that out."""
    model = onnx.load(path)
    for part in (model, model.graph, *model.graph.node, *model.graph.value_info, *model.graph.initializer):
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(model, path)
