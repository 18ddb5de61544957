"""Train the reader on data/corpus and write pipeline/cluster/reader/weights.npz.

    python tools/train_reader.py [--hold-out STUDY,STUDY] [--epochs 8] [--seed 0] [--out FILE]

The lower eight layers of e5-small stay as they are, their states are computed once; the upper four and four
heads (kinds, valence, themes, stages) are trained together, a pass a window of question and answer.  On
two cores it takes a quarter of an hour with bfloat16 matrix units, about an hour without.  Held-out studies
are whole trades that the reader never sees: they are what is reported, and blend_reader.py takes its
weights and thresholds from them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import yaml
from torch import nn
from torch.nn import functional

from blend_reader import f1
from check_corpus import CORPUS, CodedUnit, read_interview
from pipeline.cluster.embedders.e5_export import NAMES, NORMS, export_sentence_transformer
from pipeline.cluster.embedders.e5_small import E5Small
from pipeline.cluster.embedders.e5_weights import open_weights
from pipeline.cluster.reader.tuned import dump_tuned, packed
from pipeline.cluster.reader.windows import Answer, Window, windows
from pipeline.records import Kind

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "pipeline" / "cluster" / "reader" / "weights.npz"
FROZEN, HIDDEN, THEME = 8, 384, 128
BATCH, BUCKET, PAD = 16, 12, 32  # windows a step; batches sorted by length together; lengths are multiples
RATE, HEAD_RATE, DECAY = 2e-4, 1e-3, 0.01
VALENCE_WEIGHT, THEME_WEIGHT, STAGE_WEIGHT = 0.2, 0.3, 0.5
TEMPERATURE, STAGE_SHARPNESS = 0.1, 12.0
MASKED = -1e4


@dataclass(slots=True)
class Study:
    """A study as the training sees it."""

    name: str
    units: list[CodedUnit]
    passes: list[Window]
    states: list[torch.Tensor]
    stage_ids: list[str]
    stage_vectors: tuple[torch.Tensor, torch.Tensor]  # of the names, and of names with descriptions
    themes: dict[str, int]


class Net(nn.Module):
    """The trained part: upper layers and heads."""

    def __init__(self, layers: nn.ModuleList, share: torch.Tensor) -> None:
        """Begin at e5's own layers; the kinds' bias begins at their share."""
        super().__init__()
        self.layers = layers
        self.drop = nn.Dropout(0.1)
        self.kind = nn.Linear(HIDDEN, len(Kind))
        self.valence = nn.Linear(HIDDEN, 1)
        self.theme = nn.Linear(HIDDEN, THEME)
        self.stage = nn.Linear(HIDDEN, HIDDEN)
        nn.init.eye_(self.stage.weight)
        nn.init.zeros_(self.stage.bias)
        with torch.no_grad():
            self.kind.bias.copy_(torch.log(share / (1 - share)))

    def pool(self, states: list[torch.Tensor], passes: list[Window]) -> torch.Tensor:
        """Return the mean state of each unit's own tokens, float32[units, hidden]."""
        x, mask = padded(states)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                x = first(layer(x, mask))
        x = x.float()
        return torch.stack([x[row, a:b].mean(0) for row, w in enumerate(passes) for _, a, b in w.spans])

    def forward(self, pooled: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Return kind logits, valence, theme and stage vectors."""
        pooled = self.drop(pooled)
        theme, stage = functional.normalize(self.theme(pooled)), functional.normalize(self.stage(pooled))
        return self.kind(pooled), self.valence(pooled)[:, 0], theme, stage


def first(output: Any) -> torch.Tensor:
    """Return a layer's states, whatever else it returns."""
    return output[0] if isinstance(output, tuple) else output


def padded(states: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return states in few shapes (each new one costs a compilation) and their attention mask."""
    length = math.ceil(max(len(s) for s in states) / PAD) * PAD
    count = math.ceil(len(states) / BATCH) * BATCH
    x, mask = torch.zeros(count, length, HIDDEN), torch.zeros(count, length)
    mask[len(states) :, 0] = 1
    for row, state in enumerate(states):
        x[row, : len(state)], mask[row, : len(state)] = state.float(), 1
    return x, (1 - mask)[:, None, None, :] * MASKED


def load_corpus(tokenize: Any) -> dict[str, tuple[dict[str, Any], list[CodedUnit], list[Window]]]:
    """Read every study with its windows."""
    found = {}
    for path in sorted(CORPUS.glob("*/*/study.yaml")):
        study = yaml.safe_load(path.read_text(encoding="utf-8"))
        units = [unit for file in sorted(path.parent.glob("*.txt")) for unit in read_interview(file)[1]]
        answers: list[tuple[tuple[str, str, str], list[str]]] = []
        for unit in units:
            key = (unit.file, unit.voice, unit.question)
            if answers and answers[-1][0] == key:
                answers[-1][1].append(unit.text)
            else:
                answers.append((key, [unit.text]))
        passes = windows([Answer(key[2], tuple(texts)) for key, texts in answers], tokenize)
        found[path.parent.name] = (study, units, passes)
    return found


@torch.no_grad()
def lower_states(model: Any, passes: list[Window]) -> list[torch.Tensor]:
    """Run the frozen layers once over every window."""
    order = sorted(range(len(passes)), key=lambda row: len(passes[row].ids))
    states: list[Any] = [None] * len(passes)
    for at in range(0, len(order), BATCH):
        rows = order[at : at + BATCH]
        length = math.ceil(max(len(passes[row].ids) for row in rows) / PAD) * PAD
        ids, mask = torch.full((BATCH, length), 1), torch.zeros(BATCH, length)
        mask[len(rows) :, 0] = 1
        for place, row in enumerate(rows):
            ids[place, : len(passes[row].ids)] = torch.tensor(passes[row].ids)
            mask[place, : len(passes[row].ids)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = model.embeddings(input_ids=ids)
            for layer in model.encoder.layer[:FROZEN]:
                x = first(layer(x, (1 - mask)[:, None, None, :] * MASKED))
        for place, row in enumerate(rows):
            states[row] = x[place, : len(passes[row].ids)].half().clone()
    return states


def contrast(vectors: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the supervised contrastive loss (Khosla et al. 2020); label -1 is near to nobody."""
    likeness = vectors @ vectors.T / TEMPERATURE
    own = torch.eye(len(vectors), dtype=torch.bool)
    same = (labels[:, None] == labels[None]) & (labels[:, None] >= 0) & ~own
    some = same.any(1)
    if not some.any():
        return torch.zeros(())
    chance = likeness - torch.logsumexp(likeness.masked_fill(own, -1e9), 1, keepdim=True)
    return -((chance * same).sum(1)[some] / same.sum(1)[some]).mean()


def loss_of(
    net: Net, study: Study, rows: list[int], weight: torch.Tensor, rng: random.Random
) -> torch.Tensor:
    """Return the joint loss of one batch of one study."""
    passes = [study.passes[row] for row in rows]
    logits, valence, theme, stage = net(net.pool([study.states[row] for row in rows], passes))
    units = [study.units[unit] for window in passes for unit, _, _ in window.spans]
    kinds = torch.tensor([[float(kind in unit.kinds) for kind in Kind] for unit in units])
    felt = torch.tensor([float(unit.valence) for unit in units])
    themes = torch.tensor([study.themes.get(unit.theme or "", -1) for unit in units])
    stages = torch.tensor([study.stage_ids.index(unit.stage) if unit.stage else -1 for unit in units])
    loss = functional.binary_cross_entropy_with_logits(logits, kinds, pos_weight=weight)
    loss = loss + VALENCE_WEIGHT * functional.mse_loss(valence, felt) + THEME_WEIGHT * contrast(theme, themes)
    if (stages >= 0).any():
        named = study.stage_vectors[rng.randrange(2)]
        nearness = STAGE_SHARPNESS * stage @ named.T
        loss = loss + STAGE_WEIGHT * functional.cross_entropy(nearness, stages, ignore_index=-1)
    return loss


def batches(studies: list[Study], rng: random.Random) -> list[tuple[Study, list[int]]]:
    """Deal the windows into batches of one study and of similar length, in random order."""
    dealt = []
    for study in studies:
        rows = list(range(len(study.passes)))
        rng.shuffle(rows)
        for at in range(0, len(rows), BATCH * BUCKET):
            near = sorted(rows[at : at + BATCH * BUCKET], key=lambda row: len(study.passes[row].ids))
            dealt += [(study, near[b : b + BATCH]) for b in range(0, len(near), BATCH)]
    rng.shuffle(dealt)
    return dealt


def train(net: Net, studies: list[Study], weight: torch.Tensor, epochs: int, seed: int) -> None:
    """Train the net in place."""
    rng = random.Random(seed)  # noqa: S311 (an order, not a secret)
    heads = [value for name, value in net.named_parameters() if not name.startswith("layers")]
    groups = [{"params": net.layers.parameters()}, {"params": heads}]
    optimiser = torch.optim.AdamW(groups, lr=RATE, weight_decay=DECAY)
    steps = epochs * len(batches(studies, random.Random(seed))) + 1  # noqa: S311
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [RATE, HEAD_RATE], total_steps=steps, pct_start=0.1
    )
    start = time.perf_counter()
    for epoch in range(epochs):
        net.train()
        total, dealt = 0.0, batches(studies, rng)
        for study, rows in dealt:
            optimiser.zero_grad()
            loss = loss_of(net, study, rows, weight, rng)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1}: loss {total / len(dealt):.3f}, {time.perf_counter() - start:.0f} s",
            flush=True,
        )


