"""The database refuses to change or delete events."""

from django.db import migrations

from motcua.kernel.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(triggers.install, triggers.remove)]
