from django.db import migrations, models

KINDS = [
    ("call_monthly", "コールセンター応答状況報告書（月次）"),
    ("counter_daily", "申請サポート窓口 業務日報"),
    ("counter_monthly", "申請サポート窓口 業務月報"),
    ("outreach_monthly", "出張申請受付 業務月報"),
    ("driving_monthly", "運転記録・酒気帯び確認記録（月次）"),
    ("records_monthly", "コールセンター全記録（月次データ）"),
    ("completion", "委託業務実施報告書"),
]


class Migration(migrations.Migration):
    dependencies = [("reporting", "0007_reader")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="種類"),
        )
        for name in ("report", "reportevent")
    ]
