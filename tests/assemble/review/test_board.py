from __future__ import annotations

import json

from corrections import STUDY, draft_of
from pipeline.assemble.review.board import board_of, respondent_keys, to_json
from report_fixture import bicycle_draft


def small():
    units = {"a": ({"goal": 0.5, "pain": 0.25}, "s2", -1.0), "b": ({}, None, 0.0)}
    draft = draft_of(units, [("t1", "pain", "s2", "a", "u-asked")], [("s1", "Выбор"), ("s2", "Покупка")])
    draft.themes[0].against.append("b")
    draft.stages.reverse()
    return draft


def test_the_board_holds_what_respondents_said_and_nobody_else():
    board = board_of(small(), STUDY)
    assert list(board.units) == ["a", "b"]
    assert board.themes[0].units == ("a",)


def test_stages_stand_in_their_order_and_kinds_in_that_of_their_list():
    board = board_of(small(), STUDY)
    assert [stage.id for stage in board.stages] == ["s1", "s2"]
    assert list(board.units["a"].kinds) == ["pain", "goal"]


def test_a_board_as_json_is_what_the_format_says():
    assert to_json(board_of(small(), STUDY)) == {
        "study": STUDY,
        "language": "ru",
        "stages": [
            {"id": "s1", "name": "Выбор", "source": "given"},
            {"id": "s2", "name": "Покупка", "source": "given"},
        ],
        "units": {
            "a": {
                "kinds": {"pain": 0.25, "goal": 0.5},
                "stage": "s2",
                "valence": -1.0,
                "irrelevant": False,
                "pinned": False,
                "told": [],
            },
            "b": {
                "kinds": {},
                "stage": None,
                "valence": 0.0,
                "irrelevant": False,
                "pinned": False,
                "told": [],
            },
        },
        "themes": [
            {
                "id": "t1",
                "kind": "pain",
                "stage": "s2",
                "label": "О чём t1",
                "origin": "keywords",
                "keywords": ["слово"],
                "units": ["a"],
                "against": ["b"],
                "verdict": "open",
                "pinned": False,
                "dead": None,
                "cohesion": 0.5,
                "stability": None,
            }
        ],
        "comments": [],
        "ignored": [],
    }


def test_every_respondent_of_a_real_draft_has_one_key():
    draft, _ = bicycle_draft()
    board, keys = board_of(draft, STUDY), respondent_keys(draft)
    assert keys.keys() == board.units.keys()
    support = {theme.id: theme.respondents.n for theme in draft.themes}
    assert {theme.id: len({keys[unit] for unit in theme.units}) for theme in board.themes} == support
    assert json.loads(json.dumps(to_json(board))) == to_json(board)
