"""Small studies on disk for tests of the whole pipeline; invented talk about a shoe repair."""

from __future__ import annotations

from contextlib import contextmanager

from pipeline.cluster.learning import NOTHING
from pipeline.cluster.vectors import open_embedder
from pipeline.config import load_study
from pipeline.progress import SilentProgress
from pipeline.store.project import open_project
from pipeline.workflow.codebooks import study_codebooks
from pipeline.workflow.ingesting import IngestSettings, ingest, read_study
from pipeline.workflow.understanding import understand
from pipeline.workflow.values import Counts, RunOptions, Work

TALK = {
    "clients/a.txt": """Интервьюер: Здравствуйте! Расскажите, как вы решили чинить ботинки?
Респондент: Подошва отошла, прямо на улице. Хотелось успеть до зимы.
Интервьюер: Как искали мастерскую?
Респондент: Посмотрел отзывы на карте. Цену нигде не нашёл, так и не понял, сколько выйдет.
Интервьюер: Что было трудно?
Респондент: Ждал две недели вместо трёх дней. Никто не позвонил, пришлось самому ездить и спрашивать.
Интервьюер: А что понравилось?
Респондент: Мастер всё объяснил и показал. Сделали крепко, хожу второй год.
Интервьюер: Что бы вы изменили?
Респондент: Присылали бы сообщение, когда готово.
""",
    "clients/b.txt": """Интервьюер: Добрый день. С чего всё началось?
Респондент: Каблук сломался перед свадьбой, нужно было срочно.
Интервьюер: Как выбирали, куда пойти?
Респондент: Подруга посоветовала. На сайте цен нет, звонила узнавать.
Интервьюер: Как прошёл сам ремонт?
Респондент: Обещали к пятнице, отдали в среду через неделю. Я ждала, дёргалась, звонила каждый день.
Интервьюер: Что порадовало?
Респондент: Мастер вежливый, объяснил, что можно починить, а что нет.
Интервьюер: Вернётесь?
Респондент: Наверное, да.
""",
    "non_users/c.txt": """Интервьюер: Почему не носите обувь в ремонт?
Респондент: Дешевле купить новую. Цену заранее не называют, а потом насчитают.
Интервьюер: Пробовали?
Респондент: Один раз. Ждал месяц, потом плюнул и выбросил.
Интервьюер: Что могло бы вас убедить?
Респондент: Если бы сразу говорили, сколько и когда.
""",
    "experts/d.txt": """Модератор: Что чаще всего спрашивают клиенты?
Эксперт: Сколько стоит и когда забирать. Цены мы на сайте не пишем, боимся спугнуть.
Модератор: На что жалуются?
Эксперт: На сроки. Сезон, мастеров двое, люди ждут по две недели и злятся.
""",
}


def write_study(root, talk=TALK, settings="title: Ремонт обуви\nembedder: lsa\nstages: aida5\n"):
    """Write the files of a study below ``root``."""
    for name, text in talk.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if settings:
        (root / "study.yaml").write_text(settings, encoding="utf-8")
    return root


@contextmanager
def read_under(root, cache):
    """Give a function from what was taught to the evidence that the readers find in a study then."""
    with open_project(root) as project:
        work = Work(
            root=root,
            out=root / "draft",
            study=load_study(root),
            options=RunOptions(),
            project=project,
            progress=SilentProgress(),
            counts=Counts(),
        )
        ingested = ingest_plain(root, project)
        embedder, books = open_embedder("lsa", cache, 1), study_codebooks(root, None)
        yield lambda taught=NOTHING: understand(work, ingested, books, embedder, cache, taught).evidence


def ingest_plain(root, project, *, look=False):
    """Read a Russian study with the names as they are."""
    interviews, verdicts = read_study(root, {}, lambda _: None, "ru")
    settings = IngestSettings(anonymize=False, language="ru", keep=(), workers=1, look=look)
    return ingest(interviews, verdicts, settings, project, lambda _: None)
