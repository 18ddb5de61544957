"""Train the reader on data/corpus and write pipeline/cluster/reader/weights.npz.

    python tools/train_reader.py [--hold-out STUDY,STUDY] [--studies N] [--epochs 8] [--seed 0] [--out FILE]

The lower four layers of e5-small stay as they are, their states are computed once; the upper eight and the
heads (kinds, valence, themes, stages) are trained together, a pass a window of question and answer.  Stages
and themes are read as texts by the same layers, so that any list of stages can be matched.  On two cores
with bfloat16 matrix units it takes half an hour.  Held-out studies are whole trades that the reader never
sees: they are what is reported, and weigh_reader.py takes its weights and thresholds from them.
``--studies`` trains on so many studies only, for the learning curve.
"""

from __future__ import annotations

import argparse
import json
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
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from check_corpus import CORPUS, CodedUnit, read_interview
from pipeline.cluster.embedders.e5_export import NAMES, NORMS, export_sentence_transformer
from pipeline.cluster.embedders.e5_weights import open_weights
from pipeline.cluster.reader.tuned import dump_tuned, packed
from pipeline.cluster.reader.windows import Answer, Window, text_window, windows
from pipeline.records import Kind
from reader_net import (
    HEAD_NAMES,
    Net,
    contrast,
    embedded,
    laid_out,
    pack,
    pooled,
    seed_everything,
    split_state,
)

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "pipeline" / "cluster" / "reader" / "weights.npz"
HELD_OUT = "vet_clinic,car_insurance,kitchen_furniture,housing_utility,salon_crm"
FROZEN = 4
RATE, RATE_BELOW, HEAD_RATE, DECAY = 1.5e-4, 0.9, 1e-3, 0.01  # each layer learns 0.9 as fast as the next
VALENCE_WEIGHT, THEME_WEIGHT, STAGE_WEIGHT, ASKED_WEIGHT, NAMED_WEIGHT = 0.2, 0.3, 0.5, 0.5, 0.3
NAMED_OFTEN = 0.5  # share of the steps that read the names of themes
TEMPERATURE = 0.1


@dataclass(slots=True)
class Texts:
    """Texts that stand for something, as windows and as states below the trained layers."""

    passes: list[Window]
    states: list[torch.Tensor]


@dataclass(slots=True)
class Study:
    """A study as the training sees it; stages and themes are numbered, -1 is none."""

    name: str
    units: list[CodedUnit]
    answers: Texts
    wordings: list[Texts]  # of the stages' names: as given, with the description, in other words
    themes: Texts
    theme_stages: torch.Tensor
    kinds: torch.Tensor
    valence: torch.Tensor
    theme: torch.Tensor
    stage: torch.Tensor


