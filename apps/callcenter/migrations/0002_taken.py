from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("callcenter", "0001_initial")]
    operations = []
