"""The ONNX graph of multilingual-e5-small in 8 bits, written straight from the packed 4-bit weights.

The architecture is that of BERT (12 post-norm layers, learned positions). Weights become int8 with one scale for each
output channel; the table of words keeps its exact 4-bit blocks. Pooling (the mean over the mask) and the division by
the length are part of the graph: input_ids and attention_mask go in, unit vectors come out.
Nothing is ever held as a whole in float32, so building needs little memory.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.embedding.packed_weights import BLOCK, PackedWeights

OUTPUT = "sentence_embedding"
_RUNTIME = "com.microsoft"
_OPSETS = (("", 21), (_RUNTIME, 1))
_IR_VERSION = 10
_STEPS = 63


class _Graph:
    """A model to which nodes and constants are added in place; each step returns the name of what it computes."""

    def __init__(self, weights: PackedWeights) -> None:
        self.weights = weights
        opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS]
        self.model = onnx.ModelProto(ir_version=_IR_VERSION, opset_import=opsets)
        self.body = self.model.graph
        self.body.name = "multilingual-e5-small"

    def constant(self, name: str, values: NDArray[Any]) -> str:
        self.body.initializer.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def step(self, kind: str, inputs: Sequence[str], output: str, *, domain: str = "", **settings: float) -> str:
        node = helper.make_node(kind, inputs, [output], domain=domain)
        node.attribute.extend(helper.make_attribute(name, value) for name, value in settings.items())
        self.body.node.append(node)
        return output

    def linear(self, source: str, name: str, columns: int) -> str:
        """x·Wᵀ + b with W in int8; the input is quantised as it comes."""
        values, scales = _int8(self.weights.matrix(f"{name}.w", columns))
        inputs = [
            source,
            self.constant(f"{name}.weight", values.T),
            self.constant(f"{name}.scale", scales),
            "",
            self.constant(f"{name}.bias", self.weights.floats(f"{name}.b")),
        ]
        return self.step("DynamicQuantizeMatMul", inputs, f"{name}.out", domain=_RUNTIME)

    def norm(self, source: str, name: str) -> str:
        scale = self.constant(f"{name}.scale", self.weights.floats(f"{name}.w"))
        shift = self.constant(f"{name}.shift", self.weights.floats(f"{name}.b"))
        epsilon = self.weights.shape.epsilon
        return self.step("LayerNormalization", [source, scale, shift], f"{name}.out", axis=-1, epsilon=epsilon)


def build_graph(weights: PackedWeights) -> onnx.ModelProto:
    """The whole model. Inputs: int64 (texts, tokens) each; output: float32 (texts, 384)."""
    graph = _Graph(weights)
    graph.step("Cast", ["attention_mask"], "mask32", to=TensorProto.INT32)
    state = _embeddings(graph)
    for layer in range(weights.shape.layers):
        state = _layer(graph, state, f"l{layer}")
    _pooling(graph, state)
    for name in ("input_ids", "attention_mask"):
        graph.body.input.append(helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]))
    hidden = weights.shape.hidden
    graph.body.output.append(helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["texts", hidden]))
    return graph.model


def _int8(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Values and scale of each row (an output channel); a row of zeros keeps the scale 1.

    7 of the 8 bits are used: with all 8, sums of products overflow 16 bits on processors without VNNI, and the same
    text would get another vector there. The loss cannot be measured, as the source has 4 bits.
    """
    scales = np.abs(matrix).max(axis=1) / _STEPS
    scales = np.where(scales > 0, scales, 1).astype(np.float32)
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales


def _embeddings(graph: _Graph) -> str:
    hidden = graph.weights.shape.hidden
    scales = _word_table(graph, hidden)
    inputs = ["words", "input_ids", scales]
    axes = {"gather_axis": 0, "quantize_axis": 1}
    words = graph.step("GatherBlockQuantized", inputs, "word", domain=_RUNTIME, block_size=BLOCK, **axes)
    positions = graph.weights.floats("emb.pos").reshape(-1, hidden) + graph.weights.floats("emb.type")[:hidden]
    graph.constant("positions", positions)
    zero, one, two = (graph.constant(f"axis{number}", np.array([number])) for number in range(3))
    graph.step("Shape", ["input_ids"], "shape")
    graph.step("Slice", ["shape", one, two], "length")
    graph.step("Slice", ["positions", zero, "length"], "position")
    return graph.norm(graph.step("Add", [words, "position"], "embedded"), "emb.ln")


def _word_table(graph: _Graph, hidden: int) -> str:
    """Adds the words' 4-bit values as the runtime packs them (neighbours share a byte); returns the scales' name."""
    packed, scales = graph.weights.repacked("emb.word", hidden)
    rows = graph.weights.shape.words
    graph.body.initializer.add(name="words", data_type=TensorProto.INT4, dims=[rows, hidden], raw_data=packed)
    return graph.constant("words.scale", scales)


def _layer(graph: _Graph, state: str, name: str) -> str:
    shape = graph.weights.shape
    query, key, value = (graph.linear(state, f"{name}.{part}", shape.hidden) for part in "qkv")
    inputs = [query, key, value, "", "mask32"]
    context = graph.step("MultiHeadAttention", inputs, f"{name}.context", domain=_RUNTIME, num_heads=shape.heads)
    attended = graph.linear(context, f"{name}.ao", shape.hidden)
    state = graph.norm(graph.step("Add", [state, attended], f"{name}.sum1"), f"{name}.aln")
    inner = graph.step("Gelu", [graph.linear(state, f"{name}.fi", shape.hidden)], f"{name}.gelu")
    fed = graph.linear(inner, f"{name}.fo", graph.weights.floats(f"{name}.fi.b").size)
    return graph.norm(graph.step("Add", [state, fed], f"{name}.sum2"), f"{name}.oln")


def _pooling(graph: _Graph, state: str) -> None:
    """The mean over a text's tokens and the sum point the same way, so the sum is enough before the division."""
    graph.step("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    graph.step("Unsqueeze", ["mask", "axis2"], "mask3")
    graph.step("Mul", [state, "mask3"], "masked")
    graph.step("ReduceSum", ["masked", "axis1"], "pooled", keepdims=0)
    graph.step("LpNormalization", ["pooled"], OUTPUT, axis=-1, p=2)
