"""What is wrong with a page as HTML: names, labels, headings, ids, nothing inline. No browser needed."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

UNLABELLED: Final = {"hidden", "submit", "button", "reset", "image"}
REFERENCES: Final = ("aria-describedby", "aria-labelledby", "aria-controls", "headers")


def check(html: str | bytes, *, whole: bool = True) -> list[str]:
    """Every fault found, as sentences; an empty list is a good page. `whole=False`: a fragment put into a page."""
    soup = BeautifulSoup(html, "html.parser")
    faults = [*_ids(soup, whole), *_names(soup), *_tables(soup), *_forms(soup), *_inline(soup), *_headings(soup, whole)]
    return [*(_document(soup) if whole else ()), *faults]


def _document(soup: BeautifulSoup) -> Iterator[str]:
    root = soup.html
    if root is None or not root.get("lang"):
        yield "the document says no language"
    title = soup.title.get_text(strip=True) if soup.title else ""
    if not title or title.startswith("-"):
        yield f"the title says nothing: {title!r}"
    if len(soup.find_all("main")) != 1:
        yield "there is not exactly one <main>"
    if not soup.find("meta", attrs={"name": "viewport"}):
        yield "no viewport is set"


def _ids(soup: BeautifulSoup, whole: bool) -> Iterator[str]:
    ids = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    yield from (f"an id is empty: {_short(tag)}" for tag in soup.find_all(id=""))
    if not whole:
        return
    for tag in soup.find_all(True):
        for attribute in REFERENCES:
            for name in str(tag.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute} names {name!r}, which is not on the page: {_short(tag)}"
        if tag.name == "label" and tag.get("for") and tag["for"] not in ids:
            yield f"a label is for {tag['for']!r}, which is not on the page"


def _names(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {label.get("for") for label in soup.find_all("label") if label.get_text(strip=True)}
    for tag in soup.find_all(["input", "select", "textarea"]):
        if tag.get("type") in UNLABELLED or _own_name(tag):
            continue
        if tag.get("id") not in labelled and tag.find_parent("label") is None:
            yield f"a control has no label: {_short(tag)}"
    for tag in soup.find_all(["a", "button", "summary"]):
        if not _spoken(tag):
            yield f"a link or button says nothing: {_short(tag)}"
    for tag in soup.find_all("img", alt=None):
        yield f"an image has no alt: {_short(tag)}"
    for tag in soup.find_all("iframe", title=None):
        yield f"a frame has no title: {_short(tag)}"
    for tag in soup.find_all("fieldset"):
        if tag.find("legend", recursive=False) is None and not _own_name(tag):
            yield f"a fieldset has no legend: {_short(tag)}"


def _tables(soup: BeautifulSoup) -> Iterator[str]:
    for table in soup.find_all("table"):
        if table.find("caption") is None and not _own_name(table):
            yield f"a table has no caption: {_short(table)}"
        for cell in table.find_all("th"):
            if not cell.get("scope"):
                yield f"a heading of a table has no scope: {_short(cell)}"


def _forms(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.find_all("form"):
        if form.find_parent("form"):
            yield f"a form stands in a form: {_short(form)}"
        if form.find("input", type="file") and form.get("enctype") != "multipart/form-data":
            yield f"a form with files has no enctype: {_short(form)}"
        if form.find(["button", "input"], type=["submit"]) is None and not form.find("button"):
            yield f"a form has no button: {_short(form)}"


def _inline(soup: BeautifulSoup) -> Iterator[str]:
    """What the content security policy would refuse."""
    for tag in soup.find_all(True):
        if tag.has_attr("style") or tag.name == "style":
            yield f"style stands inline: {_short(tag)}"
        if tag.name == "script" and not tag.get("src") and tag.get("type") != "application/ld+json":  # data, never run
            yield f"a script stands inline: {_short(tag)}"
        if any(name.startswith(("on", "hx-on")) for name in tag.attrs):
            yield f"a handler stands inline: {_short(tag)}"
        if str(tag.get("href", "")).lower().startswith("javascript:"):
            yield f"a link is a script: {_short(tag)}"
        if str(tag.get("tabindex", "0")).lstrip("-") not in {"0", "1"} or tag.get("tabindex") == "1":
            yield f"tabindex changes the order: {_short(tag)}"


def _headings(soup: BeautifulSoup, whole: bool) -> Iterator[str]:
    headings = soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
    if whole and sum(tag.name == "h1" for tag in headings) != 1:
        yield f"there is not exactly one h1: {[tag.get_text(strip=True) for tag in headings if tag.name == 'h1']}"
    last = 0
    for tag in headings:
        level = int(tag.name[1])
        if last and level > last + 1:
            yield f"a heading skips from h{last} to h{level}: {tag.get_text(strip=True)!r}"
        if not tag.get_text(strip=True):
            yield f"a heading is empty: {_short(tag)}"
        last = level


def _own_name(tag: Tag) -> bool:
    return bool(tag.get("aria-label") or tag.get("aria-labelledby") or tag.get("title"))


def _spoken(tag: Tag) -> bool:
    """Whether a screen reader has something to say for `tag`."""
    if _own_name(tag) or tag.get_text(strip=True):
        return True
    return any(inner.get("aria-label") or inner.get("alt") for inner in tag.find_all(["svg", "img"]))


def _short(tag: Tag) -> str:
    return str(tag).split(">", 1)[0][:160] + ">"
