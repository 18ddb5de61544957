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
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.draft import LearnedPart, load_draft
from pipeline.assemble.exports.html import EXPORT, content_policy, render
from pipeline.assemble.exports.json import EXPORT as JSON_EXPORT
from pipeline.assemble.report.bundle import join_scripts, join_styles
from pipeline.assemble.report.payload import ReviewSheet
from pipeline.assemble.report.quotes import check_quotes
from pipeline.assemble.review.board import study_id
from pipeline.errors import DraftError
from report_fixture import bicycle_draft, bicycle_study

LEARNED = LearnedPart(units=3, came={"pain": 2}, went={"goal": 1}, moved=4)


@pytest.fixture(scope="module")
def study():
    return bicycle_draft()


@pytest.fixture(scope="module")
def page(study):
    return html.fromstring(render(*study).decode())


@pytest.fixture(scope="module")
def payload(page):
    return embedded(page, "study")


def embedded(page, name):
    return json.loads(page.xpath(f"//script[@id='{name}']")[0].text)


def sheet_of(draft, **more):
    return ReviewSheet(study=study_id(one.id for one in draft.interviews), base=draft, **more)


def shown(draft, transcripts, sheet=None):
    return embedded(html.fromstring(render(draft, transcripts, sheet).decode()), "study")


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


def policy_of(page):
    return page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_the_policy_allows_exactly_the_inlined_style_and_script(page):
    for tag, name in (
        (page.xpath("//style")[0], "style-src"),
        (page.xpath("//script[@type='module']")[0], "script-src"),
    ):
        found = base64.b64encode(hashlib.sha256(tag.text.encode()).digest()).decode()
        assert f"{name} 'sha256-{found}'" in policy_of(page)
    assert policy_of(page).startswith("default-src 'none';")
    assert policy_of(page) == content_policy(join_scripts(), join_styles(), served=False)


def test_only_a_served_page_may_call_its_server(study, page):
    draft, transcripts = study
    sheet = sheet_of(draft, server_token="abc")  # noqa: S106 (no password)
    served = html.fromstring(render(draft, transcripts, sheet).decode())
    assert "connect-src" not in policy_of(page)
    assert policy_of(served) == content_policy(join_scripts(), join_styles(), served=True)
    assert policy_of(served).endswith("connect-src 'self'")
    assert embedded(served, "study")["server"] == {"token": "abc"}


def test_no_element_has_an_inline_style_or_handler(page):
    assert not [
        name for node in page.iter() for name in node.attrib if name == "style" or name.startswith("on")
    ]


def test_without_scripts_the_page_says_what_it_needs_in_both_languages(page):
    told = [" ".join(node.text_content().split()) for node in page.xpath("//noscript/section")]
    assert [node.get("lang") for node in page.xpath("//noscript/section")] == ["ru", "en"]
    assert all("Ремонт велосипеда: от поломки до следующей весны" in text for text in told)
    assert "10 интервью · 20 тем · 109 высказываний" in told[0]
    assert "10 interviews · 20 themes · 109 utterances" in told[1]


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
    assert not page.xpath("//img | //b | //*[@onerror]")
    assert len(page.xpath("//script")) == 3
    assert embedded(page, "study")["title"] == " ".join(HOSTILE)
    assert not page.xpath("//@href | //@src")


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1, max_size=40))
def test_any_label_comes_through_letter_by_letter(text):
    draft, transcripts = hostile_draft((text,))
    found = shown(draft, transcripts)
    assert found["title"] == text
    assert {theme["label"] for theme in found["draft"]["themes"]} <= {text}


# ---------------------------------------------------------------- quotes


def test_a_quote_that_differs_from_its_transcript_stops_the_report(study):
    draft, transcripts = study
    broken = changed(draft, 3, text=draft.utterances[3].text.replace("о", "а"))
    with pytest.raises(DraftError, match="differs from the transcript"):
        render(broken, transcripts)


def test_a_base_with_a_broken_quote_stops_the_report_too(study):
    draft, transcripts = study
    broken = changed(draft, 3, text=draft.utterances[3].text.replace("о", "а"))
    with pytest.raises(DraftError, match="differs from the transcript"):
        render(draft, transcripts, sheet_of(broken))


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


@pytest.mark.parametrize("gone", ["themes", "stages"])
def test_a_map_of_unknown_themes_or_stages_stops_the_report(study, gone):
    draft, transcripts = study
    with pytest.raises(DraftError, match="is not in the draft"):
        render(draft.model_copy(update={gone: []}), transcripts)


def test_a_transcript_of_another_text_is_refused_even_when_its_id_is_the_same():
    study = bicycle_study()
    draft = study.draft()
    name = next(iter(study.transcripts))
    other = next(value for key, value in study.transcripts.items() if key != name)
    study.transcripts[name] = replace(other, id=name)
    with pytest.raises(DraftError):
        render(draft, study.transcripts)


def test_every_utterance_is_marked_in_its_turn_letter_by_letter(payload):
    assert len(payload["draft"]["utterances"]) == len(payload["first"]) == 109
    for utterance in payload["draft"]["utterances"]:
        turn, start, end = payload["first"][utterance["id"]]
        speaker, text, _ = payload["talks"][utterance["interview"]]["turns"][turn]
        units = text.encode("utf-16-le")
        assert units[start * 2 : end * 2].decode("utf-16-le") == utterance["text"]
        assert speaker == utterance["speaker"]


