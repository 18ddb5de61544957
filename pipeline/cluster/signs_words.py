"""What a language gives to ``signs``: its wording of denial, of agreement and of leading questions."""

from __future__ import annotations

from dataclasses import dataclass

Patterns = tuple[str, ...]


def listed(words: str) -> frozenset[str]:
    """Return the words of a text, whatever its lines."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class SignWords:
    """Lists of one language: patterns as in ``patterns``, other words in any one form.

    ``denials`` and ``verbs`` say inside of one clause that a trouble was not there; ``verdicts`` («не сказал
    бы, что дорого») may cross a comma and be as unreal as they like.  ``pains`` are words of trouble; one
    that no denial covers leaves the utterance a complaint.  ``buts`` take a denial back behind it,
    ``first_buts`` at the start of a clause; ``unreal`` words before it make it a wish, ``reports`` make it
    somebody else's word, and a ``doubling`` negates it once more.
    """

    denials: Patterns
    verbs: Patterns  # their last word must tell what happened
    unfinished: str  # regular expression of infinitives, orders and the like
    verdicts: Patterns
    pains: Patterns
    negators: frozenset[str]
    about: frozenset[str]  # prepositions that tell what the trouble would have been with
    joins: frozenset[str]
    buts: Patterns
    first_buts: frozenset[str]
    rather: str  # «не страшно, а неприятно»
    unreal: frozenset[str]
    would: str  # the same, when it stands right behind
    reports: frozenset[str]
    that: str
    doubling: Patterns
    courtesies: Patterns  # «без проблем»: a denial or only a polite "yes"
    asked: Patterns  # wording of questions whether a trouble was there
    asked_nouns: frozenset[str]  # troubles that a question of a few words may name alone
    not_asked: frozenset[str]  # wording that makes such a question ask about something else
    opens: frozenset[str]  # open questions, wherever the word stands
    first_opens: frozenset[str]  # open questions, when the word stands before the first comma
    closes: frozenset[str]  # closed questions, wherever the word stands
    first_closes: frozenset[str]  # closed questions, when the word stands first
    leads: Patterns  # statements that wait for a nod
    tails: frozenset[str]  # «да?», "right?"
    either: str
    nods: frozenset[str]
    shakes: frozenset[str]
    weak_shakes: frozenset[str]  # shakes of the head only behind a plain "not"
    plain: frozenset[str]
    fillers: frozenset[str]
    fine: frozenset[str]  # what people add to a "no" when all went well
