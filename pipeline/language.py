"""The words of the two languages: which one a text is in, its tokens, sentences and lemmas.

The pipelines are spaCy's blank ones with components of our own: sentence boundaries by razdel
(Russian) or spaCy's own rule (English, which knows its abbreviations better), lemmas by pymorphy3
or simplemma.  Nothing is downloaded, no statistical model is needed.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pymorphy3 import MorphAnalyzer
    from spacy.language import Language
    from spacy.tokens import Doc, Token

LANGUAGES = ("ru", "en")
"""The languages with a pipeline; every other one is treated as the nearer of the two."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
_ODD_SPACE = re.compile(r"\A\s|\s\s|[^\S ]|\s\Z|\A\Z")
_LONGEST = 10**9  # characters: the pipelines have no parts that need memory by the square of a text
_HEAD = 20_000  # characters that are enough to tell a language


@lru_cache(maxsize=64)
def word_list(name: str) -> tuple[str, ...]:
    """Return the lines of ``words/NAME.txt`` of this package, without blank and comment lines."""
    text = (files(__package__) / "words" / f"{name}.txt").read_text("utf-8")
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@lru_cache(maxsize=64)
def word_set(name: str) -> frozenset[str]:
    """Return all words of ``words/NAME.txt``, whatever their lines."""
    return frozenset(word for line in word_list(name) for word in line.split())


def fold(word: str) -> str:
    """Return the word in lower case with ё written as е, as lemmas and lists are compared."""
    return word.lower().replace("ё", "е")


def detect_language(text: str, default: str = "ru") -> str:
    """Tell whether a text is Russian or English, by its letters or, if mixed, its commonest words.

    A text in another language goes to the pipeline of its script: Cyrillic ones to "ru", all else to
    "en".  A text without letters gives ``default``.
    """
    head = text[:_HEAD]
    cyrillic, latin = len(_CYRILLIC.findall(head)), len(_LATIN.findall(head))
    if not cyrillic and not latin:
        return default
    if max(cyrillic, latin) < 3 * min(cyrillic, latin):
        words = [word.lower() for word in _WORD.findall(head)]
        votes = {
            language: sum(map(word_set(f"telltale_{language}").__contains__, words)) for language in LANGUAGES
        }
        if votes["ru"] != votes["en"]:
            return max(votes, key=lambda language: votes[language])
    return "ru" if cyrillic >= latin else "en"


@lru_cache(maxsize=1)
def morphology() -> MorphAnalyzer:
    """Return the Russian morphological dictionary, loaded once."""
    import pymorphy3  # noqa: PLC0415 (loads a dictionary: only when Russian text is met)

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """Return the dictionary form of one word, lower case, ё as е.

    Of several readings the likeliest counts; a name of two hyphenated words keeps its hyphen.
    """
    if language == "ru" and _CYRILLIC.search(word):
        return fold(morphology().parse(word.lower())[0].normal_form)
    if not word.isascii() or not any(map(str.isalpha, word)):
        return fold(word)
    import simplemma  # noqa: PLC0415 (loads a table: only when English text is met)

    # asked in lower case, or a word at the start of a sentence would have a lemma of its own
    low = word.lower().rstrip(".")
    return fold(_english_exceptions().get(low) or simplemma.lemmatize(low, lang="en"))


@lru_cache(maxsize=1)
def _english_exceptions() -> dict[str, str]:
    return {line.split()[0]: line.split()[1] for line in word_list("lemmas_en")}


@lru_cache(maxsize=len(LANGUAGES))
def nlp(language: str) -> Language:
    """Return the spaCy pipeline of a language: tokens, sentence starts, lemmas.

    Components are ``cjm_sentences`` and ``cjm_lemmas``; hyphenated words («по-разному») are one token.
    An unknown language gets the English pipeline.
    """
    with _without_torch():
        import spacy  # noqa: PLC0415 (half a second: only when text is processed)
    from spacy.language import Language  # noqa: PLC0415
    from spacy.util import compile_infix_regex  # noqa: PLC0415

    language = language if language in LANGUAGES else "en"
    pipeline = spacy.blank(language)
    pipeline.max_length = _LONGEST
    # the rule that cuts a word at a hyphen between letters is the only one that lists the dashes
    infixes = [rule for rule in pipeline.Defaults.infixes or () if "--" not in rule]
    pipeline.tokenizer.infix_finditer = compile_infix_regex([*infixes, r"—", r"--"]).finditer
    if language == "ru":
        Language.component("cjm_sentences", func=_mark_sentences)
        pipeline.add_pipe("cjm_sentences")
    else:
        pipeline.add_pipe("sentencizer", name="cjm_sentences")
    component = f"cjm_lemmas_{language}"
    Language.component(component, func=_set_lemmas_ru if language == "ru" else _set_lemmas_en)
    pipeline.add_pipe(component, name="cjm_lemmas")
    return pipeline


