"""The hand that has a keyboard alone and does the same corrections as the one with the mouse."""

from __future__ import annotations

LAST_THEME = "Едет как новый"  # the single voices stand after its quotes
FAR = 60  # presses of a key after which a thing counts as out of reach


class Keys:
    """Presses keys, never touches the mouse; goes through the page as the focus goes."""

    tool = "keys"

    def __init__(self, review):
        self.review = review
        self.press = review.page.keyboard.press
        self.type = review.page.keyboard.insert_text

    def undo(self):
        self.press("Control+z")

    def redo(self):
        self.press("Control+Shift+z")

    def open(self, tab):
        self.palette({"themes": "Themes", "map": "Map", "talk": "Interviews", "history": "History"}[tab])

    def palette(self, words):
        self.press("Control+k")
        self.choose(words)

    def choose(self, label):
        self.review.page.get_by_role("dialog").get_by_role("combobox").wait_for()
        self.type(label)
        self.press("Enter")

    def name(self, text, _button=None):
        """Fill the field that a dialog has focused, and leave by Enter, from a large field by Ctrl+Enter."""
        self.review.page.get_by_role("dialog").wait_for()
        self.type(text)
        self.press("Control+Enter")

    # ------------------------------------------------------------ the focus

    def there(self, script):
        return self.review.page.evaluate(
            f"(() => {{ const at = document.activeElement; return {script}; }})()"
        )

    def wait(self, script):
        """Wait until what has the focus passes."""
        self.review.page.wait_for_function(f"() => {{ const at = document.activeElement; return {script}; }}")

    def until(self, key, script):
        """Press a key until what has the focus passes."""
        for _ in range(FAR):
            if self.there(script):
                return
            self.press(key)
        raise AssertionError(f"{key} does not lead to what passes {script}")

    def pick(self, *rows):
        for row in rows:
            self.review.page.locator(".menu").wait_for()
            self.until("ArrowDown", f"at.querySelector('.menu-label')?.textContent === {row!r}")
            self.press("Enter")

    def at_theme(self, label):
        self.palette(label)
        self.until("Tab", f"at.matches('article') && at.getAttribute('aria-label') === {label!r}")

    def at_quote(self, words, label):
        self.at_theme(label or LAST_THEME)
        self.until("Tab", "at.matches('[data-u]')")
        self.until(
            "ArrowDown",
            f"at.textContent.includes({words!r}) && {int(bool(label))} | !!at.closest('#singles')",
        )

    def at_stage(self, name):
        self.palette("Map")
        self.until("Tab", f"at.closest('[data-stage]')?.querySelector('.name').textContent === {name!r}")

    # ------------------------------------------------------------ themes

    def rename(self, label, text):
        self.at_theme(label)
        self.press("F2")
        self.press("Control+a")
        self.type(text)
        self.press("Enter")

    def merge(self, gone, into):
        self.at_theme(gone)
        self.press("j")
        self.choose(into)
        self.review.page.get_by_role("dialog", name="Merge 2 themes").wait_for()
        self.press("Control+Enter")

    def split(self, label, words, text):
        self.at_theme(label)
        self.press("d")
        self.review.page.get_by_role("dialog").wait_for()
        self.type(text)
        for one in words:
            self.until(
                "Tab", f"at.matches('[type=checkbox]') && at.closest('li').textContent.includes({one!r})"
            )
            self.press("Space")
        self.press("Control+Enter")

    def split_as_proposed(self, label, text):
        self.at_theme(label)
        self.press("d")
        self.review.page.get_by_role("dialog").wait_for()
        self.type(text)
        self.until("Shift+Tab", "at.textContent === 'Propose a division'")
        self.press("Enter")
        self.press("Control+Enter")

    def accept(self, label):
        self.at_theme(label)
        self.press("a")

    def reject(self, label):
        self.at_theme(label)
        self.press("Delete")

    def restore(self, label):
        self.at_theme(LAST_THEME)
        self.until("ArrowDown", f"at.matches('.rejected') && at.textContent.includes({label!r})")
        self.press("Shift+F10")
        self.pick("Restore")

    def pin_theme(self, label):
        self.at_theme(label)
        self.press("p")

    def retheme_kind(self, label, kind):
        self.at_theme(label)
        self.press("k")
        self.pick(kind)

    def retheme_stage(self, label, stage):
        self.at_theme(label)
        self.press("s")
        self.pick(stage)

    # ------------------------------------------------------------ quotes

    def move(self, words, label, to):
        self.at_quote(words, label)
        self.press("m")
        self.choose(to)

    def take_out(self, words, label):
        self.at_quote(words, label)
        self.press("Shift+F10")
        self.pick("Take out of the theme")

    def tick(self, places):
        for words, label in places:
            self.at_quote(words, label)
            self.press("Space")

    def move_many(self, places, to):
        self.tick(places)
        self.press("m")
        self.choose(to)

    def make_theme(self, places, text):
        self.tick(places)
        self.press("Shift+F10")
        self.pick("Make a theme of it…")
        self.name(text)

    def promote(self, words, text):
        self.at_quote(words, None)
        self.press("Shift+F10")
        self.pick("Make a theme of it…")
        self.name(text)

    def kind(self, words, label, kind):
        self.at_quote(words, label)
        self.press("k")
        self.pick(kind)
        self.press("Escape")

    def stage(self, words, label, stage):
        self.at_quote(words, label)
        self.press("s")
        self.pick(stage)

    def feel(self, words, label, _was, value):
        self.at_quote(words, label)
        self.press("v")
        self.pick(value)

    def dismiss(self, words, label):
        self.at_quote(words, label)
        self.press("x")

    def pin_quote(self, words, label):
        self.at_quote(words, label)
        self.press("p")

    # ------------------------------------------------------------ stages

    def rename_stage(self, name, text):
        self.at_stage(name)
        self.press("F2")
        self.press("Control+a")
        self.type(text)
        self.press("Enter")

    def shift_stage(self, name):
        self.at_stage(name)
        self.press("Alt+ArrowRight")

    def merge_stage(self, name, into):
        self.at_stage(name)
        self.press("Shift+F10")
        self.pick(f"Merge into “{into}”")

    def add_stage(self, after, text):
        self.at_stage(after)
        self.press("Shift+F10")
        self.pick("Add a stage after")
        self.name(text)

    # ------------------------------------------------------------ comments

    def comment(self, what, place, text):
        if what == "theme":
            self.at_theme(place)
            self.press("c")
        elif what == "unit":
            self.at_quote(*place)
            self.press("c")
        elif what == "stage":
            self.at_stage(place)
            self.press("c")
        elif what == "interview":
            self.palette("Interviews")
            self.until("Tab", f"at.textContent === {place!r}")
            self.press("Enter")
            self.until("Tab", "at.textContent.trim() === 'Comment on the interview…'")
            self.press("Enter")
        else:
            self.palette("Comment on the whole map…")
        self.name(text)