class Lower:
    """The frozen layers below."""

    def __init__(self, tensors: dict[str, torch.Tensor], layers: list[Any]) -> None:
        """Keep e5's embeddings and the layers that are not trained."""
        self.tensors, self.layers = tensors, layers

    @torch.no_grad()
    def read(self, passes: list[Window]) -> Texts:
        """Run the frozen layers once over every window."""
        states = [embedded(self.tensors, window.ids) for window in passes]
        order = sorted(range(len(passes)), key=lambda place: -len(passes[place].ids))
        for batch in pack(passes, order):
            x, mask, where = laid_out(states, batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                for layer in self.layers:
                    x = layer(x, mask)
            for place, row, at in where:
                states[place] = x[row, at : at + len(passes[place].ids)].half().clone()
        return Texts(passes, states)


def load_study(path: Path, tokenize: Any, lower: Lower) -> Study:
    """Read a coded study and run the frozen layers over it."""
    about = yaml.safe_load(path.read_text(encoding="utf-8"))
    units = [unit for file in sorted(path.parent.glob("*.txt")) for unit in read_interview(file)[1]]
    answers: list[tuple[tuple[str, str, str], list[str]]] = []
    for unit in units:
        key = (unit.file, unit.voice, unit.question)
        if answers and answers[-1][0] == key:
            answers[-1][1].append(unit.text)
        else:
            answers.append((key, [unit.text]))
    stages = {stage["id"]: number for number, stage in enumerate(about["stages"])}
    themes = {theme["id"]: number for number, theme in enumerate(about["themes"])}

    def read(texts: list[str]) -> Texts:
        return lower.read([text_window(text, tokenize) for text in texts])

    return Study(
        name=path.parent.name,
        units=units,
        answers=lower.read(windows([Answer(key[2], tuple(texts)) for key, texts in answers], tokenize)),
        wordings=[read(texts) for texts in _wordings(about["stages"])],
        themes=read([f"{theme['name']}. {theme.get('description', '')}" for theme in about["themes"]]),
        theme_stages=torch.tensor([stages.get(theme.get("stage"), -1) for theme in about["themes"]]),
        kinds=torch.tensor([[float(kind in unit.kinds) for kind in Kind] for unit in units]),
        valence=torch.tensor([float(unit.valence) for unit in units]),
        theme=torch.tensor([themes.get(unit.theme or "", -1) for unit in units]),
        stage=torch.tensor([stages.get(unit.stage or "", -1) for unit in units]),
    )


def _wordings(stages: list[dict[str, Any]]) -> list[list[str]]:
    """Return the stages' names, the same with descriptions, and their other wordings."""
    names = [stage["name"] for stage in stages]
    full = [f"{stage['name']}. {stage.get('description', '')}" for stage in stages]
    other = zip(*(stage["also"] for stage in stages), strict=True) if "also" in stages[0] else ()
    return [names, full, *(list(wording) for wording in other)]


def read_texts(net: Net, texts: Texts) -> torch.Tensor:
    """Return the pooled state of each text, in order."""
    rows, order = [], []
    for batch in pack(texts.passes, range(len(texts.passes))):
        # a text is the one unit of its window: its number is the window's
        found, _, _, _ = pooled(net, texts.states, texts.passes, batch)
        rows.append(found)
        order += [place for row in batch for place in row]
    return torch.cat(rows)[np.argsort(order)]


def loss_of(
    net: Net, study: Study, batch: list[list[int]], weight: torch.Tensor, rng: random.Random
) -> torch.Tensor:
    """Return the joint loss of one batch of one study."""
    vectors, units, asked, answers = pooled(net, study.answers.states, study.answers.passes, batch)
    vectors, asked = functional.dropout(vectors, 0.1), functional.dropout(asked, 0.1)
    loss = functional.binary_cross_entropy_with_logits(
        net.kind(vectors), study.kinds[units], pos_weight=weight
    )
    loss = loss + VALENCE_WEIGHT * functional.mse_loss(net.valence(vectors)[:, 0], study.valence[units])
    themes = functional.normalize(net.theme(vectors))
    loss = loss + THEME_WEIGHT * contrast(themes, study.theme[units])
    stages = study.stage[units]
    named = functional.normalize(net.named(read_texts(net, rng.choice(study.wordings))))
    if (stages >= 0).any():
        near = net.nearness(net.stage, vectors, named)
        loss = loss + STAGE_WEIGHT * functional.cross_entropy(near, stages, ignore_index=-1)
        loss = loss + STAGE_WEIGHT * ASKED_WEIGHT * _asked_loss(net, asked, answers, named, study.stage)
    if rng.random() < NAMED_OFTEN:
        loss = loss + NAMED_WEIGHT * _named_loss(net, study, themes, units, named)
    return loss


def _asked_loss(
    net: Net, asked: torch.Tensor, answers: list[list[int]], named: torch.Tensor, stage: torch.Tensor
) -> torch.Tensor:
    """Return the loss of a question: it should point to the stages that its answer speaks of."""
    share = torch.zeros(len(answers), len(named))
    for row, units in enumerate(answers):
        for unit in units:
            if stage[unit] >= 0:
                share[row, stage[unit]] += 1
    some = share.sum(1) > 0
    share = share[some] / share[some].sum(1, keepdim=True)
    return -(share * functional.log_softmax(net.nearness(net.asked, asked[some], named), 1)).sum(1).mean()


def _named_loss(
    net: Net, study: Study, themes: torch.Tensor, units: list[int], named: torch.Tensor
) -> torch.Tensor:
    """Return the loss of the themes' own names: near to their units, and on their stage."""
    texts = read_texts(net, study.themes)
    known = study.theme[units]
    loss = torch.zeros(())
    if (known >= 0).any():
        near = themes @ functional.normalize(net.theme(texts)).T / TEMPERATURE
        loss = loss + functional.cross_entropy(near, known, ignore_index=-1)
    near = net.nearness(net.stage, functional.dropout(texts, 0.1), named)
    return loss + STAGE_WEIGHT * functional.cross_entropy(near, study.theme_stages, ignore_index=-1)


def deal(studies: list[Study], rng: random.Random) -> list[tuple[Study, list[list[int]]]]:
    """Deal the windows into batches of one study, in random order."""
    dealt = []
    for study in studies:
        order = list(range(len(study.answers.passes)))
        rng.shuffle(order)
        dealt += [(study, batch) for batch in pack(study.answers.passes, order)]
    rng.shuffle(dealt)
    return dealt


def train(net: Net, studies: list[Study], weight: torch.Tensor, epochs: int, seed: int) -> None:
    """Train the net in place."""
    rng = random.Random(seed)  # noqa: S311 (an order, not a secret)
    top = len(net.layers) - 1
    groups = [
        {"params": layer.parameters(), "lr": RATE * RATE_BELOW ** (top - number)}
        for number, layer in enumerate(net.layers)
    ]
    heads = [value for name, value in net.named_parameters() if not name.startswith("layers")]
    groups.append({"params": heads, "lr": HEAD_RATE})
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY, fused=True)
    # the last batches of an epoch hold more or fewer windows by chance: a tenth to spare
    steps = int(1.1 * epochs * len(deal(studies, random.Random(seed)))) + 1  # noqa: S311
    rates = [group["lr"] for group in groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps, pct_start=0.1)  # type: ignore[arg-type]
    start = time.perf_counter()
    for epoch in range(epochs):
        net.train()
        total, dealt = 0.0, deal(studies, rng)
        for study, batch in dealt:
            optimiser.zero_grad(set_to_none=True)
            loss = loss_of(net, study, batch, weight, rng)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        spent = time.perf_counter() - start
        print(f"epoch {epoch + 1}: loss {total / len(dealt):.3f}, {spent:.0f} s", flush=True)


