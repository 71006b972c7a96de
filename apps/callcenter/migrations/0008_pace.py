from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("callcenter", "0007_live")]

    operations = []
