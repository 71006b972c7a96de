import apps.core.bigrams
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('callcenter', '0006_inquiries'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LiveSeen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.DateTimeField(verbose_name='閲覧した内容の最終更新日時')),
            ],
            options={
                'verbose_name': '応答履歴で開いた記録',
                'verbose_name_plural': '応答履歴で開いた記録',
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='inquiry',
            name='update_update',
        ),
        migrations.AddField(
            model_name='inquiry',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=apps.core.bigrams.Normalised(django.db.models.functions.text.Concat('summary', models.Value('\n'), 'target_section', models.Value('\n'), 'transfer_reason', models.Value('\n'), output_field=models.TextField())), output_field=models.TextField(), verbose_name='検索用の文'),
        ),
        migrations.AddField(
            model_name='livelook',
            name='since',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='未確認とする起点'),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='inquiry',
            index=models.Index(fields=['category', 'result', '-saved_at', '-id'], name='inquiry_by_category_and_result'),
        ),
        migrations.AddIndex(
            model_name='inquiry',
            index=models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('revised_at', 'saved_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='inquiry_last_changed_first'),
        ),
        migrations.AddIndex(
            model_name='inquiry',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(apps.core.bigrams.Bigrams('search_text'), models.Func(django.db.models.functions.comparison.Cast('result', models.TextField()), django.db.models.functions.text.Concat(models.Value('#'), django.db.models.functions.comparison.Cast('category', models.TextField())), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None, verbose_name='文字の組'), template='ARRAY[%(expressions)s]'), function='array_cat', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None, verbose_name='文字の組')), fastupdate=False, name='inquiry_words'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inquiry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_inquiryevent" ("call_id", "category_id", "handed_at", "handed_to_id", "id", "is_complaint", "live_call_id", "operator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reservation_id", "result", "revised_at", "saved_at", "submission_key", "summary", "target_section", "transfer_reason") SELECT new_values."call_id", new_values."category_id", new_values."handed_at", new_values."handed_to_id", new_values."id", new_values."is_complaint", new_values."live_call_id", new_values."operator_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."reservation_id", new_values."result", new_values."revised_at", new_values."saved_at", new_values."submission_key", new_values."summary", new_values."target_section", new_values."transfer_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."call_id" IS DISTINCT FROM (new_values."call_id") OR old_values."category_id" IS DISTINCT FROM (new_values."category_id") OR old_values."handed_at" IS DISTINCT FROM (new_values."handed_at") OR old_values."handed_to_id" IS DISTINCT FROM (new_values."handed_to_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_complaint" IS DISTINCT FROM (new_values."is_complaint") OR old_values."live_call_id" IS DISTINCT FROM (new_values."live_call_id") OR old_values."operator_id" IS DISTINCT FROM (new_values."operator_id") OR old_values."received_at" IS DISTINCT FROM (new_values."received_at") OR old_values."reservation_id" IS DISTINCT FROM (new_values."reservation_id") OR old_values."result" IS DISTINCT FROM (new_values."result") OR old_values."revised_at" IS DISTINCT FROM (new_values."revised_at") OR old_values."saved_at" IS DISTINCT FROM (new_values."saved_at") OR old_values."submission_key" IS DISTINCT FROM (new_values."submission_key") OR old_values."summary" IS DISTINCT FROM (new_values."summary") OR old_values."target_section" IS DISTINCT FROM (new_values."target_section") OR old_values."transfer_reason" IS DISTINCT FROM (new_values."transfer_reason")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1472f7ca6c79142fe3340b006bd0f3d2b2ded4fb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_19b4c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_inquiry', when='AFTER')),
        ),
        migrations.AddField(
            model_name='liveseen',
            name='inquiry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
        ),
        migrations.AddField(
            model_name='liveseen',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='利用者'),
        ),
        migrations.AddConstraint(
            model_name='liveseen',
            constraint=models.UniqueConstraint(fields=('user', 'inquiry'), name='liveseen_is_one_per_user_and_inquiry', violation_error_message='この記録の閲覧はすでに記録されています。'),
        ),
    ]
