import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_analysis")]

    operations = [
        migrations.CreateModel(
            name="ReportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent_at", models.DateTimeField(verbose_name="作成を頼んだ日時")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="作成を試みた回数")),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="run",
                        to="reporting.report",
                        verbose_name="報告書",
                    ),
                ),
            ],
            options={
                "verbose_name": "報告書の作成の進み",
                "verbose_name_plural": "報告書の作成の進み",
                "ordering": ["sent_at"],
            },
        ),
    ]
