"""From the tree to purposes, requirements and tasks: what each item says about owner, deadline, product and aims."""

from collections.abc import Iterator
from dataclasses import replace

from . import amounts, deadlines, documents, owners
from .products import expected_product
from .shape import Milestone, Plan, Role, Section, Statement, Task
from .tree import Node

_ACTIONS = ("trình", "ban hành", "hoàn thành", "báo cáo", "tổ chức", "xây dựng", "gửi", "công bố", "tham mưu")

_READ = 4000
"""Letters of an item in which owner, deadline and aims are looked for: five times the longest item seen."""


def fill(plan: Plan, sections: list[Node], known: frozenset[str]) -> None:
    """Write what `sections` hold into `plan`; `known` are the numbers of all documents it names."""
    for section in sections:
        plan.sections.append(
            Section(section.id, section.text, section.role, section.intro, documents.basis(section.intro, known))
        )
        for node in _below(section):
            if node.role in {Role.AIMS, Role.PURPOSES, Role.TARGETS, Role.REQUIREMENTS}:
                _aim(plan, node, known)
            elif not node.virtual:
                plan.tasks.append(_task(node, section, known))
    plan.tasks = _with_heirs(plan.tasks, {section.id: section.role for section in sections})


def _below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _below(child)


def _aim(plan: Plan, node: Node, known: frozenset[str]) -> None:
    """A purpose, a requirement or the note on targets; the heading of such a part says nothing of its own."""
    if node.is_part and node.role is Role.TARGETS:
        words = node.intro or ("" if node.children else node.text)
        if words:
            plan.targets_note = Statement(node.id, words, documents.basis(words, known))
        return
    if node.virtual or (node.is_part and node.children and not node.intro):
        return
    words = " ".join(part for part in (node.intro if node.is_part else node.text, "") if part) or node.text
    said = Statement(node.id, words, documents.basis(words, known))
    (plan.requirements if node.role is Role.REQUIREMENTS else plan.purposes).append(said)


def _task(node: Node, section: Node, known: frozenset[str]) -> Task:
    marked = any(child.kind != "paragraph" for child in node.children)
    heading = marked and not node.text.endswith((".", ";"))
    basis = documents.basis(f"{node.text} {node.intro}", known)
    task = Task(node.id, section.id, _parent(node, section, heading), node.text, heading, node.intro, legal_basis=basis)
    if heading:
        return task
    said = node.text[:_READ]
    leads, helpers = owners.from_sentence(said) if section.role is Role.ORGANISATION else ((), ())
    task = replace(task, owner=leads, coordinators=helpers, targets=amounts.targets_in(said))
    task = replace(task, expected_product=expected_product(said))
    return _with_details(_with_deadline(task, said), node.details)


def _parent(node: Node, section: Node, heading: bool) -> str | None:
    """The item above; a main heading stands on its own, a single task hangs from its section."""
    above = node.parent
    if above is None or above is section:
        return None if heading else section.id
    return above.id if not above.virtual else None


def _with_deadline(task: Task, text: str) -> Task:
    found = deadlines.dues(text)
    if found:
        return replace(
            task,
            deadline_text="; ".join(due.text for due in found),
            deadline=max(due.last_day for due in found),
            milestones=_milestones(text, found) if len(found) > 1 else (),
        )
    repeated = deadlines.recurrence(text)
    return replace(task, deadline_text=repeated[0], recurrence=repeated[1]) if repeated else task


def _milestones(text: str, found: list[deadlines.Due]) -> tuple[Milestone, ...]:
    """Each deadline with the words of its own clause, from its last verb of delivery on."""
    milestones, floor = [], 0
    for due in found:
        clause = text[floor : due.start].strip(" ,;.")
        clause = clause.rsplit(", ", 1)[-1] if ", " in clause else clause
        starts = [at for verb in _ACTIONS if (at := clause.lower().find(f"{verb} ")) >= 0]
        name = clause[min(starts) :] if starts else clause
        words = due.text.removeprefix("hoàn thành ")
        milestones.append(Milestone("hoàn thành" if words != due.text else name, words, due.before))
        floor = due.start + len(due.text)
    return tuple(milestones)


def _with_details(task: Task, details: dict[str, str]) -> Task:
    """What labelled lines below the task say goes before what its sentence says."""
    if words := details.get("owner"):
        task = replace(task, owner=owners.split_units(words))
    if words := details.get("coordinators"):
        task = replace(task, coordinators=owners.split_units(words))
    if words := details.get("product"):
        task = replace(task, expected_product=words.rstrip(" ."))
    if words := details.get("deadline"):
        task = _with_deadline(task, words)
        task = replace(task, deadline_text=words.rstrip(" ."))
    return task


def _with_heirs(tasks: list[Task], roles: dict[str, Role]) -> list[Task]:
    """Further paragraphs of an item on organisation have its owner; a task repeating one takes the owner over."""
    owner = {task.id: task.owner for task in tasks}
    done = []
    for task in tasks:
        above = owner.get(task.parent or "", ())
        if not task.heading and not task.owner and above and roles.get(task.section) is Role.ORGANISATION:
            owner[task.id] = above
            task = replace(task, owner=above)
        done.append(task)
    sources = {
        task.id: task.text[:_READ] for task in done if roles.get(task.section) is Role.ORGANISATION and task.owner
    }
    by_id = {task.id: task for task in done}
    return [_taken_over(task, sources, by_id) for task in done]


def _taken_over(task: Task, sources: dict[str, str], tasks: dict[str, Task]) -> Task:
    if task.heading or task.owner or task.id in sources:
        return task
    key = owners.repeated_from(task.text[:_READ], sources)
    if key is None:
        return task
    parent = tasks[key].parent
    named = parent if parent in tasks else key
    return replace(task, owner=tasks[key].owner, owner_from=named)
