"""The hand that has a mouse: it clicks, and types words only into fields."""

from __future__ import annotations


class Mouse:
    """Clicks; the keyboard only types words into fields."""

    tool = "mouse"

    def __init__(self, review):
        self.review = review

    def undo(self):
        self.review.page.get_by_role("button", name="Undo", exact=True).first.click()

    def redo(self):
        self.review.page.get_by_role("button", name="Redo", exact=True).click()

    def open(self, tab):
        self.review.open(tab)

    def _card(self, label):
        self.review.open("themes")
        return self.review.card(label)

    def _press(self, label, button):
        self._card(label).get_by_role("button", name=button, exact=True).click()

    def _quote(self, words, label):
        if label is None:
            self.review.open("themes")
            return self.review.single(words)
        return self.review.quote(words, self._card(label))

    def _menu(self, owner, button, *rows):
        owner.hover()
        owner.get_by_role("button", name=button, exact=True).last.click()
        for row in rows:
            self.review.row(row).click()

    def _save(self, button):
        self.review.page.get_by_role("dialog").last.get_by_role("button", name=button, exact=True).click()

    def choose(self, label):
        self.review.page.get_by_role("option").filter(has_text=label).click()

    def name(self, text, button):
        self.review.page.get_by_role("dialog").get_by_role("textbox").fill(text)
        self._save(button)

    # ------------------------------------------------------------ themes

    def rename(self, label, text):
        card = self._card(label)
        card.get_by_role("button", name=f"Rename “{label}”").click()
        card.get_by_role("textbox", name="Name of the theme").fill(text)
        self.review.page.get_by_role("heading", name="Themes", exact=True).click()

    def merge(self, gone, into):
        self._press(gone, "Merge with…")
        self.choose(into)
        self._save("Merge")

    def split(self, label, words, text):
        self._press(label, "Split…")
        for one in words:
            self.review.page.locator(".tick").filter(has_text=one).get_by_role("checkbox").check()
        self.name(text, "Split off")

    def split_as_proposed(self, label, text):
        self._press(label, "Split…")
        self._save("Propose a division")
        self.name(text, "Split off")

    def accept(self, label):
        self._press(label, "Accept")

    def reject(self, label):
        self._press(label, "Reject")

    def restore(self, label):
        self.review.page.locator(".rejected").filter(has_text=label).get_by_role(
            "button", name="Restore"
        ).click()

    def pin_theme(self, label):
        self._menu(self._card(label), "Actions with the theme", "Pin")

    def retheme_kind(self, label, kind):
        self._menu(self._card(label), "Actions with the theme", "Kind", kind)

    def retheme_stage(self, label, stage):
        self._menu(self._card(label), "Actions with the theme", "Stage", stage)

    # ------------------------------------------------------------ quotes

    def move(self, words, label, to):
        quote = self._quote(words, label)
        self._menu(quote, "Actions with the quote", "Move to a theme…" if label else "Add to a theme…")
        self.choose(to)

    def take_out(self, words, label):
        self._menu(self._quote(words, label), "Actions with the quote", "Take out of the theme")

    def tick(self, places):
        for words, label in places:
            quote = self._quote(words, label)
            quote.hover()
            quote.get_by_role("checkbox").check()

    def move_many(self, places, to):
        self.tick(places)
        self.review.page.get_by_role("toolbar").get_by_role("button", name="Move to a theme…").click()
        self.choose(to)

    def make_theme(self, places, text):
        self.tick(places)
        self.review.page.get_by_role("toolbar").get_by_role("button", name="New theme…").click()
        self.name(text, "Make the theme")

    def promote(self, words, text):
        self._quote(words, None).get_by_role("button", name="Make a theme").click()
        self.name(text, "Make the theme")

    def kind(self, words, label, kind):
        self._menu(self._quote(words, label), "Actions with the quote", "Kinds", kind)
        self.review.page.locator("h1").click()

    def stage(self, words, label, stage):
        self._menu(self._quote(words, label), "Actions with the quote", "Stage", stage)

    def feel(self, words, label, was, value):
        self._menu(self._quote(words, label), "Actions with the quote", f"Feeling: {was}", value)

    def dismiss(self, words, label):
        self._menu(self._quote(words, label), "Actions with the quote", "Irrelevant")

    def pin_quote(self, words, label):
        self._menu(self._quote(words, label), "Actions with the quote", "Pin")

    # ------------------------------------------------------------ stages

    def _head(self, name):
        self.review.open("map")
        return self.review.stage(name)

    def rename_stage(self, name, text):
        head = self._head(name)
        head.hover()
        head.get_by_role("button", name=f"Rename “{name}”").click()
        head.page.get_by_role("textbox", name="Name of the stage").fill(text)
        head.page.locator("h1").click()

    def shift_stage(self, name):
        self._menu(self._head(name), "Actions with the stage", "Move right")

    def merge_stage(self, name, into):
        self._menu(self._head(name), "Actions with the stage", f"Merge into “{into}”")

    def add_stage(self, after, text):
        self._menu(self._head(after), "Actions with the stage", "Add a stage after")
        self.name(text, "Add the stage")

    # ------------------------------------------------------------ comments

    def comment(self, what, place, text):
        page = self.review.page
        if what == "theme":
            self._menu(self._card(place), "Actions with the theme", "Comment…")
        elif what == "unit":
            self._menu(self._quote(*place), "Actions with the quote", "Comment…")
        elif what == "stage":
            self._menu(self._head(place), "Actions with the stage", "Comment…")
        elif what == "interview":
            self.review.open("talk")
            page.get_by_role("button", name=place).click()
            page.get_by_role("button", name="Comment on the interview…").click()
        else:
            self.review.open("map")
            page.get_by_role("button", name="Comment on the whole map…").click()
        self.name(text, "Add the comment")