@torch.no_grad()
def chances(net: Net, study: Study) -> np.ndarray:
    """Return float64[units, kinds] in 0..1."""
    net.eval()
    found = np.zeros((len(study.units), len(Kind)))
    for _, rows in batches([study], random.Random(0)):  # noqa: S311
        passes = [study.passes[row] for row in rows]
        logits = net(net.pool([study.states[row] for row in rows], passes))[0]
        for row, unit in enumerate(unit for window in passes for unit, _, _ in window.spans):
            found[unit] = torch.sigmoid(logits[row]).numpy()
    return found


def report(net: Net, held: list[Study]) -> None:
    """Print F1 at 0.5 on the held-out studies; thresholds are chosen by blend_reader.py."""
    told = np.concatenate([chances(net, study) for study in held]) > 0.5  # noqa: PLR2004
    true = np.array([[kind in unit.kinds for kind in Kind] for study in held for unit in study.units])
    scores = [f1(told[:, kind], true[:, kind]) for kind in range(len(Kind))]
    cells = " ".join(f"{kind.value} {score:.2f}" for kind, score in zip(Kind, scores, strict=True))
    print(f"held out {[study.name for study in held]}: macro-F1 {np.mean(scores):.3f}  {cells}", flush=True)


def export(net: Net, stage_mean: np.ndarray, note: dict[str, Any]) -> bytes:
    """Return the shipped file: layers in 7 bits, heads in float32."""
    arrays: dict[str, np.ndarray] = {"stage_mean": stage_mean.astype(np.float32)}
    for offset, layer in enumerate(net.layers):
        state = {name: value.detach().numpy() for name, value in layer.state_dict().items()}
        for ours, theirs in NAMES.items():
            name = f"l{FROZEN + offset}.{ours}"
            arrays |= packed(f"{name}.w", state[f"{theirs}.weight"])
            arrays[f"{name}.b"] = state[f"{theirs}.bias"]
        for ours, theirs in NORMS.items():
            name = f"l{FROZEN + offset}.{ours}"
            arrays |= {f"{name}.w": state[f"{theirs}.weight"], f"{name}.b": state[f"{theirs}.bias"]}
    for name in ("kind", "valence", "theme", "stage"):
        head = getattr(net, name)
        arrays |= {f"{name}.w": head.weight.detach().numpy(), f"{name}.b": head.bias.detach().numpy()}
    arrays["note"] = np.frombuffer(json.dumps(note, sort_keys=True).encode(), np.uint8)
    return dump_tuned(arrays)


