"""Words of leaving, Russian and English, as patterns over folded text (lower case, ё as е).

Russian patterns are matched against one clause without punctuation; a pattern's first word is its verb.
"""

from __future__ import annotations

import re


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(parts) + r")")


_USE = (  # what a customer does with an offer, as infinitives
    r"(?:(?:по)?купать|купить|брать|взять|заказ(?:ыва|)ть|заказать|оформ(?:лять|ить)|запис(?:ыва)?ться|записаться"
    r"|ехать|поехать|идти|пойти|ждать|платить|сдавать|отдавать|подпис(?:ывать|аться|ать)|регистрироваться"
    r"|пользоваться|связываться|продл(?:ева|и)ть|ставить|устан(?:авливать|овить)|скачивать|приходить|ходить|ездить"
    r"|заходить|возвращаться|обращаться|заполнять|везти|возить|рисковать|пробовать|открывать|заключать)\b"
)
_USED = (  # the same in the past
    r"(?:купил|заказал|оформил|записал(?:ся|ась)|позвонил|дозвонил(?:ся|ась)|взял|попробовал|решил(?:ся|ась)"
    r"|собрал(?:ся|ась)|поехал|доехал|дошел|дошла|пошел|пошла|подписал|зарегистрировал(?:ся|ась)|установил|скачал"
    r"|оплатил|воспользовал(?:ся|ась))а?\b"
)
_USE_NOW = (  # and of oneself, now and later
    r"(?:пойду|поеду|приду|закажу|куплю|возьму|вернусь|сунусь|обращусь|повезу|хожу|езжу|заказываю|покупаю|беру"
    r"|пользуюсь|захожу|обращаюсь|вожу|буду\s+(?:там|у|их|этим|ими|туда|ничего|к)\b|буду\s+" + _USE + r")"
)
_PLACE = (
    r"(?:мастерск|сервис|магазин|компани|фирм|банк|клиник|салон|контор|мест|организаци|школ|студи|агентств|аптек"
    r"|сет[ьи]\b|приложени|подрядчик|поставщик)"
)
_AWAY = (  # how "went" goes on when it means "went away from the offer"
    r"(?:\s+(?:и|но|а)\b|\s+(?:к|ко)\s+(?:друг|сосед|конкурент|ним\b)|\s+(?:в|на)\s+друг|\s+(?:оттуда|отсюда|совсем|навсегда)\b"
    r"|\s+(?:с\s+(?:их\s+)?сайта|из\s+(?:приложения|магазина|корзины|салона|банка))|\s+ни\s+с\s+чем|\s+без\s+\w+|$)"
)

OWN_FORMS = _pattern(
    rf"ухожу{_AWAY}",
    r"отказываюсь\b(?!\s+верить)",
    r"перехожу\s+(?:к|на)\s+(?:друг|конкурент|сосед)",
    rf"больше\s+(?:\w+\s+){{0,3}}не\s+{_USE_NOW}",
    rf"не\s+{_USE_NOW}\s+(?:\w+\s+){{0,2}}больше\b",
    r"(?:пока|лучше)?\s*я\s+(?:пока\s+|лучше\s+)?пас\b",
)
"""Verbs of the first person: nobody else can be meant."""

WITH_SUBJECT = _pattern(
    rf"(?:ушел|ушла|ушли){_AWAY}",
    r"отказались\b",
    r"(?:бросили|перестали|отменили|удалили|отложили|закрыли)\s+(?:заказ|покупк|приложени|сайт|договор|\w+ть(?:ся)?\b)",
    rf"не\s+стали\s+{_USE}",
    rf"решили\s+не\s+{_USE}",
)
"""Verbs that need their «я» or «мы»: couriers leave too, and companies refuse in the plural."""

