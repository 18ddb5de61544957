"""A study whose every name, label and quote tries to become code."""

from __future__ import annotations

from dataclasses import replace

from build import make_turns, utterances_of
from pipeline.assemble.drafting import make_draft
from pipeline.assemble.maps.base import Evidence
from pipeline.assemble.maps.journey import MAP
from pipeline.records import (
    Coding,
    Grouping,
    Kind,
    KindScore,
    LabelOrigin,
    Role,
    Speaker,
    SpeakerRole,
    Stage,
    StageScore,
    StageSource,
    Theme,
    Touchpoint,
    TouchpointType,
    Transcript,
)

ATTACKS = (
    "<script>hit(1)</script>",
    "</script><script>hit(2)</script>",
    "</SCRIPT ><img src=x onerror=hit(3)>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=hit(4)>",
    "<svg><animate onbegin=hit(5) attributeName=x dur=1s>",
    "<iframe srcdoc='<script>parent.hit(6)</script>'></iframe>",
    "<a href=javascript:hit(7)>x</a>",
    "javascript:hit(8)",
    "data:text/html,<script>hit(9)</script>",
    "<style>*{display:none}</style>",
    "</style><style>@import '//example.org/x.css'</style>",
    "red;background:url(//example.org/x.png)",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<meta http-equiv=refresh content='0;url=//example.org'>",
    "<form action=//example.org><button autofocus onfocus=hit(10)>",
    "<!--",
    "--><b>bold</b><!--",
    "<![CDATA[ ]]>",
    "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %(n)s %(who)s",
    "html`<${hit(11)} />` ${hit(12)}",
    "&lt;img src=x onerror=hit(13)&gt; &#60;b&#62;",
    "__proto__",
    "constructor",
    "= cmd|' /C calc'!A0",
    "line\u2028separator\u2029paragraph",
    "\u202eright to left\u202c \u2066isolate\u2069 \u200fmark",
    "👩‍👩‍👧‍👦 🚲 é̂̃ ｆｕｌｌ ﷽ Z͑ͫ̓a̴l̶g̷o",
    "long" * 45,
)
TWO = 2  # say each of them


def evil_transcript() -> Transcript:
    """Return an interview of two people for each attack, who say it and are called so."""
    speakers = tuple(
        Speaker(id=f"v{at}", name=text, role=SpeakerRole.RESPONDENT) for at, text in enumerate(ATTACKS)
    )
    said = [
        (speakers[(at + at % TWO) // TWO % len(speakers)].id, text)
        for at, text in enumerate(text for text in ATTACKS for _ in range(TWO))
    ]
    return Transcript(
        id="i-evil",
        path="clients/" + " ".join(ATTACKS).replace("/", "∕"),
        sha256="0" * 64,
        format="plain",
        encoding="utf-8",
        language="en",
        role=Role.CLIENT,
        segment=ATTACKS[3],
        speakers=speakers,
        turns=make_turns(*said),
    )


def evil_draft():
    """Return a draft that has an attack for every name, label, keyword and quote."""
    talk = evil_transcript()
    utterances = [replace(said, id=f"u-{said.turn:04}") for said in utterances_of(talk)]
    pairs = list(zip(utterances[::TWO], utterances[1::TWO], ATTACKS, strict=True))
    codings = {
        u.id: Coding(
            utterance=u.id,
            kinds=(KindScore(kind=Kind.PAIN, score=0.9, why=text),),
            stage=StageScore(id="s1", score=0.9, why=text),
            valence=-1.0,
            touchpoints=(f"p{at}",),
        )
        for at, (one, other, text) in enumerate(pairs)
        for u in (one, other)
    }
    themes = tuple(
        Theme(
            id=f"t-{at:04}",
            kind=Kind.PAIN,
            stage="s1",
            label=text,
            label_origin=LabelOrigin.KEYWORDS,
            keywords=(text,),
            utterances=(one.id, other.id),
        )
        for at, (one, other, text) in enumerate(pairs[:-3])
    )
    evidence = Evidence(
        language="en",
        interviews={talk.id: talk},
        utterances={u.id: u for u in utterances},
        codings=codings,
        stages=tuple(
            Stage(id=f"s{at}", name=text, order=at, source=StageSource.GIVEN)
            for at, text in enumerate(ATTACKS[:6], 1)
        ),
        touchpoints={
            f"p{at}": Touchpoint(id=f"p{at}", name=text, type=TouchpointType.HUMAN)
            for at, text in enumerate(ATTACKS)
        },
        grouping=Grouping(themes=themes, unassigned=tuple(u.id for pair in pairs[-3:] for u in pair[:TWO])),
    )
    study = {"title": " ".join(ATTACKS), "product": ATTACKS[1], "language": "en", "map": "journey"}
    manifest = {
        "tool": ATTACKS[0],
        "settings": {text: text for text in ATTACKS},
        "codebook_sha256": "0",
        "embedder": {"name": ATTACKS[3], "dimension": 2, "sha256": "0"},
    }
    draft = make_draft(evidence, utterances, [MAP.build(evidence, Role.CLIENT)], study, manifest)
    return draft, {talk.id: talk}
