from __future__ import annotations

import pytest

from pipeline.cluster.codebook import LANGUAGES, load_codebook, merge
from pipeline.cluster.cues import cue_reader
from pipeline.cluster.patterns import PatternTable, parse_pattern, read_words
from pipeline.errors import StudyError
from pipeline.records import Kind, TouchpointType

PLACE = "study/codebook.yaml"


def refusal(text: str) -> str:
    with pytest.raises(StudyError) as caught:
        merge(load_codebook("ru"), text, PLACE)
    return str(caught.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_codebook_knows_every_kind_with_examples(language):
    codebook = load_codebook(language)
    least = {"ru": 40, "en": 20}[language]
    for kind in Kind:
        assert sum(cue.kind is kind for cue in codebook.cues) >= least, kind
        assert (
            sum(kind in example.kinds for example in codebook.examples if example.language == language) >= 14
        )
    assert {text.kind for text in codebook.kinds} == set(Kind)
    assert len(codebook.touchpoints) >= 50
    assert all(example.trade for example in codebook.examples)


def test_there_are_enough_russian_examples_of_enough_trades_and_a_quarter_of_them_are_of_no_kind():
    examples = load_codebook("ru").examples
    assert len(examples) >= 600
    assert len({example.trade for example in examples}) >= 20
    assert sum(not example.kinds for example in examples) / len(examples) > 0.25
    assert len({(each.question, each.before, each.text) for each in examples}) == len(examples)


def test_the_english_codebook_borrows_the_russian_examples_and_keeps_their_language():
    spoken = [example.language for example in load_codebook("en").examples]
    assert spoken.count("en") >= 150
    assert spoken.count("ru") == len(load_codebook("ru").examples)


def test_an_unknown_language_gets_the_english_codebook():
    assert load_codebook("de").language == "en"


def test_the_fingerprint_changes_with_the_content_only():
    codebook = load_codebook("ru")
    assert merge(codebook, "", PLACE).sha256 == codebook.sha256
    assert merge(codebook, "hedges: [этакий]", PLACE).sha256 != codebook.sha256


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cuess: {}", "study/codebook.yaml:1: unknown key 'cuess'; did you mean 'cues'?"),
        ("kinds: {}\ncues:\n  pian: []", "study/codebook.yaml:3: unknown key 'pian'; did you mean 'pain'?"),
        (
            "touchpoints:\n- id: x\n  lemas: сайт",
            "study/codebook.yaml:3: unknown key 'lemas'; did you mean 'lemmas'?",
        ),
        (
            "touchpoints:\n- id: x\n  ru: {nam: з, lemmas: а}",
            "codebook.yaml:3: unknown key 'nam'; did you mean 'name'?",
        ),
        (
            "examples:\n- {text: а, kind: [pain]}",
            "codebook.yaml:2: unknown key 'kind'; did you mean 'kinds'?",
        ),
        (
            "cues:\n  pain:\n  - {name: а, lemmas: а, weight: 9}",
            "codebook.yaml:3: cues.pain.0.weight: input should be",
        ),
        (
            "cues:\n  pain:\n  - {name: а, lemmas: '.. а'}",
            "codebook.yaml:3: cues.pain.0.lemmas: pattern '.. а' must start",
        ),
        (
            "examples:\n- {text: а, kinds: [pane]}",
            "codebook.yaml:2: examples.0.kinds.0: input should be 'pain'",
        ),
        ("tones: {'5': ура}", "codebook.yaml:1: tones.5: input should be less than or equal to 2"),
        (
            "questions: {pain: '..'}",
            "codebook.yaml:1: questions: pattern '..' must start and end with a word",
        ),
        (
            "touchpoints:\n- {id: x, lemmas: ''}",
            "codebook.yaml:2: touchpoints.0.lemmas: there is no word to look for",
        ),
        ("a: [", "codebook.yaml:1: expected the node content"),
        ("just text", "codebook.yaml:1: the file: input should be"),
    ],
)
def test_a_mistake_is_refused_with_its_line_and_what_was_meant(text, said):
    assert said in refusal(text)


def test_words_that_yaml_takes_for_booleans_stay_words():
    assert "no" in merge(load_codebook("en"), "negators: [no, off]", PLACE).negators


