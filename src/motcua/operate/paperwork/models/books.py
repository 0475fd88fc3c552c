"""Long register books, written by the worker and kept for some days for who asked for them."""

from django.db import models
from django.db.models import Q

from motcua.kernel.ids import new_id


class BookFile(models.Model):
    """One book on its way to a file. `done` of `total` rows are written; `erased_at`: the file is gone.

    The file stands in MOTCUA_HOME/books under the id: it holds names of people, so it is no document that is kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "đang chờ"
        WRITING = "writing", "đang lập"
        DONE = "done", "đã xong"
        FAILED = "failed", "không lập được"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asked_by = models.ForeignKey("people.Account", models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    first = models.DateField()
    last = models.DateField()
    unit_key = models.CharField(max_length=60, blank=True)
    procedure = models.CharField(max_length=60, blank=True)
    named = models.BooleanField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="book_by_who_asked")]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=models.F("last")), name="book_forward"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "writing"], finished_at=None)
                | Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="book_finished_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} - {self.last}: {self.get_state_display()}"

    @property
    def is_working(self) -> bool:
        return self.state in (self.State.WAITING, self.State.WRITING)

    @property
    def is_there(self) -> bool:
        """Whether the file can be taken."""
        return self.state == self.State.DONE and self.erased_at is None