ELIDED = _pattern(
    r"отказал(?:ся|ась)\b(?!\s+(?:верить|от\s+(?:пакет|чека|чеков|реклам|рассыл|cookie)))",
    r"(?:пере|раз)думала?\b",
    r"отменила?\b(?!\s+(?:скидк|акци))",
    r"(?:удалила?|снесла|снес)(?:\s+(?:приложени|аккаунт|профил|программ|его\b|ее\b|все\b|это\b)|$)",
    r"расторг(?:ла|нул|нула)?\b",
    r"отписал(?:ся|ась)\b",
    r"отложила?(?:\s+(?:до|на|покупк|ремонт|решени|заказ|это|все)\b|\s+(?:покупк|ремонт|решени|заказ)|$)",
    r"плюнула?\b",
    r"махнула?\s+рукой\b",
    r"забила?(?:\s+(?:на\s+(?:это|них|все|эту|этот|заказ|покупк)|и\b)|$)",
    rf"бросила?\s+(?:{_USE}|корзин|оформлени|эту\s+затею|это\s+дело|затею|попытк|на\s+пол|все\s+это)",
    rf"(?:перестала?|прекратила?)\s+(?:\w+\s+){{0,2}}{_USE}",
    r"закрыла?\s+(?:сайт|страниц|приложени|вкладк|окно|форму|браузер|все\b)",
    r"(?:оттуда|отсюда)\s+(?:вышел|вышла|ушел|ушла)\b",
    r"(?:вышел|вышла)\s+(?:оттуда|отсюда|с\s+сайта|из\s+(?:приложени|корзин|чата|формы)|ни\s+с\s+чем)",
    r"(?:перешел|перешла)\s+(?:к|на|в)\s+(?:друг|конкурент|сосед)",
    rf"(?:пошел|пошла|поехала?|обратил(?:ся|ась)|записал(?:ся|ась))\s+(?:к\s+друг|в\s+друг\w+\s+{_PLACE})",
    rf"(?:купила?|заказала?|взяла?|оформила?)\s+(?:\w+\s+){{0,2}}(?:в\s+друг\w+\s+{_PLACE}|у\s+(?:друг|сосед|конкурент))",
    rf"(?:не\s+)(?:стала?)\s+{_USE}",
    rf"решила?\s+(?:\w+\s+)?не\s+{_USE}",
    rf"так\s+(?:ничего\s+)?и\s+не\s+{_USED}",
    r"не\s+решил(?:ся|ась)\b",
    r"не\s+(?:дошел|дошла)\s+до\s+(?:оплат|оформлени|заказ|покупк|запис|магазин|офис)",
)
"""Verbs that a customer says without «я» too: «Передумала.»"""

IDIOMS = _pattern(
    r"больше\s+(?:туда\s+|к\s+ним\s+)?ни\s+ногой",
    r"(?:мы|я)\s+(?:\w+\s+){0,2}(?:туда|к\s+ним)\s+(?:больше\s+)?ни\s+ногой",
    r"меня\s+(?:\w+\s+){0,2}остановил[оаи]?\b",
    r"остановило\s+(?:меня|нас|то\b|именно|как\s+раз)",
    r"(?:желание|охота|настроение)\s+(?:\w+\s+){0,3}(?:пропал|отпал|отбил)[оа]",
    r"отбил[оаи]\s+(?:\w+\s+){0,2}(?:желание|охоту)",
    r"руки\s+(?:\w+\s+){0,2}не\s+дошли|не\s+дошли\s+(?:\w+\s+){0,2}руки",
)
"""Fixed phrases whose subject is not the person."""

_GO = (
    r"(?:уйти|бросить|отказаться|отменить|удалить|перейти\s+(?:к|на)|плюнуть|развернуться|закрыть|передумать"
    r"|сбежать)"
)
NEARLY = {
    "ru": _pattern(
        r"(?:чуть(?:\s+было)?|едва|почти)\s+(?:\w+\s+)?не\s+(?:уш|брос|отказал|отмен|удал|плюнул|закрыл|разверн|передумал|сбеж)",
        rf"(?:хотела?|хотели|думала?|думали|подумывала?|собирал(?:ся|ась|ись)|готова?\s+была?)\s+(?:\w+\s+){{0,2}}{_GO}",
    ),
    "en": _pattern(
        r"(?:almost|nearly|very\s+nearly|just\s+about)\s+(?:left|quit|gave\s+up|cancel|walked|deleted|switched|dropped)",
        r"(?:wanted|was\s+going|were\s+going|was\s+about|thought\s+about|thought\s+of|was\s+ready)\s+(?:to\s+)?"
        r"(?:leav|quit|giv\w+\s+up|cancel|walk\w*\s+away|delet|switch)",
    ),
}
UNREAL = {
    "ru": _pattern(r"если\b", r"бы\b", r"б\b", r"чтоб(?:ы)?\b", r"допустим\b", r"представьте\b"),
    "en": _pattern(r"if\b", r"would\b", r"wouldn't\b", r"i'd\b", r"we'd\b", r"might\b", r"suppose\b"),
}
"""What makes a sentence a supposition."""

