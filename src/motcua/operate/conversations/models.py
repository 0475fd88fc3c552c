"""Tables of the conversation: the thread of a dossier, its messages with files, and how far each has read."""

from django.db import models

from motcua.kernel.ids import new_id
from motcua.operate.conversations.rules import Side


class Thread(models.Model):
    """The conversation of one dossier. `version` is that of its event stream, `last_number` the newest message.

    `waiting_since`: since when a word of the applicant stands without an answer; null when none does.
    """

    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, primary_key=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["waiting_since"], condition=models.Q(waiting_since__isnull=False), name="thread_unanswered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.last_number}"


class Message(models.Model):
    """One message or inner note, signed with role and unit of the moment. Erased: the row stays, its words are gone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    author = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, to_field="key", db_column="unit_key", null=True, related_name="+"
    )
    written_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    erased_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="message_number_once"),
            models.CheckConstraint(
                condition=models.Q(side__in=[side.value for side in Side]), name="message_side_known"
            ),
            models.CheckConstraint(condition=models.Q(erased_at=None) | models.Q(text=""), name="message_erased_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} #{self.number}"


class Attachment(models.Model):
    """A file sent with a message, under the name the sender gave it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="files")
    stored_file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return f"{self.message_id} {self.stored_file_id[:12]}"


class ReadMark(models.Model):
    """How far an account has read in a thread: the number of the newest message it was shown."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="marks")
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "account"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.number}"
