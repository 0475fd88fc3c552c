"""The database refuses to change the text of a version."""

from django.db import migrations

from motcua.operate.catalogue import triggers


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(triggers.install, triggers.remove)]
