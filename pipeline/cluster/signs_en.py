"""Denial, agreement and leading questions in spoken English."""

from __future__ import annotations

from .signs_words import SignWords, listed

_TROUBLE = (
    "problem|issue|trouble|complaint|delay|difficulty|hassle|surprise|fee|concern|worry|error|glitch|bug|queue|line"
    "|friction|hiccup|frustration|annoyance|confusion|obstacle|drawback|downside|mistake|fault|setback|inconvenience"
    "|struggle|hitch|pushback|fear|doubt|anxiety|regret|crash|outage"
)
_BOTHER = (
    "bother|annoy|frustrate|confuse|worry|scare|irritate|upset|disappoint|stress|discourage|anger|disturb"
)
_FEELS = "annoying|frustrating|confusing|worrying|scary|irritating|disappointing|stressful|tiring|upsetting"
_FELT = (
    "annoyed|frustrated|confused|worried|scared|irritated|disappointed|stressed|afraid|nervous|upset|bothered"
)
_HARD = (
    "hard|difficult|tricky|complicated|expensive|pricey|slow|painful|inconvenient|awkward|bad|unpleasant|unclear"
    "|cumbersome|terrible|costly|tough|rude|pushy|late"
)
_BREAK = "crash|fail|freeze|break|cheat|overcharge|lie|hang|disappoint|ignore|lag|hassle|push"
_TOIL = "wait|queue|call|chase|repeat|pay|argue|explain|fight|struggle|phone|redo|return|worry|search|hunt"
_VERY = "that|too|so|very|really|all|particularly|especially|at|terribly|even|overly|remotely|ever|super"
_ANY = "any|a|an|real|single|one|such|of|those|particular|whatsoever|kind|hidden|extra|nasty|more"
_HAVE = "have|experience|encounter|notice|face|see|meet|remember|find|run"
_BE = "be|feel|seem|get|find|sound|look"

ENGLISH = SignWords(
    denials=(
        f"no|zero|without {_ANY}? {_ANY}? {_TROUBLE}",
        f"not|never {_HAVE} {_ANY}? {_ANY}? {_ANY}? {_TROUBLE}",
        f"not|never have|experience had {_ANY}? {_ANY}? {_TROUBLE}",
        f"not|never there? {_ANY}? {_ANY}? {_TROUBLE}",
        f"not|never {_BE}? {_VERY}? {_VERY}? {_ANY}? problem|issue|trouble|hassle|bother|drawback",
        f"not|never {_BE}? {_VERY}? {_VERY}? {_VERY}? {_HARD}|{_FEELS}|{_FELT}",
        f"nothing {_BE}? {_VERY}? {_HARD}|{_FEELS}|wrong",
        f"nothing|nobody|none .. {_BOTHER}|wrong|{_BREAK}",
        "nothing to complain",
        f"not|never have|need to even? {_TOIL}",
        f"not|never mind {_TOIL}",
        "not|never let|bring .. down",
        "not|never stop I|we",
        "not|never|hardly complain",
        f"not|never {_VERY}? {_BOTHER}|mind",
        f"never once? {_BREAK}",
        f"not {_BREAK}",
        "hassle-free|trouble-free",
        f"not {_VERY}? important|crucial|critical|essential",
        f"not {_VERY}? matter",
        "not care about|much|whether|how",
    ),
    verbs=(),
    unfinished=r"(?!)",
    verdicts=(
        f"not say .. {_HARD}|{_FEELS}|{_FELT}|{_TROUBLE}",
        f"not call .. {_HARD}|{_FEELS}|{_TROUBLE}",
        f"not think|find .. {_HARD}|{_FEELS}|problem|issue",
    ),
    pains=(
        _TROUBLE.replace("|fee", "").replace("|line", ""),
        _BOTHER,
        _FEELS,
        _FELT,
        _HARD,
        "crash|freeze|fail|broken|overcharge|scam|cheat|cancel|useless|waste|awful|horrible|worst|worse|hate|missing",
        "not work|find|open|load|answer|reply|arrive|understand|reach|fix|help|know|tell|like|clear|enough",
        "wait|stuck|chase|ages|forever|give up",
    ),
    negators=listed("not no never without nothing nobody none zero"),
    about=listed("with about of in from to for on at over"),
    joins=listed("and or nor"),
    buts=(
        "but|except|although|though|however|apart|besides|unless|until|yet",
        "other than",
        "aside from",
        "only",
        "at first",
        "and then",
        "just that",
    ),
    first_buts=listed("just then rather"),
    rather="more",
    unreal=listed(
        """
        want hope wish would should could if expect promise need might may will 'll ensure guarantee
        so-called supposed supposedly almost why cannot
        """
    ),
    would="would",
    reports=listed("said says say told claimed claims promised insisted assured think"),
    that="that",
    doubling=(
        "not|never|hardly without",
        "not only|just|merely",
        "not that",
        "no problem|trouble|issue solved|fixed|resolved",
        f"no .. without {_TROUBLE}",
    ),
    courtesies=("no problem|worry|trouble", "not a problem"),
    asked=(
        f"any {_ANY}? .. {_TROUBLE}",
        f"have|experience|face|encounter|meet|hit|into {_ANY}? {_ANY}? {_TROUBLE}",
        f"there {_ANY}? {_ANY}? {_TROUBLE}",
        f"what|which {_TROUBLE}",
        _BOTHER,
        _FEELS,
        _FELT,
        _HARD,
        "go|anything|something|what wrong",
        "anything|something|what .. dislike|missing|lack|hate",
        "anything|something|what .. not .. like|work|enjoy",
        f"have to {_TOIL}",
        "have to .. wait",
    ),
    asked_nouns=frozenset(_TROUBLE.split("|")) - {"line", "fee", "surprise"},
    not_asked=listed(
        """
        if would report tell contact solve fix resolve complain help raise mention support consider try
        recommend know understand remember warn
        """
    ),
    opens=listed("why tell describe explain walk share who whom whose"),
    first_opens=listed("what how which where when"),
    closes=frozenset(),
    first_closes=listed("do does did is are was were have has had would could can will should isn't any am"),
    leads=(
        "so you|it|that|they|the",
        "you mean|say|mention|feel|think",
        "it|that sound|seem|look",
        "sound|seem|look like",
        "in other word",
        "i|we guess|assume|imagine|suppose|take",
    ),
    tails=listed("right correct yeah yes no ok okay is was did do not it you that they were are am i"),
    either="or",
    nods=listed(
        """
        yes yeah yep yup uh-huh mm-hmm mhm sure right exactly correct true definitely absolutely totally
        probably guess suppose maybe perhaps indeed agreed certainly course did was were
        """
    ),
    shakes=listed("no nope nah never none nothing neither nobody nowhere"),
    weak_shakes=listed("really particularly especially all any at recall there"),
    plain=listed("not"),
    fillers=listed(
        """
        i it that this 's is was were be do did does would say so think well um uh er oh ah kind sort of
        a bit just you could there have had pretty much little to honest really very quite yes yeah ok
        okay like mean know the in they we my me us please ahead go record too also some somewhat
        sometimes 've 'd 'm more or less as then and actually honestly personally can at all any
        """
    ),
    fine=listed(
        """
        fine good great well smooth smoothly easy easily perfect perfectly everything all went go worked
        work quick quickly fast happy ok okay straightforward clear nice nicely opposite contrary
        """
    ),
)