_LEFT = (
    r"(?:left(?:\s*$|[.,;!]|\s+(?:and|without|because|for\s+(?:another|a\s+competitor)|empty|after|the\s+(?:site|shop|store|app|page"
    r"|website|queue|line|place|basket|cart)|them\b))|quit\b|gave\s+up|cancell?ed\b|walked\s+(?:away|out)|backed\s+out"
    r"|changed\s+my\s+mind|uninstalled|deleted\s+(?:it|the\s+app|my\s+account)|unsubscribed|stopped\s+(?:using|buying|ordering|going"
    r"|paying|coming)|switched\s+(?:to|away)|dropped\s+(?:it|out)|put\s+it\s+off|postponed|decided\s+(?:not\s+to|against)"
    r"|ended\s+up\s+not\s+\w+ing|closed\s+the\s+(?:site|page|tab|app)|went\s+(?:somewhere\s+else|elsewhere|to\s+(?:another|a\s+competitor))"
    r"|refused\b|turned\s+it\s+down)"
)
ENGLISH = re.compile(
    rf"(?:\b(?:i|we)(?:'ve|\s+have|\s+had)?(?:\s+(?!not\b|never\b|didn\b|don\b|he\b|she\b|they\b)[\w']+){{0,2}}?\s+{_LEFT}"
    rf"|(?:^|[.;!]\s*|\b(?:so|and|then)\s+)(?:just\s+|then\s+|finally\s+|so\s+)?{_LEFT}"
    r"|\b(?:i|we)\s+(?:didn't|did\s+not|never)\s+(?:\w+\s+)?(?:buy|bought|order|ordered|book|booked|sign\s+up|go\s+back|went\s+back"
    r"|come\s+back|came\s+back|finish|finished\s+the)\b"
    r"|\b(?:i'm|we're|i\s+am)\s+(?:not\s+going\s+back|done\s+with\s+them)|\bnever\s+again\b"
    r"|\b(?:that|it)\s+(?:\w+\s+)?put\s+me\s+off\b)"
)

_LOST = r"(?:клиент|покупател|людей|человек|заказчик|процент|заказ|половин|треть|кажд|\d)"
OTHERS = {
    "ru": _pattern(
        r"(?<!не )(?:уходят|уходит|уйдет|уйдут|ушли|ушло|ушел\s+к)\b"
        r"(?!\s+(?:на\s+(?:сборк|склад|доставк|ремонт)|в\s+(?:отпуск|декрет)|за\s+\w+\s+(?:минут|час)))",
        r"(?<!не )(?:отказыва(?:ется|ются)|отказал(?:ся|ась|ись)|бросают|бросили|передумыва(?:ет|ют)"
        r"|передумал[аи]?|отвалива(?:ется|ются)|отвалил(?:ся|ась|ись)|отписыва(?:ется|ются)|отменяют"
        r"|расторга(?:ет|ют)|откладыва(?:ет|ют))\b",
        r"ничего\s+не\s+оформ(?:ив|ляют|ляет)",
        r"не\s+(?:возвраща(?:ется|ются)|вернул(?:ся|ась|ись)|придет|придут|приходят|покупа(?:ет|ют)|вернется"
        r"|вернутся|дожида(?:ется|ются)|доход(?:ит|ят)\s+до|закаж(?:ет|ут))\b",
        rf"(?:теряем|потеряли|теряется|теряются)\s+(?:\w+\s+){{0,3}}{_LOST}",
        r"отток\w*",
        r"переход(?:ит|ят)\s+к\s+(?:друг|конкурент|сосед)",
        r"закрывают\s+(?:сайт|приложени|вкладк|страниц)",
    ),
    "en": _pattern(
        r"(?:they|customers|clients|people|users|guests|buyers|shoppers|half|many|most|some|who|he|she)\s+(?:\w+\s+){0,2}"
        r"(?:leave|leaves|left|quit|give\s+up|gives\s+up|gave\s+up|cancel|cancels|cancelled|walk\s+away|drop\s+out|drops\s+out"
        r"|switch|switches|refuse|refuses|never\s+come\s+back|don't\s+come\s+back|abandon|abandons|bounce|churn)\b",
        r"(?:we|they)\s+(?:lose|lost)\s+(?:\w+\s+){0,3}(?:customers|clients|people|them|orders|per\s*cent|percent)",
        r"churn\b|drop-?off\b|abandon(?:ed|ment)\b",
    ),
}
"""What experts say of customers."""

STAFF = {
    "ru": _pattern(
        r"(?:оно|пуш|письмо|уведомлени|сообщени|врем|деньги|машин|слот|товар|деталь|смен|сотрудник|студент"
        r"|уволил|увольня|персонал|стажер|новичк)"
    ),
    "en": _pattern(r"(?:it|staff|employee|worker|trainee|student|intern|stock|push|message|e-?mail)"),
}
"""What leaves too, and is no customer."""