def export(net: Net, note: dict[str, Any]) -> bytes:
    """Return the shipped file: layers in 7 bits, heads in float32."""
    arrays: dict[str, np.ndarray] = {"sharpness": net.sharpness.exp().detach().numpy()}
    for offset, layer in enumerate(net.layers):
        state = layer.named_as_found()
        for ours, theirs in NAMES.items():
            name = f"l{FROZEN + offset}.{ours}"
            arrays |= packed(f"{name}.w", state[f"{theirs}.weight"])
            arrays[f"{name}.b"] = state[f"{theirs}.bias"]
        for ours, theirs in NORMS.items():
            name = f"l{FROZEN + offset}.{ours}"
            arrays |= {f"{name}.w": state[f"{theirs}.weight"], f"{name}.b": state[f"{theirs}.bias"]}
    for name in HEAD_NAMES:
        head = getattr(net, name)
        arrays |= {f"{name}.w": head.weight.detach().numpy(), f"{name}.b": head.bias.detach().numpy()}
    arrays["note"] = np.frombuffer(json.dumps(note, sort_keys=True).encode(), np.uint8)
    return dump_tuned(arrays)


def main() -> int:
    """Train and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hold-out", default=HELD_OUT)
    parser.add_argument("--studies", type=int, default=0, help="how many to train on; 0 is all")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    seed_everything(options.seed)
    weights = open_weights()
    tokenizer = weights.tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        export_sentence_transformer(Path(folder) / "e5", weights)
        tensors, layers = split_state(load_file(Path(folder) / "e5" / "model.safetensors"))
    lower = Lower(tensors, [layer.eval() for layer in layers[:FROZEN]])
    held = options.hold_out.split(",")
    paths = [path for path in sorted(CORPUS.glob("*/*/study.yaml")) if path.parent.name not in held]
    if options.studies:
        random.Random(options.seed).shuffle(paths)  # noqa: S311
        paths = paths[: options.studies]
    seen = [
        load_study(path, lambda text: tokenizer.encode(text, add_special_tokens=False).ids, lower)
        for path in paths
    ]
    kinds = torch.cat([study.kinds for study in seen])
    share = kinds.mean(0)
    net = Net(layers[FROZEN:], share)
    print(f"{len(kinds)} units of {len(seen)} studies; held out: {held}", flush=True)
    train(net, seen, torch.sqrt((1 - share) / share), options.epochs, options.seed)
    note = {
        "held_out": held,
        "units": len(kinds),
        "studies": len(seen),
        "epochs": options.epochs,
        "seed": options.seed,
    }
    options.out.write_bytes(export(net, note))
    print(f"{options.out.name}: {options.out.stat().st_size / 1e6:.1f} MB; next: weigh_reader.py")
    return 0


if __name__ == "__main__":
    sys.exit(main())
