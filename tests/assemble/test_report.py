from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from hostile_fixture import hostile_draft
from pipeline.assemble.draft import load_draft
from pipeline.assemble.exports.html import EXPORT, FOLDER, render
from pipeline.assemble.exports.json import EXPORT as JSON_EXPORT
from pipeline.assemble.report.quotes import check_quotes, clock
from pipeline.errors import DraftError
from report_fixture import bicycle_draft, bicycle_study


@pytest.fixture(scope="module")
def study():
    return bicycle_draft()


@pytest.fixture(scope="module")
def page(study):
    return html.fromstring(render(*study).decode())


def words(node):
    return " ".join(node.text_content().split())


def embedded(page, name):
    return json.loads(page.xpath(f"//script[@id='{name}']")[0].text)


def changed(draft, number, **fields):
    utterances = [*draft.utterances]
    utterances[number] = utterances[number].model_copy(update=fields)
    return draft.model_copy(update={"utterances": utterances})


# ---------------------------------------------------------------- one file, safe and the same


def test_the_same_draft_gives_the_same_bytes(study):
    assert render(*study) == render(*bicycle_draft())


def test_the_order_of_the_transcripts_does_not_matter(study):
    draft, transcripts = study
    assert render(draft, dict(reversed(transcripts.items()))) == render(draft, transcripts)


def test_the_page_names_no_address_outside_itself(study):
    text = render(*study).decode()
    assert not re.search(
        r"https?:|//[a-z]|@import|url\((?!#)",
        re.sub(r'<script type="(?:module|application/json)".*?</script>', "", text, flags=re.DOTALL),
    )
    assert "http" not in (FOLDER / "report.js").read_text(encoding="utf-8")


def test_the_policy_allows_exactly_the_inlined_style_and_script(page):
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag, name in (
        (page.xpath("//style")[0], "style-src"),
        (page.xpath("//script[@type='module']")[0], "script-src"),
    ):
        found = base64.b64encode(hashlib.sha256(tag.text.encode()).digest()).decode()
        assert f"{name} 'sha256-{found}'" in policy
    assert policy.startswith("default-src 'none';")


def test_no_element_has_an_inline_style_or_handler(page):
    assert not [
        name for node in page.iter() for name in node.attrib if name == "style" or name.startswith("on")
    ]


