"""Fitted readers for tests, by the light embedder: fitted once a run, they do not change."""

from __future__ import annotations

from functools import lru_cache

from pipeline.cluster.codebook import load_codebook
from pipeline.cluster.embedders.lsa import HashedEmbedder
from pipeline.cluster.kinds import fit_reader
from pipeline.cluster.space import context_text, training_contexts, training_texts
from pipeline.cluster.valence import fit_valence
from pipeline.records import InterviewId, Role, SpeakerId, SpeakerRole, Unit, Utterance, content_id

EMBED = HashedEmbedder().encode


def unit(text, question="", *, before="", after="", role=Role.CLIENT, language="ru"):  # noqa: PLR0913 (what a unit is)
    utterance = Utterance(
        id=content_id("u", question, before, text),
        interview=InterviewId("i01"),
        turn=1,
        speaker=SpeakerId("r"),
        speaker_role=SpeakerRole.RESPONDENT,
        start=0,
        end=len(text),
        text=text,
    )
    return Unit(
        utterance=utterance, language=language, role=role, question=question, before=before, after=after
    )


@lru_cache(maxsize=2)
def examples(language):
    codebook = load_codebook(language)
    return EMBED(training_texts(codebook, language)), EMBED(training_contexts(codebook, language))


@lru_cache(maxsize=2)
def kind_reader(language="ru"):
    return fit_reader(load_codebook(language), language, *examples(language))


@lru_cache(maxsize=2)
def valence_reader(language="ru"):
    return fit_valence(load_codebook(language), language, *examples(language))


def vectors(units):
    return EMBED([each.text for each in units]), EMBED(
        [context_text(each.question, each.text) for each in units]
    )


def code(units, language="ru", **settings):
    return kind_reader(language).code(units, *vectors(units), **settings)


def feel(units, language="ru"):
    return valence_reader(language).read(units, *vectors(units), code(units, language))