@contextmanager
def _without_torch() -> Iterator[None]:
    """Hide torch from spaCy, which would load it where it is installed: a second and 200 MB for nothing."""
    hidden = "torch" not in sys.modules
    if hidden:
        sys.modules["torch"] = None  # type: ignore[assignment]  # what the import system takes for "absent"
    try:
        yield
    finally:
        if hidden:
            sys.modules.pop("torch", None)


def _mark_sentences(doc: Doc) -> Doc:
    """Put razdel's sentence boundaries on the tokens; a boundary inside a token moves to its start."""
    starts = _sentence_starts(doc.text)
    at = 0
    for token in doc:
        opens = False
        while at < len(starts) and starts[at] < token.idx + len(token):
            opens, at = True, at + 1
        token.is_sent_start = opens or token.i == 0
    return doc


@lru_cache(maxsize=1)
def _spaced_tokens() -> re.Pattern[str]:
    """Return a pattern of the tokens that hold a space: spaCy knows «вед. науч. сотр.» as one."""
    spaced = [rule for rule in nlp("ru").tokenizer.rules if " " in rule.strip()]
    return re.compile("|".join(map(re.escape, spaced)) or r"(?!)")


def _sentence_starts(text: str) -> list[int]:
    from razdel import sentenize  # noqa: PLC0415 (comes with the pipeline)

    return [span.start for span in sentenize(text)]


def _set_lemmas_ru(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = _token_lemma(token, "ru")
    return doc


def _set_lemmas_en(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = _token_lemma(token, "en")
    return doc


def _token_lemma(token: Token, language: str) -> str:
    text: str = token.text
    # a contraction's parts have fixed readings in spaCy's own table ("n't" is "not")
    return lemma(token.norm_ if language == "en" and "'" in text else text, language)


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Return the spans of a text's sentences, as code points; together they tile the text."""
    if language == "ru" and not _ODD_SPACE.search(text) and not _spaced_tokens().search(text):
        starts = _sentence_starts(text)
        # a space ends a token, so that none can move a boundary that stands behind one
        if all(text[start - 1 : start] == " " for start in starts[1:]):
            return [(a, b - 1) for a, b in pairwise([*starts, len(text) + 1])]
    pipeline = nlp(language)
    doc = pipeline.get_pipe("cjm_sentences")(pipeline.make_doc(text))
    return [(sentence.start_char, sentence.end_char) for sentence in doc.sents]


def lemmas(texts: Iterable[str], language: str) -> list[list[str]]:
    """Return the lemmas of each text's words, in order; punctuation and bare symbols are left out."""
    key = language if language in LANGUAGES else "en"
    return [[base for form, base in tokens(text, key) if any(map(str.isalnum, form))] for text in texts]


@lru_cache(maxsize=50_000)
def tokens(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return each token of a text with its lemma, punctuation too; kept, because several steps ask."""
    doc = nlp(language).make_doc(text)
    return tuple((sys.intern(token.text), sys.intern(_token_lemma(token, language))) for token in doc)


@lru_cache(maxsize=len(LANGUAGES))
def stop_words(language: str) -> frozenset[str]:
    """Return the words that tell nothing of a topic, with the fillers of speech and all their lemmas.

    Forms are folded (lower case, ё as е), so that both a word and its lemma can be looked up.
    """
    language = language if language in LANGUAGES else "en"
    words = {fold(str(word)) for word in nlp(language).Defaults.stop_words}
    words |= {fold(word) for word in word_set(f"fillers_{language}")}
    return frozenset(words | {lemma(word, language) for word in words})