def test_a_researchers_cue_touchpoint_tone_and_example_are_added():
    text = """
kinds: {pain: {name: барьер}}
cues: {pain: [{name: холодная линза, lemmas: "линза .. мутнеть", weight: 2}]}
questions: {pain: "мутнеть"}
tones: {"-2": мутнеть}
touchpoints: [{id: lens_bar, type: human, name: бар линз, lemmas: "бар линза; линз-бар"}, {id: site, lemmas: вебка}]
examples: [{q: "Как линзы?", text: Мутнеют к вечеру., kinds: [pain], valence: -1}]
"""
    codebook = merge(load_codebook("ru"), text, PLACE)
    reader = cue_reader(codebook)
    (words,) = read_words(["Линзы к вечеру мутнеют."], "ru")
    assert "холодная линза" in {cue.name for cue in reader.cues(words)}
    assert "pain" in reader.senses(words)
    assert reader.tone(words)[1] == 2
    assert codebook.touchpoint("lens_bar").type is TouchpointType.HUMAN
    assert codebook.touchpoint("site").name == "сайт"
    assert next(each for each in codebook.kinds if each.kind is Kind.PAIN).name == "барьер"
    assert codebook.examples[-1].kinds == (Kind.PAIN,)
    assert codebook.examples[-1].language == "ru"


def test_an_unknown_touchpoint_has_no_record():
    with pytest.raises(KeyError):
        load_codebook("ru").touchpoint("nowhere")


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("не смочь|мочь", "Я так и не смог войти.", "не смог"),
        ("ждать .. час", "Ждал я там целый час.", "ждал я там целый час"),
        ("ждать .. час", "Ждал я там ещё один целый час.", None),
        ("на их? место", "Я бы на их месте молчал.", "на их месте"),
        ("на их? место", "Поставил на место.", "на место"),
        ("ещё", "Еще раз.", "еще"),
        ("сделайте", "Сделайте проще.", "сделайте"),
        ("тихо", "Громко.", None),
        ("какой? сайт", "Какой у них сайт?", "сайт"),
    ],
)
def test_a_pattern_finds_forms_gaps_and_words_that_may_be_absent(pattern, text, found):
    (words,) = read_words([text], "ru")
    hits = [
        " ".join(words.forms[hit.start : hit.end])
        for hit in PatternTable([parse_pattern(pattern, "ru")]).find(words)
    ]
    assert hits == ([found] if found else [])


@pytest.mark.parametrize("pattern", ["", "..", "а ..", "| а", "а? б?"])
def test_a_pattern_without_a_word_that_must_be_there_is_refused(pattern):
    with pytest.raises(ValueError, match="word"):
        parse_pattern(pattern, "ru")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("С настройкой проблем не было.", {Kind.POSITIVE}),
        ("Проблем никаких.", {Kind.POSITIVE}),
        ("Без малейших сложностей.", {Kind.POSITIVE}),
        ("Мне там не понравилось.", {Kind.PAIN}),
        ("Это не удобно, честно.", {Kind.PAIN}),
        ("Страшно, не скрою.", {Kind.PAIN}),
        ("Долго искали талон.", {Kind.PAIN, Kind.ACTION}),
    ],
)
def test_a_negation_turns_a_cue_round_inside_its_clause_only(text, kinds):
    (words,) = read_words([text], "ru")
    assert {cue.kind for cue in cue_reader(load_codebook("ru")).cues(words)} == kinds


@pytest.mark.parametrize(
    ("text", "sign"),
    [("Отличный мастер!", 1), ("Не отличный мастер.", -1), ("Ужасная духота.", -1), ("Стол у окна.", 0)],
)
def test_tone_has_the_sign_of_the_words_and_turns_under_a_negation(text, sign):
    (words,) = read_words([text], "ru")
    pleasant, unpleasant = cue_reader(load_codebook("ru")).tone(words)
    assert (pleasant > unpleasant) - (pleasant < unpleasant) == sign


def test_an_intensifier_makes_a_tone_stronger_and_a_hedge_weaker():
    reader = cue_reader(load_codebook("ru"))
    plain, strong, weak = (
        reader.tone(w)[1] for w in read_words(["плохо", "очень плохо", "немного плохо"], "ru")
    )
    assert weak < plain < strong