def test_a_place_after_an_emoji_counts_as_a_browser_does(study):
    draft, transcripts = study
    said = next(utterance for utterance in draft.utterances if "Смайлик" in utterance.text)
    turn, start, end = check_quotes(draft, transcripts).spans[said.id]
    text = transcripts[said.interview].turns[turn].text
    assert end - start == len(said.text) + 1
    assert text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le") == said.text


# ---------------------------------------------------------------- what the script is given


def test_the_payload_is_the_draft_without_what_the_script_works_out(study, payload):
    draft, _ = study
    assert payload["draft"] == draft.model_dump(mode="json", exclude={"map", "maps"})
    assert payload["lines"] == []
    assert (payload["learned"], payload["server"], payload["blind"], payload["author"]) == (
        None,
        None,
        False,
        "",
    )
    assert payload["draftSha"] == hashlib.sha256(draft.dump()).hexdigest()[:12]


def test_voices_count_within_their_role(study, payload):
    draft, _ = study
    roles = {part.id: part.role for part in draft.interviews}
    found = sorted((roles[name], number) for name, number in payload["voices"].items())
    assert found == [("client", n) for n in range(1, 6)] + [("expert", 1), ("expert", 2)] + [
        ("non_user", n) for n in range(1, 4)
    ]


def test_the_base_is_shown_and_corrections_come_beside_it(study):
    draft, transcripts = study
    base = draft.model_copy(
        update={"themes": [draft.themes[0].model_copy(update={"label": "До правки"}), *draft.themes[1:]]}
    )
    base = base.model_copy(update={"learned": LEARNED})
    line = {"id": "c-1", "author": "Анна"}
    found = shown(draft, transcripts, ReviewSheet(study="s-1", base=base, lines=(line,)))
    assert found["draft"]["themes"][0]["label"] == "До правки"
    assert (found["id"], found["lines"], found["learned"]) == ("s-1", [line], LEARNED.model_dump())
    assert found["draftSha"] == hashlib.sha256(draft.dump()).hexdigest()[:12]


def test_a_blind_page_hides_what_others_corrected(study):
    draft, transcripts = study
    lines = ({"id": "c-1", "author": "Анна"}, {"id": "c-2", "author": "Борис"})
    told = draft.model_copy(update={"learned": LEARNED})
    found = shown(draft, transcripts, sheet_of(told, lines=lines, blind=True, author="Анна"))
    assert found["lines"] == [lines[0]]
    assert found["learned"] is None
    assert (found["blind"], found["author"]) == (True, "Анна")


def test_what_came_of_it_is_told_of_the_whole_turn(study, payload):
    draft, transcripts = study
    decided = set(payload["decides"])
    assert 0 < len(decided) < len(draft.utterances)
    said = {utterance.id: utterance for utterance in draft.utterances}
    assert all(said[name].speaker_role == "respondent" for name in decided)
    turns = {(said[name].interview, said[name].turn) for name in decided}
    beside = {
        utterance.id
        for utterance in draft.utterances
        if (utterance.interview, utterance.turn) in turns and utterance.speaker_role == "respondent"
    }
    assert beside == decided
    assert any(
        "остал" in transcripts[i].turns[turn].text or "реш" in transcripts[i].turns[turn].text
        for i, turn in turns
    )


def test_hints_stand_in_both_languages_with_their_places(payload):
    hints = payload["hints"]
    assert {"goals", "pains", "moments", "how_might_we"} <= hints.keys()
    for lane, texts in hints.items():
        assert texts.keys() == {"ru", "en"}
        place = "%(label)s" if lane == "how_might_we" else "%(stage)s"
        assert lane == "moments" or all(place in text for text in texts.values())
    assert "„%(stage)s“" in hints["goals"]["ru"]


def test_the_rules_come_with_their_numbers(payload):
    assert payload["rules"] == {
        "extremes": 2, "felt": 0.25, "moment_respondents": 2, "moment_strength": 0.8,
        "quotes_per_claim": 12, "single_voices": 3, "strong_respondents": 3, "strong_share": 0.4,
    }  # fmt: skip


def test_the_words_hold_both_languages(page):
    words = embedded(page, "words")
    assert words["languages"] == ["ru", "en"]
    assert words["plural"] == {"ru": ["one", "few", "many"], "en": ["one", "other"]}
    assert words["ru"]["Map"] == "Карта"


def test_an_english_study_says_so():
    page = html.fromstring(render(*bicycle_draft("en")).decode())
    assert page.get("lang") == "en"
    assert embedded(page, "study")["language"] == "en"


def test_a_study_without_maps_and_themes_is_still_a_report(study):
    draft, transcripts = study
    bare = draft.model_copy(update={"map": None, "maps": [], "themes": [], "unassigned": [], "stages": []})
    assert shown(bare, transcripts)["draft"]["themes"] == []


def test_the_json_export_is_the_draft_itself(study):
    draft, transcripts = study
    atlas = make_atlas(draft, transcripts, kinds=["journey"])
    assert load_draft(JSON_EXPORT.render(atlas), "draft.json") == draft
    assert EXPORT.render(atlas) == render(draft, transcripts, atlas=atlas)
    assert (EXPORT.suffix, JSON_EXPORT.suffix) == (".html", ".json")
