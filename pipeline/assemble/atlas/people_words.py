"""Names and rules of portraits and stories in Russian and English; they are told in the study's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Role
from ...wording import Wording, nearest_language
from ..maps.wording import nest_quotes

if TYPE_CHECKING:
    from ..maps.base import Evidence

TEXTS: dict[str, dict[str, str]] = {
    "ru": {
        "whole_client": "Все клиенты",
        "whole_non_user": "Все, кто не пользуется",
        "whole_expert": "Все эксперты",
        "numbered": "Портрет {number}",
        "named": "Портрет {number}: «{label}»",
        "column": "{role}: {segment}",
        "segment": "Люди сегмента «{segment}», который задал исследователь: {n} из {of}.",
        "unplaced": "Сегмент не указан, ни в один портрет не вошли: {n} из {of}.",
        "one": "Это один человек: случай, а не тип. Все его утверждения — одиночные голоса.",
        "clustered": (
            "Люди объединены по целям, действиям и болям, о которых говорят: {n} из {of}. Чем реже тема, тем "
            "больше она весит; способ — средняя связь. Группы: {groups}, средний силуэт {silhouette}; "
            "в {shuffles} случайных перестановках тем он не выше {chance}."
        ),
        "clustered_name": (
            "Имя дала тема, которая сильнее всего отличает этих людей от остальных (отношение шансов) и "
            "звучит хотя бы у половины из них. Портрет — гипотеза, а не доля рынка."
        ),
        "alone": "Ни с кем не связаны общими темами и ни в один портрет не вошли: {n} из {of}.",
        "few": "Один портрет на всех: людей {of}, а делить на группы можно от {least}.",
        "unlike": "Один портрет на всех: людей не связывают общие темы, делить их не по чему.",
        "undivided": (
            "Один портрет на всех: люди не делятся на группы. Лучший средний силуэт {silhouette}, "
            "при случайной перестановке тем бывает {chance}; нужно больше случайного и не меньше {least}."
        ),
        "claims": (
            "Показано то, о чём говорят хотя бы двое, — до {most} пунктов в разделе; если такого нет, — "
            "одиночные голоса с пометкой."
        ),
        "story_one": "Единственный рассказ в этом портрете.",
        "story_of": "Выбран из рассказов этого портрета: {n}.",
        "story": (
            "Пройдено этапов: {covered} из {stages}; в порядке рассказа идут {order} переходов; общих тем "
            "портрета звучит {shared} из {themes}. Оценка {score} — произведение трёх долей."
        ),
        "story_words": (
            "Слова дословные, в порядке речи: до трёх высказываний на этап, прежде всего что человек сделал "
            "и что почувствовал."
        ),
        "views": (
            "Каждый столбец считается только по своим людям, точки зрения не усредняются. «Назвали боль» — "
            "доля от всех респондентов столбца; «Болей на респондента» — высказывания с болью, делённые на "
            "число говоривших об этапе. Внизу — боль, которую называет больше всего людей. Пусто там, где об "
            "этапе никто не говорил."
        ),
        "saturation": (
            "Насыщение (Guest, Namey, Chen 2020): интервью идут в порядке файлов, первые {base} — база. Оно "
            "достигнуто на интервью, которым кончается серия из {run}, где новых тем не больше {threshold} "
            "от числа тем базы."
        ),
        "snapshots": (
            "Интервью до сведения в карту: на каждый этап и вид — до {said} самых ярких высказываний, в "
            "порядке речи. «Только здесь» — до {alone} высказываний, которых нет ни в одной общей теме. "
            "Яркость — законченность и длина фразы, уверенность разметки и сила эмоции; ответы на наводящий "
            "вопрос весят вдвое меньше."
        ),
    },
    "en": {
        "whole_client": "All clients",
        "whole_non_user": "All non-users",
        "whole_expert": "All experts",
        "numbered": "Portrait {number}",
        "named": "Portrait {number}: “{label}”",
        "column": "{role}: {segment}",
        "segment": "The people of the segment “{segment}”, which the researcher gave: {n} of {of}.",
        "unplaced": "Without a segment and in no portrait: {n} of {of}.",
        "one": "This is one person: a case, not a type. All claims are single voices.",
        "clustered": (
            "People put together by the goals, actions and pains they speak of: {n} of {of}. The rarer a "
            "theme, the more it weighs; the method is average linkage. Groups: {groups}, mean silhouette "
            "{silhouette}; in {shuffles} random rearrangements of the themes it is at most {chance}."
        ),
        "clustered_name": (
            "The name is the theme that sets these people apart most (odds ratio) and that at least half of "
            "them voice. A portrait is a hypothesis, not a share of the market."
        ),
        "alone": "Bound to nobody by a common theme and in no portrait: {n} of {of}.",
        "few": "One portrait of all: there are {of} people, and it takes {least} to form groups.",
        "unlike": "One portrait of all: no common themes bind these people, so nothing divides them.",
        "undivided": (
            "One portrait of all: these people do not fall into groups. The best mean silhouette is "
            "{silhouette}, randomly rearranged themes reach {chance}; it must be more than that and at least "
            "{least}."
        ),
        "claims": (
            "What at least two people say is shown, up to {most} in a section; where there is none, single "
            "voices, marked as such."
        ),
        "story_one": "The only account of this portrait.",
        "story_of": "Chosen among the accounts of this portrait: {n}.",
        "story": (
            "Stages passed: {covered} of {stages}; steps told in the order of stages: {order}; shared themes "
            "of the portrait voiced: {shared} of {themes}. The score {score} is the product of the three "
            "shares."
        ),
        "story_words": (
            "The words are verbatim and in the order of speech: up to three utterances a stage, above all "
            "what the person did and felt."
        ),
        "views": (
            "Every column is counted among its own people; viewpoints are never averaged. “Told a pain” is "
            "the share of all respondents of the column; “Pains per respondent” are utterances of pain "
            "divided by the number who spoke of the stage. Below stands the pain that most of them tell. A "
            "cell is empty where nobody spoke of the stage."
        ),
        "saturation": (
            "Saturation (Guest, Namey, Chen 2020): interviews stand in the order of their files, the first "
            "{base} are the base. It is reached at the interview that ends a run of {run} with at most "
            "{threshold} new themes of the base’s number."
        ),
        "snapshots": (
            "An interview before it goes into the map: up to {said} most telling utterances of a stage and "
            "kind, in the order of speech. “Only here” are up to {alone} utterances that stand in no shared "
            "theme. Telling is a whole sentence of readable length, surely coded, strongly felt; answers to "
            "a leading question count half."
        ),
    },
}
_ROLES = {Role.CLIENT: "Clients", Role.NON_USER: "Non-users", Role.EXPERT: "Experts"}


class Speech:
    """Says texts in the language of a study; shares and silhouettes are given as numbers 0..1."""

    def __init__(self, evidence: Evidence) -> None:
        """Choose the language."""
        self._language = nearest_language(evidence.language)
        self._words = Wording(self._language)

    def say(self, name: str, **values: float | str) -> str:
        """Return a text with its places filled; raises KeyError for an unknown one."""
        written = {key: self._written(value) for key, value in values.items()}
        text = TEXTS[self._language][name].format(**written)
        return nest_quotes(text) if self._language == "ru" else text

    def join(self, *sentences: str) -> str:
        """Return the sentences that are not empty as one text."""
        return " ".join(sentence for sentence in sentences if sentence)

    def percent(self, share: float) -> str:
        """Return a share 0..1 as percent."""
        return self._words.percent(share)

    def role(self, role: Role) -> str:
        """Return what the people of a role are called."""
        return self._words._(_ROLES[role])

    def _written(self, value: float | str) -> str:
        if isinstance(value, float):
            return self._words.number(value, digits=2)
        return str(value)
