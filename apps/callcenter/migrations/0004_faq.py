from django.db import migrations

from apps.core import bigrams


class Migration(migrations.Migration):
    dependencies = [("callcenter", "0003_logs")]

    operations = [
        migrations.RunSQL(bigrams.CREATE_FUNCTIONS, bigrams.DROP_FUNCTIONS),
    ]
