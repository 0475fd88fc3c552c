"""The database refuses to change readings, and to delete young ones."""

from django.db import migrations

from motcua.kernel.readings import triggers


class Migration(migrations.Migration):
    dependencies = [("readings", "0001_initial")]
    operations = [migrations.RunPython(triggers.install, triggers.remove)]
