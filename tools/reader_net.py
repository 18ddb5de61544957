"""The trained part of the reader as torch sees it: e5's layers, the heads, and windows packed into rows.

Windows of a few dozen tokens share rows of fixed length behind a block-diagonal mask, so that there are
two tensor shapes in all and little padding; products run in bfloat16, which two cores with matrix units do
nine times faster than float32.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from pipeline.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.cluster.reader.windows import Window

HIDDEN, HEADS, THEME = 384, 12, 128
SHORT, LONG, ROWS = 128, 416, 8  # tokens of a row; rows of a batch when they are long
MASKED = -1e4
DROPOUT = 0.1
HEAD_NAMES = ("kind", "valence", "theme", "stage", "asked", "named")
ATTENTION = ("query", "key", "value")
PLAIN = {
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm1": "attention.output.LayerNorm",
    "norm2": "output.LayerNorm",
}
_CHANCE = np.random.Generator(np.random.SFC64(0))


def seed_everything(seed: int) -> None:
    """Begin every stream of chance anew."""
    global _CHANCE  # noqa: PLW0603 (one stream for all dropouts)
    torch.manual_seed(seed)
    _CHANCE = np.random.Generator(np.random.SFC64(seed))


def drop(x: torch.Tensor, *, training: bool) -> torch.Tensor:
    """Drop a tenth of the values; numpy's bytes come thirty times faster than torch's own dropout."""
    if not training:
        return x
    least = int(DROPOUT * 256)
    kept = (
        torch.from_numpy(np.frombuffer(bytearray(_CHANCE.bytes(x.numel())), np.uint8)).view(x.shape) >= least
    )
    return x * kept.to(x.dtype) * (256 / (256 - least))


class Layer(nn.Module):
    """A transformer layer of BERT's kind, its three attention products in one."""

    def __init__(self, state: Mapping[str, torch.Tensor]) -> None:
        """Take the weights of a layer, named as Hugging Face names them."""
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out, self.up = nn.Linear(HIDDEN, HIDDEN), nn.Linear(HIDDEN, 4 * HIDDEN)
        self.down = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        with torch.no_grad():
            for part in ("weight", "bias"):
                joined = torch.cat([state[f"attention.self.{name}.{part}"] for name in ATTENTION])
                getattr(self.qkv, part).copy_(joined)
                for ours, theirs in PLAIN.items():
                    getattr(getattr(self, ours), part).copy_(state[f"{theirs}.{part}"])

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the next states; ``mask`` is added to the attention's scores."""
        rows, length, _ = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        scores = torch.matmul(q, k.transpose(-1, -2)) * (HIDDEN // HEADS) ** -0.5 + mask
        seen = torch.matmul(torch.softmax(scores, -1, dtype=scores.dtype), v)
        seen = seen.transpose(1, 2).reshape(rows, length, HIDDEN)
        x = self.norm1(x + drop(self.out(seen), training=self.training))
        fed: torch.Tensor = self.down(functional.gelu(self.up(x)))
        after: torch.Tensor = self.norm2(x + drop(fed, training=self.training))
        return after

    def named_as_found(self) -> dict[str, np.ndarray]:
        """Return the weights under the names they came with."""
        found: dict[str, np.ndarray] = {}
        for part in ("weight", "bias"):
            whole = getattr(self.qkv, part).detach().numpy()
            for name, piece in zip(ATTENTION, np.split(whole, 3), strict=True):
                found[f"attention.self.{name}.{part}"] = piece
            for ours, theirs in PLAIN.items():
                found[f"{theirs}.{part}"] = getattr(getattr(self, ours), part).detach().numpy()
        return found


class Net(nn.Module):
    """The trained part: upper layers and heads."""

    def __init__(self, layers: Sequence[Layer], share: torch.Tensor) -> None:
        """Begin at e5's own layers; the kinds' bias begins at their ``share`` of the units."""
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.kind, self.valence = nn.Linear(HIDDEN, len(Kind)), nn.Linear(HIDDEN, 1)
        self.theme = nn.Linear(HIDDEN, THEME)
        self.stage, self.asked, self.named = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.sharpness = nn.Parameter(torch.tensor(math.log(10.0)))
        for head in (self.stage, self.asked, self.named):
            nn.init.eye_(head.weight)
            nn.init.zeros_(head.bias)
        with torch.no_grad():
            self.kind.bias.copy_(torch.log(share / (1 - share)))

    def encode(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Run the trained layers."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                x = layer(x, mask)
        return x.float()

    def nearness(self, head: nn.Module, pooled: torch.Tensor, named: torch.Tensor) -> torch.Tensor:
        """Return how near units (or questions) are to stages, as logits."""
        unit = functional.normalize(head(pooled))
        return self.sharpness.exp() * unit @ named.T


def pack(windows: Sequence[Window], order: Sequence[int]) -> list[list[list[int]]]:
    """Deal windows, in the order given, into batches of rows of one length; a row holds several windows."""
    short = [place for place in order if len(windows[place].ids) <= SHORT]
    long = [place for place in order if len(windows[place].ids) > SHORT]
    return _deal(windows, short, SHORT, ROWS * 3) + _deal(windows, long, LONG, ROWS)


def _deal(windows: Sequence[Window], order: Sequence[int], length: int, rows: int) -> list[list[list[int]]]:
    batches: list[list[list[int]]] = []
    sizes: list[int] = []
    batch: list[list[int]] = []
    for place in order:
        size = len(windows[place].ids)
        free = next((row for row, used in enumerate(sizes) if used + size <= length), None)
        if free is None and len(batch) == rows:
            batches.append(batch)
            batch, sizes, free = [], [], None
        if free is None:
            batch.append([])
            sizes.append(0)
            free = len(batch) - 1
        batch[free].append(place)
        sizes[free] += size
    return [*batches, batch] if batch else batches


def laid_out(
    states: Sequence[torch.Tensor], batch: Sequence[Sequence[int]]
) -> tuple[torch.Tensor, torch.Tensor, list[tuple[int, int, int]]]:
    """Return padded states, their mask, and (window, row, first token) for each window of a batch."""
    length = SHORT if max(sum(len(states[place]) for place in row) for row in batch) <= SHORT else LONG
    count = math.ceil(len(batch) / 4) * 4
    x = torch.zeros(count, length, HIDDEN)
    seen = torch.full((count, 1, length, length), MASKED)
    where = []
    for number in range(count):
        at = 0
        for place in batch[number] if number < len(batch) else ():
            size = len(states[place])
            x[number, at : at + size] = states[place].float()
            seen[number, 0, at : at + size, at : at + size] = 0
            where.append((place, number, at))
            at += size
        rest = torch.arange(at, length)
        seen[number, 0, rest, rest] = 0  # padding sees itself: a row of nothing has no softmax
    return x, seen.bfloat16(), where


def pooled(
    net: Net, states: Sequence[torch.Tensor], windows: Sequence[Window], batch: Sequence[Sequence[int]]
) -> tuple[torch.Tensor, list[int], torch.Tensor, list[list[int]]]:
    """Return the mean state of each unit's own tokens and the units, of each question's and its units."""
    x, mask, where = laid_out(states, batch)
    found = net.encode(x, mask)
    units: list[int] = []
    rows, asked, answers = [], [], []
    for place, row, at in where:
        window = windows[place]
        rows += [found[row, at + start : at + end].mean(0) for _, start, end in window.spans]
        units += [unit for unit, _, _ in window.spans]
        start, end = window.question
        asked.append(found[row, at + start : at + end].mean(0))
        answers.append([unit for unit, _, _ in window.spans])
    return torch.stack(rows), units, torch.stack(asked), answers


def contrast(vectors: torch.Tensor, labels: torch.Tensor, temperature: float = 0.1) -> torch.Tensor:
    """Return the supervised contrastive loss (Khosla et al. 2020); label -1 is near to nobody."""
    likeness = vectors @ vectors.T / temperature
    own = torch.eye(len(vectors), dtype=torch.bool)
    same = (labels[:, None] == labels[None]) & (labels[:, None] >= 0) & ~own
    some = same.any(1)
    if not some.any():
        return torch.zeros(())
    chance = likeness - torch.logsumexp(likeness.masked_fill(own, -1e9), 1, keepdim=True)
    return -((chance * same).sum(1)[some] / same.sum(1)[some]).mean()


def split_state(state: Mapping[str, Any]) -> tuple[dict[str, torch.Tensor], list[Layer]]:
    """Return the tensors of e5's embeddings and its twelve layers."""
    found = {name.removeprefix("bert."): value.float() for name, value in state.items()}
    layers = []
    for number in range(12):
        prefix = f"encoder.layer.{number}."
        layers.append(
            Layer({name.removeprefix(prefix): t for name, t in found.items() if name.startswith(prefix)})
        )
    return {name: t for name, t in found.items() if name.startswith("embeddings.")}, layers


def embedded(tensors: Mapping[str, torch.Tensor], ids: Sequence[int]) -> torch.Tensor:
    """Return e5's input states of a window, float32[tokens, hidden]."""
    tokens = torch.tensor(ids)
    summed = (
        tensors["embeddings.word_embeddings.weight"][tokens]
        + tensors["embeddings.position_embeddings.weight"][: len(ids)]
        + tensors["embeddings.token_type_embeddings.weight"][0]
    )
    weight, bias = (tensors[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias"))
    return functional.layer_norm(summed, (HIDDEN,), weight, bias, 1e-12)
