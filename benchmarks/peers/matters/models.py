"""Matters, the steps of their handling, and what citizens were told, each with its history."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords


class Matter(models.Model):
    """A matter and how it stands."""

    number = models.CharField(primary_key=True, max_length=20)
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    category = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField()
    place = models.CharField(max_length=40)
    petitioner = models.CharField(max_length=60)
    contact = models.CharField(max_length=60)
    learned_at = models.DateTimeField(db_index=True)
    urgency = models.CharField(max_length=20)
    owner = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    due = models.DateField(null=True)
    said = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        """What is asked for often."""

        indexes: ClassVar = [
            models.Index(fields=["status", "due"]),
            models.Index(fields=["place", "category"]),
            models.Index(fields=["owner", "learned_at"]),
        ]

    def __str__(self) -> str:
        """Return its number and title."""
        return f"{self.number} {self.title}"


class Step(models.Model):
    """A step of the handling."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=40)
    actor = models.CharField(max_length=20)
    at = models.DateTimeField()
    text = models.TextField()
    due = models.DateField(null=True)
    key = models.CharField(max_length=40, unique=True, null=True)  # noqa: DJ001 - many have none
    history = HistoricalRecords()

    def __str__(self) -> str:
        """Return what it was."""
        return f"{self.matter_id} {self.kind}"


class Feedback(models.Model):
    """What a citizen was told."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="feedbacks")
    actor = models.CharField(max_length=20)
    at = models.DateTimeField()
    stage = models.CharField(max_length=20)
    means = models.CharField(max_length=20)
    text = models.TextField()
    history = HistoricalRecords()

    def __str__(self) -> str:
        """Return of what stage."""
        return f"{self.matter_id} {self.stage}"
