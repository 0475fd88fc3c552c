"""Looking at and taking large files, done by the worker."""

from django.utils import timezone
from django_tasks import task

from motcua.kernel.actors import Actor
from motcua.operate.catalogue import services


@task()
def check(file_id: int, actor_id: str, role: str, unit: str) -> None:
    """Look at an uploaded file; done again it changes nothing."""
    services.check_import(file_id=file_id, by=Actor("official", actor_id, role, unit), now=timezone.now())


@task()
def run(file_id: int, actor_id: str, role: str, unit: str) -> None:
    """Take a confirmed file; a run that was cut off goes on where it stopped."""
    services.run_import(file_id=file_id, by=Actor("official", actor_id, role, unit), now=timezone.now())
