"""Clauses: one sentence with two thoughts is cut between them, one thought is never shredded."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.clauses import SHORTEST, thoughts
from pipeline.ingest.segment import segment

TWO_RU = [
    "Сайт удобный,| |но доставка опоздала на час.",
    "Тренер внимательный,| |но раздевалка тесная.",
    "Врач мне понравился,| |но в регистратуре хамили.",
    "Цены у них невысокие,| |зато мастера опаздывают постоянно.",
    "Палатка отличная,| |а вот молния разошлась на второй день.",
    "Номер был чистый,| |однако кондиционер гудел всю ночь.",
    "Привезли вовремя,| |но коробка была мятая.",
    "Преподаватель сильный,| |тем не менее группа быстро развалилась.",
    "Отзывы у клиники хорошие,| |но запись расписана на месяц вперёд.",
    "Договор составили быстро,| |правда, юрист перепутал реквизиты.",
    "Кухня получилась красивая,| |хотя фасады привезли не того цвета.",
    "Банк открыл счёт за день,| |но комиссия за переводы огромная.",
    "Корм собаке подошёл,| |но упаковка рвётся сразу.",
    "Мне нравится приложение,| |но уведомления приходят поздно.",
    "Сервис на заправке хороший,| |но кофе у них ужасный.",
    "Окна поставили за день,| |но откосы пришлось переделывать.",
    "Расписание у школы удобное,| |но дозвониться до них невозможно.",
    "Квартира просторная,| |но соседи сверлят с утра до ночи.",
    "Менеджер вежливый,| |но я ждала его ответа неделю.",
    "Рассрочку одобрили сразу;| |страховку никто не объяснил.",
    "Полы ровные;| |двери перекосило уже зимой.",
    "Ну, зал, конечно, просторный,| |но вентиляция там, честно говоря, не работает.",
    "Саженцы прижились,| |но доставка обошлась дороже самих деревьев.",
    "Маникюр держится долго,| |но администратор вечно путает время.",
    "Гид рассказывал интересно,| |но автобус сломался на полпути.",
    "Няня ребёнку нравится,| |однако агентство берёт огромную комиссию.",
    "Обслуживание отличное — | |но парковка там крошечная.",
    "Понравилось, что приехали быстро,| |но цена в итоге выросла вдвое.",
    "Фильтр служит долго,| |но картриджи в магазинах не найти.",
    "Бухгалтер толковая,| |но отчёты система не принимает.",
    "Трава взошла,| |однако семена пришли с опозданием.",
    "Вода вкусная,| |а бутыли грязные.",
    "Во дворе коляска дребезжала,| |а вот в парке — сказка.",
    "Салон чистый,| |но музыка орёт.",
    "Wildberries быстрый,| |но пункт выдачи закрыли.",
    "Экран яркий,| |зато батарея садится к обеду,| |а вот зарядка идёт целую ночь.",
    "сама клиника чистая и новая| |но анализы там делают целую неделю",
    "приложение у них простое и понятное| |но деньги вывести оттуда невозможно третий день",
    "бригада работала аккуратно и быстро| |зато прораб постоянно терял наши чеки",
    "курсы вечерние мне очень подошли| |а вот платформа зависала каждое второе занятие",
]
ONE_RU = [
    "Позвонил в поддержку, там сказали ждать, я подождал день и отказался.",
    "Позвонила трижды, но никто не взял трубку.",
    "Зашёл на сайт, но не нашёл цену.",
    "Хотела записаться, но не получилось.",
    "Дорого, но качественно.",
    "Не самый дешёвый, но надёжный мастер.",
    "Он не просто опоздал, но ещё и нахамил.",
    "Мне сказали, что сайт удобный, но доставка опаздывает.",
    "Если заказать вечером, привезут утром, но курьер не позвонит.",
    "Он мне: «Сайт удобный, но доставка опоздала на час».",
    "Есть абонементы (зал просторный, но тренер один), мы взяли самый простой.",
    "Хотя сайт удобный, доставка опоздала на час.",
    "Когда врач ушёл, но медсестра осталась, стало спокойнее.",
    "Выбрала их, потому что рядом с домом.",
    "Сказали, что перезвонят, когда освободится мастер.",
    "Мастер пришёл и починил кран.",
    "Купил бы, но денег нет.",
    "Это не критично, но неприятно.",
    "Дверца скрипит, но это не критично.",
    "Долго думали, сомневались, но всё-таки взяли.",
    "Хотя бы коробку вернули, и на том спасибо.",
    "Он, однако, пришёл вовремя.",
    "Правда, что у вас бесплатная доставка?",
    "Кресло удобное; дорогое; тяжёлое.",
    "Пусть дорого, но мастера приезжают вовремя.",
    "Хоть цена и высокая, но мастера приезжают вовремя.",
    "Не цена меня остановила, но отношение.",
    "Удобно, быстро, вежливо, но дороговато.",
    "Сайт, но не приложение.",
    "Вечером звонили, но я была на работе.",
    "Обещали перезвонить, но никто не позвонил.",
    "Заказываем корм, наполнитель, игрушки; раз в месяц лекарства.",
    "Дочь завела мне карту, но я туда не хожу.",
    "Официант улыбался, но заказ перепутал.",
    "Мне не важна цена, но важны сроки.",
    "Как только пришла зарплата, но банк закрылся, я расстроилась.",
    "Тренер строгий, но молчит и телевизор смотрит.",
    "Секретарь добрая, но она в отпуске.",
    "Хозяйка пекла пироги, а я мыла посуду.",
    "мастер хороший но дорогой",
    "звонила но никто не ответил",
    "хотя бы два раза в неделю курьер приезжал к нам вовремя",
    "я посмотрела цены подумала но ничего не стала заказывать",
    "мы долго выбирали кухню но в итоге взяли самую простую",
    "говорит сайт у нас новый но заявку лучше оставить по телефону",
]
TWO_EN = [
    "The app is fine,| |but the courier never called.",
    "The coach was patient,| |but the changing room smelled awful.",
    "I love the mattress,| |but the delivery took five weeks.",
    "The doctor listened to me,| |however the bill was a complete surprise.",
    "The setup was easy;| |the support team never replied.",
    "The rooms are clean,| |though the walls are paper thin.",
    "Their prices are low,| |but nobody answers the phone.",
    "The vet is wonderful,| |but I waited two hours in the lobby.",
    "the dashboard looks really nice and simple| |but the export button never worked for us",
    "I like the gym,| |but the showers are dirty.",
    "The flat is warm,| |but the neighbours argue all night.",
    "The food was great,| |although the waiter forgot our drinks.",
]
ONE_EN = [
    "I called support, they told me to wait, I waited a day and gave up.",
    "I called them twice, but nobody picked up.",
    "Cheap but cheerful.",
    "It was slow, but it worked.",
    "I wanted to buy it, but I could not afford it.",
    "They said the app is fine, but the courier never called.",
    "If the app is fine, but the courier is late, I complain.",
    'She told me "the app is fine, but the courier is late" and left.',
    "Although the app is fine, the courier never called.",
    "Nothing but trouble from the very first day.",
    "I chose them because the office is close to my house.",
    "Not only the price, but the whole attitude was wrong.",
    "The installer came and fixed the boiler.",
    "The report (nice charts, but the numbers are wrong) went to my boss.",
    "I looked at the prices but decided to wait.",
    "We use it for payroll, invoices; sometimes for taxes.",
    "the app was nice but slow",
    "The installer came, but I was at work.",
    "She was late, but she apologised.",
]


def cut(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in segment(text, language)]


@pytest.mark.parametrize("line", TWO_RU + ONE_RU)
def test_russian_sentences_are_cut_only_between_two_thoughts(line):
    assert cut(line.replace("| |", " ").replace("  ", " "), "ru") == [
        part.strip() for part in line.split("| |")
    ]


@pytest.mark.parametrize("line", TWO_EN + ONE_EN)
def test_english_sentences_are_cut_only_between_two_thoughts(line):
    assert cut(line.replace("| |", " "), "en") == line.split("| |")


CLAUSES = [
    "сайт удобный", "доставка опоздала на час", "но мастер не пришёл", "зато цены низкие", "а вот зал тесный",
    "потому что рядом", "который звонил", "позвонил", "«да", "нет»", "(например", ")", '"', "однако", "хотя",
    "правда", "тем не менее", "но", "the app is fine", "but the courier never called", "though", "[Имя 1]", "—", "é😀",
]  # fmt: skip
speech = st.lists(
    st.tuples(st.sampled_from(CLAUSES), st.sampled_from([" ", ", ", "; ", " — ", ",", ". "])), max_size=10
)


@given(
    speech.map(lambda parts: "".join(map("".join, parts))) | st.text(max_size=60),
    st.sampled_from(["ru", "en"]),
)
@settings(max_examples=150, deadline=None)
def test_thoughts_tile_the_sentence_and_are_themselves_whole(text, language):
    spans = thoughts(text, (0, len(text)), language)
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert all(not text[one[1] : two[0]].strip() for one, two in pairwise(spans))
    assert all(start < end and one[1] <= start for one, (start, end) in pairwise(spans))
    if len(spans) > 1:
        assert all(end - start >= SHORTEST for start, end in spans)
    for start, end in spans:
        assert thoughts(text[start:end], (0, end - start), language) == ((0, end - start),)