def prepare(model: Any, embedder: E5Small, tokenize: Any) -> tuple[list[Study], np.ndarray]:
    """Read the corpus, run the frozen layers, embed the stages; return the studies and the stages' mean."""
    corpus = load_corpus(tokenize)
    names = [s["name"] for study, _, _ in corpus.values() for s in study["stages"]]
    full = [
        f"{s['name']}. {s.get('description', '')}" for study, _, _ in corpus.values() for s in study["stages"]
    ]
    vectors = embedder.encode([*names, *full])
    mean = vectors.mean(0)
    centred = vectors - mean
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    studies, at = [], 0
    for name, (study, units, passes) in corpus.items():
        count = len(study["stages"])
        pair = tuple(torch.tensor(centred[base + at : base + at + count]) for base in (0, len(names)))
        themes = {theme["id"]: number for number, theme in enumerate(study["themes"])}
        ids = [stage["id"] for stage in study["stages"]]
        studies.append(
            Study(name, units, passes, lower_states(model, passes), ids, (pair[0], pair[1]), themes)
        )
        at += count
    return studies, mean


def main() -> int:
    """Train, report, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hold-out", default="vet_clinic,car_insurance,kitchen_furniture")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    from transformers import AutoModel  # noqa: PLC0415 (slow to import)

    torch.manual_seed(options.seed)
    weights = open_weights()
    tokenizer = weights.tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        export_sentence_transformer(Path(folder) / "e5", weights)
        model = AutoModel.from_pretrained(Path(folder) / "e5", attn_implementation="eager").eval()
        embedder = E5Small(weights, Path(folder), 2)
        studies, mean = prepare(
            model, embedder, lambda text: tokenizer.encode(text, add_special_tokens=False).ids
        )
    held = [study for study in studies if study.name in options.hold_out.split(",")]
    seen = [study for study in studies if study not in held]
    kinds = np.array([[kind in unit.kinds for kind in Kind] for study in seen for unit in study.units])
    share = torch.tensor(kinds.mean(0), dtype=torch.float32)
    net = Net(model.encoder.layer[FROZEN:], share)
    print(
        f"{len(kinds)} units of {len(seen)} studies; held out: {[study.name for study in held]}", flush=True
    )
    train(net, seen, torch.sqrt((1 - share) / share), options.epochs, options.seed)
    note = {
        "units": len(kinds),
        "studies": len(seen),
        "held_out": [s.name for s in held],
        "seed": options.seed,
    }
    report(net, held)
    data = export(net, mean, note)
    options.out.write_bytes(data)
    print(f"{options.out.name}: {len(data) / 2**20:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
