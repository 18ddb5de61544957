"""The twenty statements of the maturity self-assessment and the step each suggests, in Russian and English.

They are values of the questionnaire, not messages of the program: answers given in one language are
counted with answers given in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Statement N stands at place N - 1: (what is rated, what to do when it is rated low).
_RU = (
    (
        "Руководители разных подразделений одинаково отвечают на вопрос, каким должен стать опыт клиента.",
        (
            "Соберите руководителей и запишите на одной странице, каким должен стать опыт клиента через "
            "год-два; снимите расхождения вслух."
        ),
    ),
    (
        "Мы сверяем сделанное с планом работ по клиентскому опыту и видим, где отстаём.",
        (
            "Составьте план работ по клиентскому опыту со сроками и ответственными и сверяйтесь с ним раз в "
            "месяц."
        ),
    ),
    (
        "Когда отделы спорят, что важнее для клиента, понятно, кто решает и кто потом отвечает за результат.",
        (
            "Назначьте, кто решает вопросы клиентского опыта, кто отвечает за каждый этап пути и кому несут "
            "споры между отделами."
        ),
    ),
    (
        (
            "Прежде чем запускать улучшение для клиентов, мы считаем, что оно даст бизнесу: выручку, "
            "удержание, экономию."
        ),
        (
            "Для ближайшего улучшения оцените эффект в деньгах, пусть грубо, и запишите, из каких допущений "
            "он выведен."
        ),
    ),
    (
        "Если улучшение не даёт обещанного, мы меняем подход, не дожидаясь конца года.",
        (
            "Назначьте даты, когда прогноз сверяется с фактом, и заранее решите, при каком отставании план "
            "меняется."
        ),
    ),
    (
        "Что делать раньше, а что позже, решают заранее выбранные показатели, а не то, кто громче просит.",
        (
            "Выберите три–пять показателей, по которым сравниваются все предложения, и пересмотрите по ним "
            "текущий список работ."
        ),
    ),
    (
        (
            "Сотрудники и подрядчики знают, какие улучшения для клиентов идут сейчас, зачем они нужны и что "
            "уже готово."
        ),
        (
            "Раз в месяц коротко рассказывайте сотрудникам и партнёрам, что делается для клиентов, зачем и "
            "что уже вышло."
        ),
    ),
    (
        "Умение понимать клиента развивают во всех подразделениях, а не только там, где с клиентами говорят.",
        (
            "Опишите, что о клиентах должна уметь каждая роль, и заведите для этого обычный порядок: "
            "наставник, практика, обмен случаями."
        ),
    ),
    (
        "Людей учат заботиться о впечатлении клиента, и такая забота у нас замечена и вознаграждена.",
        (
            "Добавьте в обучение новичков разбор настоящих обращений, а в поощрения — показатель, на который "
            "сотрудник в силах повлиять."
        ),
    ),
    (
        "Отзывы и оценки клиентов мы смотрим рядом с цифрами работы: сроками, возвратами, нагрузкой.",
        (
            "Сведите по одному этапу пути оценки клиентов и рабочие показатели в одну таблицу и посмотрите, "
            "что меняется вместе."
        ),
    ),
    (
        "О трудностях тех клиентов, ради которых мы работаем, мы узнаём сразу, а не из годового опроса.",
        (
            "Задавайте короткий вопрос сразу после ключевых контактов и назначьте, кто каждый день читает "
            "ответы."
        ),
    ),
    (
        "Первоочередные дела мы выводим из разбора: что говорят клиенты и что показывают процессы.",
        (
            "Расставьте известные боли клиентов по тому, скольких они задевают и во что обходятся, и начните "
            "с верхней."
        ),
    ),
    (
        "Выводы исследований попадают к тем, кто может что-то изменить, и из них ясно, с чего начать.",
        "К каждому выводу допишите, кому он адресован и каков первый шаг; без этого отчёт не рассылайте.",
    ),
    (
        "Найденная проблема клиентов остаётся на учёте, пока не подтвердится, что её больше нет.",
        (
            "Заведите единый список найденных проблем с владельцем и сроком и закрывайте запись только после "
            "проверки у клиентов."
        ),
    ),
    (
        "Рабочие процессы меняются потому, что так подсказал опыт клиентов.",
        (
            "Выберите процесс, на который жалуются чаще всего, пройдите его на месте клиента и уберите один "
            "лишний шаг."
        ),
    ),
    (
        "Крупные решения — о продуктах, рынках, вложениях — опираются на то, что известно об опыте клиентов.",
        (
            "Внесите в повестку стратегических встреч постоянный пункт: что решение изменит для клиента и "
            "откуда это известно."
        ),
    ),
    (
        (
            "Сведения об опыте клиента видны прямо в рабочих системах: кто обслуживает, тот знает, что было "
            "раньше."
        ),
        "Выведите историю обращений и последнюю оценку клиента туда, где сотрудник работает каждый день.",
    ),
    (
        "Мы не только чиним нынешнее, но и ищем, где опыт клиента можно сделать совсем другим.",
        (
            "Проведите встречу с вопросом «что получил бы клиент, если начать с чистого листа?» и проверьте "
            "одну идею."
        ),
    ),
    (
        "Новое мы проектируем от людей: наблюдаем за ними, показываем черновики, проверяем на клиентах.",
        (
            "Возьмите одно задуманное изменение, покажите пяти клиентам черновик до запуска и поправьте по "
            "их словам."
        ),
    ),
    (
        "Любое новшество клиент встречает одинаковым во всех каналах, точках и отделах.",
        (
            "Для ближайшего новшества опишите, каким оно должно быть в каждом канале, и проверьте это "
            "обходом или тайным покупателем."
        ),
    ),
)
_EN = (
    (
        (
            "Heads of different departments give the same answer when asked what our customers should live "
            "through."
        ),
        (
            "Bring the heads together, write on one page what customers should live through in a year or "
            "two, and settle the differences aloud."
        ),
    ),
    (
        (
            "We hold what has been done against a dated plan of customer experience work and see where we "
            "are late."
        ),
        "Draw up a plan of customer experience work with dates and names, and go through it once a month.",
    ),
    (
        (
            "When departments argue over what matters more to customers, it is known who decides and who "
            "answers for the outcome."
        ),
        (
            "Name who decides on customer experience, who owns each stage of the journey, and who hears "
            "disputes."
        ),
    ),
    (
        (
            "Before we start an improvement for customers, we work out what the business gets: revenue, "
            "retention, savings."
        ),
        "Put a figure, however rough, on the next improvement and write down what it assumes.",
    ),
    (
        (
            "When an improvement does not bring what was promised, we change course without waiting for "
            "year's end."
        ),
        (
            "Set dates on which the forecast meets the facts, and agree beforehand how far behind means a "
            "new plan."
        ),
    ),
    (
        "What comes first and what later is settled by measures chosen beforehand, not by who asks loudest.",
        (
            "Choose three to five measures that every proposal is weighed by, and go over the present list "
            "with them."
        ),
    ),
    (
        (
            "Staff and contractors know which improvements for customers are under way, what for, and what "
            "is done."
        ),
        (
            "Once a month tell staff and partners in a few words what is done for customers, why, and what "
            "came of it."
        ),
    ),
    (
        "Understanding customers is a skill we grow in every department, not only where people talk to them.",
        (
            "Describe what each role should be able to do for customers, and give it a routine: a mentor, "
            "practice, cases shared."
        ),
    ),
    (
        "People are taught to care how customers feel, and such care is noticed and rewarded here.",
        (
            "Put real customer cases into the training of newcomers, and into rewards a measure that a "
            "person can move."
        ),
    ),
    (
        "We look at what customers say and score next to the figures of the work: times, returns, load.",
        (
            "For one stage of the journey put customers' scores and working figures into one table and see "
            "what moves together."
        ),
    ),
    (
        "We hear of the troubles of the customers we work for at once, not from the yearly survey.",
        "Ask one short question right after the key contacts, and name who reads the replies every day.",
    ),
    (
        "What to do first follows from study: what customers tell and what the processes show.",
        "Rank the known pains by how many they touch and what they cost, and begin at the top.",
    ),
    (
        "Findings reach those who can change something, and make plain where to begin.",
        "Add to every finding whom it is for and what the first step is; send no report without it.",
    ),
    (
        "A customers' problem once found stays on the list until it is confirmed to be gone.",
        (
            "Keep one list of problems found, each with an owner and a date, and close an entry only after "
            "asking customers."
        ),
    ),
    (
        "The way we work changes because customers' experience called for it.",
        "Take the process that draws most complaints, walk it in the customer's place, and drop one step.",
    ),
    (
        (
            "Big decisions about products, markets and investment rest on what is known of customers' "
            "experience."
        ),
        (
            "Give strategy meetings a standing item: what the decision changes for the customer, and how we "
            "know."
        ),
    ),
    (
        (
            "What a customer went through shows in the systems of daily work: whoever serves them knows what "
            "came before."
        ),
        "Show past contacts and the customer's last score in the place where staff work every day.",
    ),
    (
        "Besides mending what there is, we look for places where the experience could be quite another one.",
        "Hold a meeting on what customers would get if we began with a blank sheet, and try one idea.",
    ),
    (
        "We design new things from people: we watch them, show them drafts, and test with customers.",
        (
            "Take one planned change, show five customers a draft before the launch, and mend it by what "
            "they say."
        ),
    ),
    (
        "Whatever is new, customers meet it the same in every channel, place and department.",
        (
            "For the next novelty describe how it should be in each channel, and check it by a walk-through "
            "or a mystery shopper."
        ),
    ),
)
_TEXTS: Mapping[str, tuple[tuple[str, str], ...]] = {"ru": _RU, "en": _EN}


def statement(number: int, language: str) -> str:
    """Return statement 1..20 in a language."""
    return _TEXTS[language][number - 1][0]


def next_step(number: int, language: str) -> str:
    """Return what a company may do when statement 1..20 is rated low."""
    return _TEXTS[language][number - 1][1]
