from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0004_facilities'),
    ]

    operations = []