def test_ids_are_unique_and_every_link_leads_somewhere(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//@href")} <= set(ids)


HOSTILE = (
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(2)</script>",
    "{{7*7}}",
    "javascript:alert(3)",
    "%(n)s {at} &lt;b&gt;",
)


def test_hostile_words_stay_words():
    draft, transcripts = hostile_draft(HOSTILE)
    page = html.fromstring(render(draft, transcripts).decode())
    assert not page.xpath("//img | //b[text()='<b>'] | //*[@onerror]")
    assert len(page.xpath("//script")) == 3
    assert "{{7*7}}" in words(page.xpath("//h1")[0])
    assert not [href for href in page.xpath("//@href | //@src") if not href.startswith("#")]


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_any_label_is_shown_letter_by_letter(text):
    draft, transcripts = hostile_draft((text,))
    page = html.fromstring(render(draft, transcripts).decode())
    assert words(page.xpath("//h1")[0]) == " ".join(text.split()) or not text.strip()


# ---------------------------------------------------------------- quotes


def test_a_quote_that_differs_from_its_transcript_stops_the_report(study):
    draft, transcripts = study
    broken = changed(draft, 3, text=draft.utterances[3].text.replace("о", "а"))
    with pytest.raises(DraftError, match="differs from the transcript"):
        render(broken, transcripts)


def test_a_quote_without_its_transcript_stops_the_report(study):
    draft, transcripts = study
    with pytest.raises(DraftError, match="no transcript"):
        render(draft, {key: value for key, value in transcripts.items() if key != draft.interviews[2].id})


@pytest.mark.parametrize("fields", [{"turn": 999}, {"turn": -1}, {"speaker": "Д"}, {"start": 0, "end": 5}])
def test_a_quote_at_a_wrong_place_stops_the_report(study, fields):
    draft, transcripts = study
    with pytest.raises(DraftError):
        render(changed(draft, 4, **fields), transcripts)


def test_a_theme_of_unknown_utterances_stops_the_report(study):
    draft, transcripts = study
    themes = [draft.themes[0].model_copy(update={"utterances": ["u-nobody"]}), *draft.themes[1:]]
    with pytest.raises(DraftError, match="u-nobody"):
        render(draft.model_copy(update={"themes": themes}), transcripts)


def test_an_interviewers_words_cannot_be_evidence(study):
    draft, transcripts = study
    asked = next(utterance.id for utterance in draft.utterances if utterance.speaker_role == "interviewer")
    with pytest.raises(DraftError, match="respondents' words"):
        render(draft.model_copy(update={"unassigned": [asked]}), transcripts)


def test_every_shown_quote_is_marked_in_its_passage_letter_by_letter(page):
    passages = embedded(page, "passages")
    quotes = page.xpath("//*[@data-q]")
    assert len(quotes) > 100
    for quote in quotes:
        interview, turn, first, start, end, _ = passages["quotes"][int(quote.get("data-q"))]
        units = passages["interviews"][interview]["turns"][turn][1].encode("utf-16-le")
        shown = quote.xpath(".//q")[0].text_content()
        assert units[start * 2 : end * 2].decode("utf-16-le") == shown[1:-1]
        assert first <= turn


def test_a_passage_begins_with_the_question(study):
    draft, transcripts = study
    quotes = check_quotes(draft, transcripts)
    answer = next(utterance for utterance in draft.utterances if "полторы тысячи" in utterance.text)
    place, turn, first, *_ = quotes.passages["quotes"][quotes.by_id[answer.id].number]
    interview = quotes.passages["interviews"][place]
    assert interview["turns"][first][1] == "Что было на приёме?"
    assert first < turn


def test_every_respondents_utterance_is_in_a_theme_a_single_voice_or_uncoded(study, page):
    draft, _ = study
    said = {
        utterance.id: utterance for utterance in draft.utterances if utterance.speaker_role == "respondent"
    }
    numbers = dict(enumerate(said.values()))
    shown = {
        numbers[int(n)].id
        for n in page.xpath("//section[@id='themes' or @id='singles' or @id='coverage']//@data-q")
    }
    assert shown == set(said)


@pytest.mark.parametrize(
    ("seconds", "written"), [(None, ""), (0, "00:00"), (75.9, "01:15"), (3675, "1:01:15")]
)
def test_a_time_is_written_as_a_clock(seconds, written):
    assert clock(seconds) == written


# ---------------------------------------------------------------- what it says


def test_the_head_counts_in_real_russian(page):
    head = words(page.xpath("//header")[0])
    assert "10 интервью Клиенты: 5 · Не пользуются: 3 · Эксперты: 2" in head
    assert "10 респондентов" in head
    assert "72 высказывания" in head
    assert "109 из 109 цитат сверены с текстом" in head


def test_each_viewpoint_is_a_table_of_its_own(page):
    assert page.xpath("//section[@data-view]/@data-view") == ["client", "non_user", "expert"]
    table = page.xpath("//section[@id='map-client']//table")[0]
    assert len(table.xpath(".//thead//th[@scope='col']")) == 6
    assert [words(th).split(" +2")[0] for th in table.xpath(".//tbody//th[@scope='row']")] == [
        "Цели и ожидания", "Вопросы", "Точки контакта", "Действия", "Эмоции", "Боли и барьеры", "Идеи и решения", "Моменты истины",
    ]  # fmt: skip
    assert {len(row.xpath("./td")) for row in table.xpath(".//tbody/tr")} == {5}


def test_a_claim_says_how_many_of_how_many_of_its_own_viewpoint(page):
    claim = page.xpath("//section[@id='map-client']//li[p[contains(., 'Цена растёт')]]")[0]
    assert "3 из 5" in words(claim)
    theme = page.xpath("//article[h5[.='Цена растёт после осмотра']]")[0]
    assert "4 из 10" in words(theme)
    assert "Есть и обратное мнение" in words(theme)


def test_single_voices_stand_apart_from_backed_claims(page):
    for claim in page.xpath("//td//*[contains(@class, 'grade-single')]/ancestor::li[1]"):
        assert claim.xpath("ancestor::div[@class='singles']")
    for claim in page.xpath("//td//*[contains(@class, 'grade-strong')]/ancestor::li[1]"):
        assert not claim.xpath("ancestor::div[@class='singles']")


def test_an_empty_cell_says_so_and_asks(page):
    cell = page.xpath("//section[@id='map-client']//tr[th[contains(., 'Вопросы')]]/td")[0]
    assert "нет данных" in words(cell)
    assert "Спросите:" in words(cell)


def test_every_phrase_has_both_languages(page):
    catalogue = embedded(page, "words")
    keys = {
        int(key) for node in page.iter() for name, key in node.attrib.items() if name.startswith("data-t")
    }
    assert catalogue["languages"] == ["ru", "en"]
    assert max(keys) < len(catalogue["phrases"])
    assert all(len(texts) == 2 and all(texts) for texts in catalogue["phrases"])


def test_an_english_study_is_shown_in_english():
    page = html.fromstring(render(*bicycle_draft("en")).decode())
    assert page.get("lang") == "en"
    assert "10 respondents" in words(page.xpath("//header")[0])
    assert "72 utterances" in words(page.xpath("//header")[0])


def test_what_did_not_enter_is_counted(page):
    text = words(page.xpath("//section[@id='coverage']")[0])
    assert "3 высказывания респондентов книга кодов никуда не относит" in text
    assert "1 реплика отброшена: поддакивание вроде «угу»" in text
    assert "37 высказываний интервьюеров и посторонних голосов" in text


def test_a_study_without_maps_and_themes_is_still_a_report(study):
    draft, transcripts = study
    bare = draft.model_copy(update={"map": None, "maps": [], "themes": [], "unassigned": [], "stages": []})
    assert "нет данных" in render(bare, transcripts).decode()


def test_an_unknown_lane_keeps_its_own_name(study):
    draft, transcripts = study
    lane = draft.maps[0].lanes[0].model_copy(update={"id": "backstage", "name": "Закулисье"})
    strange = draft.model_copy(update={"maps": [draft.maps[0].model_copy(update={"lanes": [lane]})]})
    assert "Закулисье" in render(strange, transcripts).decode()


def test_an_interview_of_another_language_keeps_its_quotation_marks(study):
    draft, transcripts = study
    parts = [part.model_copy(update={"language": "en"}) for part in draft.interviews]
    assert (
        "“Цепь стала проскакивать прямо на светофоре.”"
        in render(draft.model_copy(update={"interviews": parts}), transcripts).decode()
    )


def test_the_json_export_is_the_draft_itself(study):
    draft, transcripts = study
    assert load_draft(JSON_EXPORT.render(draft, transcripts), "draft.json") == draft
    assert (EXPORT.suffix, JSON_EXPORT.suffix) == (".html", ".json")


def test_a_transcript_of_another_text_is_refused_even_when_its_id_is_the_same():
    study = bicycle_study()
    draft = study.draft()
    name = next(iter(study.transcripts))
    other = next(value for key, value in study.transcripts.items() if key != name)
    study.transcripts[name] = replace(other, id=name)
    with pytest.raises(DraftError):
        render(draft, study.transcripts)
