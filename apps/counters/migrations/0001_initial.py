import apps.core.fields
import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='CounterSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(db_index=True, verbose_name='開設日')),
                ('setup_done_at', models.DateTimeField(blank=True, null=True, verbose_name='設営完了')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='開設')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='閉設')),
                ('cleared_at', models.DateTimeField(blank=True, null=True, verbose_name='撤去完了')),
                ('override_reason', apps.core.fields.GuardedTextField(blank=True, max_length=400, verbose_name='休業日に開設する理由')),
                ('cleared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤去完了を記録した人')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='閉設した人')),
                ('opened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='開設した人')),
                ('override_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='休業日の開設を認めた人')),
                ('setup_done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='設営完了を記録した人')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counter_sessions', to='contracts.site', verbose_name='窓口')),
            ],
            options={
                'verbose_name': '窓口の開設',
                'verbose_name_plural': '窓口の開設',
                'ordering': ['held_on', 'site'],
                'constraints': [models.UniqueConstraint(fields=('site', 'held_on'), name='countersession_one_per_site_and_day', violation_error_message='この窓口のこの日の開設は、すでに記録されています。'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('opened_at__isnull', False), _connector='OR'), models.Q(('cleared_at__isnull', True), ('closed_at__isnull', False), _connector='OR')), name='countersession_steps_follow_each_other', violation_error_message='開設、閉設、撤去完了の順に記録してください。'), models.CheckConstraint(condition=models.Q(models.Q(('setup_done_at__isnull', True), ('opened_at__isnull', True), ('setup_done_at__lte', models.F('opened_at')), _connector='OR'), models.Q(('closed_at__isnull', True), ('opened_at__lt', models.F('closed_at')), _connector='OR'), models.Q(('cleared_at__isnull', True), ('closed_at__lte', models.F('cleared_at')), _connector='OR')), name='countersession_times_in_order', violation_error_message='時刻は、設営完了、開設、閉設、撤去完了の順にしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('setup_done_at__isnull', True), ('setup_done_by__isnull', True)), models.Q(('setup_done_at__isnull', False), ('setup_done_by__isnull', False)), _connector='OR'), name='countersession_setup_done_at_with_by', violation_error_message='設営完了の時刻と記録した人は、そろえて記録してください。'), models.CheckConstraint(condition=models.Q(models.Q(('opened_at__isnull', True), ('opened_by__isnull', True)), models.Q(('opened_at__isnull', False), ('opened_by__isnull', False)), _connector='OR'), name='countersession_opened_at_with_by', violation_error_message='開設の時刻と記録した人は、そろえて記録してください。'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='countersession_closed_at_with_by', violation_error_message='閉設の時刻と記録した人は、そろえて記録してください。'), models.CheckConstraint(condition=models.Q(models.Q(('cleared_at__isnull', True), ('cleared_by__isnull', True)), models.Q(('cleared_at__isnull', False), ('cleared_by__isnull', False)), _connector='OR'), name='countersession_cleared_at_with_by', violation_error_message='撤去完了の時刻と記録した人は、そろえて記録してください。'), models.CheckConstraint(condition=models.Q(models.Q(('override_by__isnull', True), ('override_reason', '')), models.Q(models.Q(('override_reason', ''), _negated=True), ('override_by__isnull', False)), _connector='OR'), name='countersession_override_reason_with_by', violation_error_message='休業日の開設には、理由と認めた人の両方が必要です。')],
            },
        ),
        migrations.CreateModel(
            name='CounterSessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('held_on', models.DateField(verbose_name='開設日')),
                ('setup_done_at', models.DateTimeField(blank=True, null=True, verbose_name='設営完了')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='開設')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='閉設')),
                ('cleared_at', models.DateTimeField(blank=True, null=True, verbose_name='撤去完了')),
                ('override_reason', apps.core.fields.GuardedTextField(blank=True, max_length=400, verbose_name='休業日に開設する理由')),
                ('cleared_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤去完了を記録した人')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='閉設した人')),
                ('opened_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='開設した人')),
                ('override_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='休業日の開設を認めた人')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.countersession')),
                ('setup_done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='設営完了を記録した人')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='窓口')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reception',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='受付番号')),
                ('received_at', models.DateTimeField(verbose_name='受付時刻')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ('group_size', models.PositiveSmallIntegerField(default=1, verbose_name='人数')),
                ('place_in_group', models.PositiveSmallIntegerField(default=1, verbose_name='組の中の順')),
                ('form_issued_at_window', models.BooleanField(default=False, verbose_name='申請書を窓口で交付')),
                ('interpreter', models.BooleanField(default=False, verbose_name='通訳')),
                ('accommodation', models.CharField(blank=True, choices=[('writing', '筆談'), ('reading_aloud', '代読'), ('wheelchair', '車いす'), ('sign_language', '手話'), ('other', 'その他の配慮')], max_length=20, verbose_name='合理的配慮')),
                ('gave_up', models.BooleanField(default=False, verbose_name='途中で取りやめ')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='取り消した時刻')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受け付けた人')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receptions', to='counters.countersession', verbose_name='窓口の開設')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人')),
            ],
            options={
                'verbose_name': '受付',
                'verbose_name_plural': '受付',
                'ordering': ['session', 'number'],
                'constraints': [models.UniqueConstraint(fields=('session', 'number'), name='reception_number_is_unique_in_session', violation_error_message='この受付番号はすでに使われています。'), models.UniqueConstraint(fields=('submission_key', 'place_in_group'), name='reception_submission_is_recorded_once', violation_error_message='この受付はすでに記録されています。'), models.CheckConstraint(condition=models.Q(('place_in_group__gte', 1), ('place_in_group__lte', models.F('group_size'))), name='reception_place_is_within_group', violation_error_message='組の中の順は、1から人数までにしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False)), _connector='OR'), name='reception_voided_at_with_by', violation_error_message='取り消した時刻と人は、そろえて記録してください。'), models.CheckConstraint(condition=models.Q(('voided_at__isnull', True), models.Q(('voided_at__gte', models.F('received_at')), ('voided_at__lte', django.db.models.expressions.CombinedExpression(models.F('received_at'), '+', models.Value(datetime.timedelta(seconds=60))))), _connector='OR'), name='reception_voided_within_a_minute', violation_error_message='取り消しは、記録してから1分以内に限ります。')],
            },
        ),
        migrations.CreateModel(
            name='ReceptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField(verbose_name='受付番号')),
                ('received_at', models.DateTimeField(verbose_name='受付時刻')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ('group_size', models.PositiveSmallIntegerField(default=1, verbose_name='人数')),
                ('place_in_group', models.PositiveSmallIntegerField(default=1, verbose_name='組の中の順')),
                ('form_issued_at_window', models.BooleanField(default=False, verbose_name='申請書を窓口で交付')),
                ('interpreter', models.BooleanField(default=False, verbose_name='通訳')),
                ('accommodation', models.CharField(blank=True, choices=[('writing', '筆談'), ('reading_aloud', '代読'), ('wheelchair', '車いす'), ('sign_language', '手話'), ('other', 'その他の配慮')], max_length=20, verbose_name='合理的配慮')),
                ('gave_up', models.BooleanField(default=False, verbose_name='途中で取りやめ')),
                ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='取り消した時刻')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.reception')),
                ('received_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受け付けた人')),
                ('session', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.countersession', verbose_name='窓口の開設')),
                ('voided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り消した人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('assist', '申請支援'), ('photo', '写真撮影'), ('usage', '利活用サポート'), ('express_photo', '特急発行写真'), ('guidance', '案内のみ'), ('other', 'その他')], max_length=20, verbose_name='種類')),
                ('method', models.CharField(blank=True, choices=[('device', 'ア マイナアシスト'), ('post', 'イ 郵便'), ('smartphone', 'ウ スマートフォン')], max_length=20, verbose_name='支援方法')),
                ('source_document', models.CharField(blank=True, choices=[('application_form', '交付申請書'), ('notification_letter', '個人番号通知書')], max_length=20, verbose_name='読み取った書類')),
                ('usage', models.CharField(blank=True, choices=[('health_insurance', '健康保険証利用'), ('myna_portal', 'マイナポータル'), ('public_account', '公金受取口座'), ('other', 'その他の利活用')], max_length=20, verbose_name='利活用の内容')),
                ('reception', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='counters.reception', verbose_name='受付')),
            ],
            options={
                'verbose_name': '対応内容',
                'verbose_name_plural': '対応内容',
                'ordering': ['reception', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'assist'), ('method__in', ['device', 'post', 'smartphone'])), models.Q(models.Q(('kind', 'assist'), _negated=True), ('method', '')), _connector='OR'), name='service_method_belongs_to_assist', violation_error_message='支援方法（ア・イ・ウ）は申請支援に必ず付け、ほかの対応には付けません。'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'usage'), ('usage__in', ['health_insurance', 'myna_portal', 'public_account', 'other'])), models.Q(models.Q(('kind', 'usage'), _negated=True), ('usage', '')), _connector='OR'), name='service_usage_belongs_to_usage_support', violation_error_message='利活用の内容は利活用サポートに必ず付け、ほかの対応には付けません。'), models.CheckConstraint(condition=models.Q(models.Q(('method', 'smartphone'), ('source_document__in', ['application_form', 'notification_letter'])), models.Q(models.Q(('method', 'smartphone'), _negated=True), ('source_document', '')), _connector='OR'), name='service_source_document_belongs_to_smartphone', violation_error_message='読み取った書類は、スマートフォンでの支援のときに限り必ず記録します。'), models.UniqueConstraint(condition=models.Q(('kind__in', ['assist', 'express_photo'])), fields=('reception',), name='service_one_assist_or_express_photo_per_reception', violation_error_message='1人の受付に記録できるのは、申請支援か特急発行写真のどちらか1件です。'), models.UniqueConstraint(fields=('reception', 'kind', 'usage'), name='service_each_kind_once_per_reception', violation_error_message='同じ対応は、1人の受付に1件だけ記録できます。')],
            },
        ),
        migrations.CreateModel(
            name='ServiceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('assist', '申請支援'), ('photo', '写真撮影'), ('usage', '利活用サポート'), ('express_photo', '特急発行写真'), ('guidance', '案内のみ'), ('other', 'その他')], max_length=20, verbose_name='種類')),
                ('method', models.CharField(blank=True, choices=[('device', 'ア マイナアシスト'), ('post', 'イ 郵便'), ('smartphone', 'ウ スマートフォン')], max_length=20, verbose_name='支援方法')),
                ('source_document', models.CharField(blank=True, choices=[('application_form', '交付申請書'), ('notification_letter', '個人番号通知書')], max_length=20, verbose_name='読み取った書類')),
                ('usage', models.CharField(blank=True, choices=[('health_insurance', '健康保険証利用'), ('myna_portal', 'マイナポータル'), ('public_account', '公金受取口座'), ('other', 'その他の利活用')], max_length=20, verbose_name='利活用の内容')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.service')),
                ('reception', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.reception', verbose_name='受付')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SiteAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='開始日')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='contracts.site', verbose_name='窓口')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='site_assignments', to=settings.AUTH_USER_MODEL, verbose_name='担当者')),
            ],
            options={
                'verbose_name': '窓口の担当',
                'verbose_name_plural': '窓口の担当',
                'ordering': ['site', 'starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='siteassignment_ends_after_start', violation_error_message='終了日は開始日以降にしてください。'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('user'), models.F('user'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('site'), models.F('site'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), models.Value('[]'), function='daterange'), '&&')], name='siteassignment_one_per_user_and_site', violation_error_message='この利用者は、同じ期間にすでにこの窓口の担当です。')],
            },
        ),
        migrations.CreateModel(
            name='SiteAssignmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(verbose_name='開始日')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.siteassignment')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='窓口')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='担当者')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Trouble',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('situation', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='状況')),
                ('response', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='対応')),
                ('recorded_at', models.DateTimeField(verbose_name='記録した時刻')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='troubles', to='counters.countersession', verbose_name='窓口の開設')),
            ],
            options={
                'verbose_name': '困難事例・トラブル',
                'verbose_name_plural': '困難事例・トラブル',
                'ordering': ['session', 'recorded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TroubleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('situation', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='状況')),
                ('response', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='対応')),
                ('recorded_at', models.DateTimeField(verbose_name='記録した時刻')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='counters.trouble')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ('session', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='counters.countersession', verbose_name='窓口の開設')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countersession',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_countersessionevent" ("cleared_at", "cleared_by_id", "closed_at", "closed_by_id", "held_on", "id", "opened_at", "opened_by_id", "override_by_id", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "setup_done_at", "setup_done_by_id", "site_id") SELECT new_values."cleared_at", new_values."cleared_by_id", new_values."closed_at", new_values."closed_by_id", new_values."held_on", new_values."id", new_values."opened_at", new_values."opened_by_id", new_values."override_by_id", new_values."override_reason", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."setup_done_at", new_values."setup_done_by_id", new_values."site_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9b85594e327d17d2bc2354765ed96bc612e2b48f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_627ff', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_countersession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countersession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_countersessionevent" ("cleared_at", "cleared_by_id", "closed_at", "closed_by_id", "held_on", "id", "opened_at", "opened_by_id", "override_by_id", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "setup_done_at", "setup_done_by_id", "site_id") SELECT new_values."cleared_at", new_values."cleared_by_id", new_values."closed_at", new_values."closed_by_id", new_values."held_on", new_values."id", new_values."opened_at", new_values."opened_by_id", new_values."override_by_id", new_values."override_reason", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."setup_done_at", new_values."setup_done_by_id", new_values."site_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0aa8cd63d4e205e0d95dc4c86896044e690dd7a5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_208b5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_countersession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countersession',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_countersessionevent" ("cleared_at", "cleared_by_id", "closed_at", "closed_by_id", "held_on", "id", "opened_at", "opened_by_id", "override_by_id", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "setup_done_at", "setup_done_by_id", "site_id") SELECT old_values."cleared_at", old_values."cleared_by_id", old_values."closed_at", old_values."closed_by_id", old_values."held_on", old_values."id", old_values."opened_at", old_values."opened_by_id", old_values."override_by_id", old_values."override_reason", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."setup_done_at", old_values."setup_done_by_id", old_values."site_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='559c50d0beaaf0184e999a0d0be619bcaed2d4c3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_414f1', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_countersession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countersessionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='134fbd23e86db975697e06f4a1c6207e4f9f4f4c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_37609', table='counters_countersessionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reception',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_receptionevent" ("accommodation", "form_issued_at_window", "gave_up", "group_size", "id", "interpreter", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_in_group", "received_at", "received_by_id", "session_id", "submission_key", "voided_at", "voided_by_id") SELECT new_values."accommodation", new_values."form_issued_at_window", new_values."gave_up", new_values."group_size", new_values."id", new_values."interpreter", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_in_group", new_values."received_at", new_values."received_by_id", new_values."session_id", new_values."submission_key", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='782217a1cfaf93c9ea8e5d76cf27ef173efc4f9f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f8485', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_reception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reception',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_receptionevent" ("accommodation", "form_issued_at_window", "gave_up", "group_size", "id", "interpreter", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_in_group", "received_at", "received_by_id", "session_id", "submission_key", "voided_at", "voided_by_id") SELECT new_values."accommodation", new_values."form_issued_at_window", new_values."gave_up", new_values."group_size", new_values."id", new_values."interpreter", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_in_group", new_values."received_at", new_values."received_by_id", new_values."session_id", new_values."submission_key", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='840ff2a8678f5f7408791ce3484065d7ffa8e6b2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_584d8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_reception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reception',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_receptionevent" ("accommodation", "form_issued_at_window", "gave_up", "group_size", "id", "interpreter", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_in_group", "received_at", "received_by_id", "session_id", "submission_key", "voided_at", "voided_by_id") SELECT old_values."accommodation", old_values."form_issued_at_window", old_values."gave_up", old_values."group_size", old_values."id", old_values."interpreter", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_in_group", old_values."received_at", old_values."received_by_id", old_values."session_id", old_values."submission_key", old_values."voided_at", old_values."voided_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1964a2bb3c07d6261d20786505dc36fbc85b44ab', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2b261', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_reception', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receptionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7987bfabc8acfde4c2d64c9ca1d60a57d36e9242', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e8688', table='counters_receptionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_serviceevent" ("id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reception_id", "source_document", "usage") SELECT new_values."id", new_values."kind", new_values."method", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reception_id", new_values."source_document", new_values."usage" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='540137c4d5405a2a3a7cd4b292566376a0e94802', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_692ff', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_serviceevent" ("id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reception_id", "source_document", "usage") SELECT new_values."id", new_values."kind", new_values."method", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reception_id", new_values."source_document", new_values."usage" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='08c02dd393e87180ea0454eeda8add717c4825cc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f6353', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_serviceevent" ("id", "kind", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reception_id", "source_document", "usage") SELECT old_values."id", old_values."kind", old_values."method", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reception_id", old_values."source_document", old_values."usage" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='144eda8216f9728a85e906ed9c600c2539cf5dbc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_54839', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a616789d086260b96e0323500aa89e95d7477d65', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0a870', table='counters_serviceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='siteassignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_siteassignmentevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "starts_on", "user_id") SELECT new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."starts_on", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c48157a150f60f1c9f1cd2092b739bcf055b61f2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b439f', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_siteassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='siteassignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_siteassignmentevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "starts_on", "user_id") SELECT new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."starts_on", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e91357ac292fd3332dd1e7dc9e92e11e625b3c7e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_13c44', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_siteassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='siteassignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_siteassignmentevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "starts_on", "user_id") SELECT old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."starts_on", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='aae1a9b6bf053c67552a713544f605edbf881cfd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_07251', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_siteassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='siteassignmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6506a1b720515a493e2ce8ea6034bfb0d691982d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_23144', table='counters_siteassignmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trouble',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_troubleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "response", "session_id", "situation", "submission_key") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."response", new_values."session_id", new_values."situation", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d2cd29761f77815147e123f450ef52ae9c844110', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1c27e', referencing='REFERENCING NEW TABLE AS new_values ', table='counters_trouble', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trouble',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_troubleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "response", "session_id", "situation", "submission_key") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."response", new_values."session_id", new_values."situation", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a361fb96317b910cf67e2e4dc62e75895153031c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fe26f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='counters_trouble', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trouble',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "counters_troubleevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "response", "session_id", "situation", "submission_key") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."response", old_values."session_id", old_values."situation", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0ae3767cb9d7be440f26523ae4b0ad0715427db0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5718d', referencing='REFERENCING OLD TABLE AS old_values ', table='counters_trouble', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='troubleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='919f4711494c64a869f3f3b37a2ff9db1382bd9b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89954', table='counters_troubleevent', when='BEFORE')),
        ),
    ]
