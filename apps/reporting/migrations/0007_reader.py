from django.db import migrations

from apps.reporting import reader


def create_roles(apps, schema_editor):
    """Roles belong to the server; what they may read is renewed after every migrate."""
    reader.create_roles(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_reminders")]

    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
