"""The encoder of multilingual-e5-small as an int8 ONNX graph, written without torch.

Weights are quantised per output column, activations per token (row), both inside the graph:

- a row's scale depends on that row alone, and integer products are exact, so a text's vector is the
  same to the bit alone or in a batch (the usual dynamic quantisation takes one scale for the whole
  batch and changes a text's vector with its neighbours);
- weights keep 7 bits (-63..63): two products of an unsigned and a signed byte then fit int16, so
  processors without VNNI, whose instructions saturate there, give the same integers;
- GELU's output is at least -0.17: shifted by that it needs no sign and gains a bit; the shift is
  taken back in the next bias.

Rows of all texts of a batch are multiplied at once; only attention knows where a text ends, which is
why a batch holds texts of one length and there is no padding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .base import Matrix
    from .e5_weights import E5Weights

CONTRIB = "com.microsoft"  # the operators that ONNX Runtime adds to the standard ones
OPSET, IR_VERSION = 19, 9  # what ONNX Runtime 1.20 reads
WEIGHT_LIMIT = 63
ACTIVATION_LIMIT = 127
UNSIGNED_LIMIT = 255
ZERO_POINT = 128
GELU_SHIFT = 0.17  # GELU's minimum is -0.16997


def encoder_graph(weights: E5Weights) -> bytes:
    """Return a serialised model: ``embedded`` float32[b, l, h] → ``encoded`` float32[b, l, h].

    ``embedded`` is the sum of word, position and type embeddings before their LayerNorm, of b texts
    of l tokens each, all of them real: there is no mask.
    """
    graph = _Graph()
    epsilon, hidden = weights.shape.epsilon, weights.shape.hidden
    graph.prepare(hidden)
    x = graph.norm("rows", weights.array("emb.ln.w"), weights.array("emb.ln.b"), epsilon, "x")
    for number in range(weights.shape.layers):
        x = _layer(graph, weights, number, x)
    graph.node("Reshape", [x, "shape"], "encoded")
    return graph.serialise(hidden)


def _layer(graph: _Graph, weights: E5Weights, number: int, x: str) -> str:
    at, shape = f"l{number}.", weights.shape
    hidden, epsilon = shape.hidden, shape.epsilon
    qkv = np.concatenate([weights.matrix(f"{at}{name}.w", hidden) for name in "qkv"])
    products = graph.product(x, qkv, f"{at}qkv")
    bias = np.concatenate([weights.array(f"{at}{name}.b") for name in "qkv"])
    context = graph.attention(products, bias, shape.heads, at)
    y = graph.product(context, weights.matrix(f"{at}ao.w", hidden), f"{at}ao")
    y = graph.residual(y, weights.array(f"{at}ao.b"), x, f"{at}ao")
    x = graph.norm(y, weights.array(f"{at}aln.w"), weights.array(f"{at}aln.b"), epsilon, f"{at}aln")

    y = graph.product(x, weights.matrix(f"{at}fi.w", hidden), f"{at}fi")
    inner = graph.constant(f"{at}fi.b", weights.array(f"{at}fi.b"))
    y = graph.node("BiasGelu", [y, inner], f"{at}gelu", CONTRIB)
    y = graph.node("Add", [y, "gelu_shift"], f"{at}gelu_shifted")
    matrix = weights.matrix(f"{at}fo.w", shape.feed_forward)
    y = graph.product(y, matrix, f"{at}fo", signed=False)
    unshifted = weights.array(f"{at}fo.b") - GELU_SHIFT * _rounded(matrix).sum(axis=1)
    y = graph.residual(y, unshifted.astype(np.float32), x, f"{at}fo")
    return graph.norm(y, weights.array(f"{at}oln.w"), weights.array(f"{at}oln.b"), epsilon, f"{at}oln")


def _quantise(matrix: Matrix) -> tuple[NDArray[np.int8], Matrix]:
    """Return int8[in, out] and its scales float32[out] for float32[out, in]."""
    scales = np.maximum(np.abs(matrix).max(axis=1), np.finfo(np.float32).tiny) / np.float32(WEIGHT_LIMIT)
    whole = np.rint(matrix / scales[:, None]).astype(np.int8)
    return np.ascontiguousarray(whole.T), scales


def _rounded(matrix: Matrix) -> Matrix:
    """Return float32[out, in] as the graph sees it after quantisation."""
    whole, scales = _quantise(matrix)
    rounded: Matrix = whole.T.astype(np.float32) * scales[:, None]
    return rounded


class _Graph:
    """Nodes and constants of a model in the making; each method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def node(
        self, operator: str, inputs: list[str], output: str, domain: str = "", **settings: object
    ) -> str:
        """Add one operator with one output."""
        from onnx import helper  # noqa: PLC0415 (heavy)

        made = helper.make_node(operator, inputs, [output], domain=domain, name=output, **settings)
        self.nodes.append(made)
        return output

    def constant(self, name: str, value: NDArray[Any] | np.generic) -> str:
        """Add one constant."""
        from onnx import numpy_helper  # noqa: PLC0415 (heavy)

        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def prepare(self, hidden: int) -> None:
        """Add what every layer uses: shapes, limits, zero points (one a row, as QuantizeLinear wants)."""
        self.constant("flat", np.array([-1, hidden]))
        self.constant("line", np.array([-1]))
        self.constant("thirds", np.array([hidden] * 3))
        self.constant("first", np.array([0]))
        self.constant("one", np.float32(1))
        self.constant("gelu_shift", np.float32(GELU_SHIFT))
        self.node("Shape", ["embedded"], "shape")
        self.node("Reshape", ["embedded", "flat"], "rows")
        self.node("Shape", ["rows"], "rows_shape")
        self.node("Gather", ["rows_shape", "first"], "row_count")
        for kind, limit, zero in (("signed", ACTIVATION_LIMIT, ZERO_POINT), ("unsigned", UNSIGNED_LIMIT, 0)):
            self.constant(f"{kind}_step", np.float32(1 / limit))
            filled = self.constant_tensor(np.array([zero], np.uint8))
            self.constant(f"{kind}_zero", np.uint8(zero))
            self.node("ConstantOfShape", ["row_count"], f"{kind}_zeros", value=filled)

    def constant_tensor(self, value: NDArray[Any]) -> object:
        """Return a value as an attribute wants it."""
        from onnx import numpy_helper  # noqa: PLC0415 (heavy)

        return numpy_helper.from_array(value)

    def norm(self, x: str, scale: Matrix, bias: Matrix, epsilon: float, name: str) -> str:
        """Add a LayerNorm over the last axis."""
        parts = [x, self.constant(f"{name}.scale", scale), self.constant(f"{name}.bias", bias)]
        return self.node("LayerNormalization", parts, f"{name}.norm", axis=-1, epsilon=epsilon)

    def residual(self, y: str, bias: Matrix, x: str, name: str) -> str:
        """Add ``y + bias + x``."""
        biased = self.node("Add", [y, self.constant(f"{name}.bias", bias)], f"{name}.biased")
        return self.node("Add", [biased, x], f"{name}.sum")

    def product(self, x: str, matrix: Matrix, name: str, *, signed: bool = True) -> str:
        """Add ``x @ matrix.T`` in int8; with ``signed=False`` x has no negative value.

        A row of zeros would divide by zero; none can come: x is the output of a LayerNorm with a
        bias, of attention over such rows, or of the shifted GELU.
        """
        kind = "signed" if signed else "unsigned"
        size = self.node("Abs", [x], f"{name}.abs") if signed else x
        top = self.node("ReduceMax", [size, "line"], f"{name}.top", keepdims=1)
        step = self.node("Mul", [top, f"{kind}_step"], f"{name}.step")
        steps = self.node("Reshape", [step, "line"], f"{name}.steps")
        whole = self.node("QuantizeLinear", [x, steps, f"{kind}_zeros"], f"{name}.whole", axis=0)
        quantised, scales = _quantise(matrix)
        parts = [whole, self.constant(f"{name}.weights", quantised), "one"]
        parts += [self.constant(f"{name}.scales", scales), f"{kind}_zero"]
        product = self.node("MatMulIntegerToFloat", parts, f"{name}.raw", CONTRIB)
        return self.node("Mul", [product, step], f"{name}.product")

    def attention(self, products: str, bias: Matrix, heads: int, at: str) -> str:
        """Add self-attention inside each text; ``products`` are Q, K and V side by side."""
        from onnx import helper  # noqa: PLC0415 (heavy)

        thirds = [f"{at}{name}.rows" for name in "qkv"]
        self.nodes.append(helper.make_node("Split", [products, "thirds"], thirds, axis=-1))
        texts = [self.node("Reshape", [rows, "shape"], f"{rows}.texts") for rows in thirds]
        texts.append(self.constant(f"{at}qkv.bias", bias))
        mixed = self.node("MultiHeadAttention", texts, f"{at}attention", CONTRIB, num_heads=heads)
        return self.node("Reshape", [mixed, "flat"], f"{at}context")

    def serialise(self, hidden: int) -> bytes:
        """Return the model as bytes."""
        from onnx import TensorProto, helper  # noqa: PLC0415 (heavy)

        ends = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["texts", "tokens", hidden])
            for name in ("embedded", "encoded")
        ]
        graph = helper.make_graph(self.nodes, "e5", ends[:1], ends[1:], self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model: bytes = helper.make_model(
            graph, opset_imports=opsets, ir_version=IR_VERSION
        ).SerializeToString()
        return model
