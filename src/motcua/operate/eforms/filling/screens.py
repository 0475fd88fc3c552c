"""The pages of a form: one section a page, one question a page, or all on one, as its definition says. Pure."""

from dataclasses import dataclass

from motcua.operate.eforms.rules import Definition, Evaluation, Field, Section, path_of

WHOLE = "tat-ca"  # key of the one page of a form that asks everything at once


@dataclass(frozen=True, slots=True)
class Part:
    """A section on a page; `only`: keys of the questions asked there, all when empty."""

    section: Section
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """One page: `key` stands in its address, `title` is its heading."""

    key: str
    title: str
    parts: tuple[Part, ...]

    @property
    def home(self) -> str:
        """The key of the (first) section it belongs to."""
        return self.parts[0].section.key


def screens(definition: Definition, evaluation: Evaluation) -> tuple[Screen, ...]:
    """The pages there are to fill in with the answers as they stand, in order."""
    shown = [section for section in definition.asked_sections if has_questions(section, evaluation)]
    if definition.pages == "single":
        return (Screen(WHOLE, definition.title, tuple(Part(section) for section in shown)),) if shown else ()
    if definition.pages == "questions":
        return tuple(screen for section in shown for screen in _questions(section, evaluation))
    return tuple(Screen(section.key, section.title, (Part(section),)) for section in shown)


def screen_called(definition: Definition, evaluation: Evaluation, key: str) -> Screen | None:
    """The page with this key: one that is shown, else the page of a section that is known (its first question)."""
    found = screens(definition, evaluation)
    for screen in found:
        if screen.key == key:
            return screen
    for screen in found:
        if any(part.section.key == key for part in screen.parts):
            return screen
    hidden = next((section for section in definition.asked_sections if section.key == key), None)
    return Screen(key, hidden.title, (Part(hidden),)) if hidden is not None else None


def has_questions(section: Section, evaluation: Evaluation) -> bool:
    """Whether anything of the section is asked with the answers as they stand."""
    if section.repeat is not None:
        return section.key in evaluation.visible
    return any(field.key in evaluation.visible for field in section.fields)


def _questions(section: Section, evaluation: Evaluation) -> list[Screen]:
    """One page for each question; a repeated section stays together, computed values go with what comes before."""
    if section.repeat is not None:
        return [Screen(section.key, section.title, (Part(section),))]
    groups: list[list[Field]] = []
    for field in section.fields:
        if path_of(section, field) not in evaluation.visible:
            continue
        if field.compute and groups:
            groups[-1].append(field)
        else:
            groups.append([field])
    return [
        Screen(f"{section.key}-{group[0].key}", section.title, (Part(section, tuple(field.key for field in group)),))
        for group in groups
    ]
