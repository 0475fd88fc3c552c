"""The database refuses to change a form version that was used."""

from django.db import migrations

from motcua.operate.eforms import triggers


class Migration(migrations.Migration):
    dependencies = [("eforms", "0001_initial")]
    operations = [migrations.RunPython(triggers.install, triggers.remove)]
