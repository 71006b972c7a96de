from django.db import migrations, models
from django.db.models import F, Q


def taken_when_started(apps, schema_editor):
    """What was taken before had its moment at its start."""
    apps.get_model("callcenter", "CallImport").objects.filter(state="taken").update(taken_at=F("started_at"))


class Migration(migrations.Migration):
    dependencies = [("callcenter", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="callimport",
            name="taken_at",
            field=models.DateTimeField(
                help_text="この日時から、通話を集計に数えます。", null=True, verbose_name="取込日時"
            ),
        ),
        migrations.RunPython(taken_when_started, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="callimport",
            constraint=models.CheckConstraint(
                condition=Q(state="taken", taken_at__isnull=False, taken_at__gte=F("started_at"))
                | ~Q(state="taken") & Q(taken_at__isnull=True),
                name="callimport_taken_at_a_moment_after_its_start",
                violation_error_message="取り込んだファイルにだけ、開始日時以後の取込日時が必要です。",
            ),
        ),
    ]
