import apps.core.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('outreach', '0005_calendar'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TripPassenger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': '同乗者',
                'verbose_name_plural': '同乗者',
                'ordering': ['trip', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TripPassengerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VisitCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('done_at', models.DateTimeField(verbose_name='確認した時刻')),
                ('back_at', models.DateTimeField(blank=True, null=True, verbose_name='持ち帰りを確認した時刻')),
            ],
            options={
                'verbose_name': '訪問日の確認',
                'verbose_name_plural': '訪問日の確認',
                'ordering': ['visit', 'done_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitCheckEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('done_at', models.DateTimeField(verbose_name='確認した時刻')),
                ('back_at', models.DateTimeField(blank=True, null=True, verbose_name='持ち帰りを確認した時刻')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VisitItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', apps.core.fields.GuardedCharField(max_length=40, verbose_name='コード')),
                ('phase', models.CharField(choices=[('prepare', '準備・積込'), ('arrive', '到着'), ('leave', '撤収')], max_length=20, verbose_name='時期')),
                ('label', apps.core.fields.GuardedCharField(max_length=120, verbose_name='項目')),
                ('serves', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('device', 'ア マイナアシスト'), ('post', 'イ 郵便'), ('smartphone', 'ウ スマートフォン'), ('usage', '利活用'), ('identity', '本人確認')], max_length=20), blank=True, default=list, size=None, verbose_name='使う方法')),
                ('is_valuable', models.BooleanField(default=False, verbose_name='貴重品（持ち帰りを確認する）')),
                ('is_required', models.BooleanField(default=True, verbose_name='必須')),
                ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                ('valid_from', models.DateField(verbose_name='適用開始日')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
            ],
            options={
                'verbose_name': '訪問日の項目',
                'verbose_name_plural': '訪問日の項目',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', apps.core.fields.GuardedCharField(max_length=40, verbose_name='コード')),
                ('phase', models.CharField(choices=[('prepare', '準備・積込'), ('arrive', '到着'), ('leave', '撤収')], max_length=20, verbose_name='時期')),
                ('label', apps.core.fields.GuardedCharField(max_length=120, verbose_name='項目')),
                ('serves', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('device', 'ア マイナアシスト'), ('post', 'イ 郵便'), ('smartphone', 'ウ スマートフォン'), ('usage', '利活用'), ('identity', '本人確認')], max_length=20), blank=True, default=list, size=None, verbose_name='使う方法')),
                ('is_valuable', models.BooleanField(default=False, verbose_name='貴重品（持ち帰りを確認する）')),
                ('is_required', models.BooleanField(default=True, verbose_name='必須')),
                ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                ('valid_from', models.DateField(verbose_name='適用開始日')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='適用終了日')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VisitResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received', models.PositiveSmallIntegerField(default=0, verbose_name='受付')),
                ('on_site', models.PositiveSmallIntegerField(default=0, verbose_name='うち出張申請受付')),
                ('assists_device', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 ア マイナアシスト')),
                ('assists_post', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 イ 郵便')),
                ('assists_smartphone', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 ウ スマートフォン')),
                ('usage', models.PositiveSmallIntegerField(default=0, verbose_name='利活用')),
                ('photos', models.PositiveSmallIntegerField(default=0, verbose_name='写真')),
                ('incomplete', models.PositiveSmallIntegerField(default=0, verbose_name='未了')),
                ('incomplete_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='未了の理由')),
                ('documents_received', models.PositiveSmallIntegerField(default=0, verbose_name='受領した書類')),
                ('identity_checked', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='本人確認をした人数')),
                ('identity_checked_at', models.DateTimeField(blank=True, null=True, verbose_name='本人確認の時刻')),
                ('documents_handed_over', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='引き渡した書類')),
                ('handed_over_at', models.DateTimeField(blank=True, null=True, verbose_name='引き渡した時刻')),
                ('documents_taken_over', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='市が受け取った書類')),
                ('taken_over_at', models.DateTimeField(blank=True, null=True, verbose_name='市が受け取った時刻')),
                ('unready_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='そろわない方法がある理由')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='実際の開始')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='実際の終了')),
                ('trouble', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='困難事例・トラブル')),
                ('report', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='報告')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='報告した時刻')),
            ],
            options={
                'verbose_name': '訪問の結果',
                'verbose_name_plural': '訪問の結果',
                'ordering': ['-visit'],
            },
        ),
        migrations.CreateModel(
            name='VisitResultEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('received', models.PositiveSmallIntegerField(default=0, verbose_name='受付')),
                ('on_site', models.PositiveSmallIntegerField(default=0, verbose_name='うち出張申請受付')),
                ('assists_device', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 ア マイナアシスト')),
                ('assists_post', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 イ 郵便')),
                ('assists_smartphone', models.PositiveSmallIntegerField(default=0, verbose_name='申請補助 ウ スマートフォン')),
                ('usage', models.PositiveSmallIntegerField(default=0, verbose_name='利活用')),
                ('photos', models.PositiveSmallIntegerField(default=0, verbose_name='写真')),
                ('incomplete', models.PositiveSmallIntegerField(default=0, verbose_name='未了')),
                ('incomplete_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='未了の理由')),
                ('documents_received', models.PositiveSmallIntegerField(default=0, verbose_name='受領した書類')),
                ('identity_checked', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='本人確認をした人数')),
                ('identity_checked_at', models.DateTimeField(blank=True, null=True, verbose_name='本人確認の時刻')),
                ('documents_handed_over', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='引き渡した書類')),
                ('handed_over_at', models.DateTimeField(blank=True, null=True, verbose_name='引き渡した時刻')),
                ('documents_taken_over', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='市が受け取った書類')),
                ('taken_over_at', models.DateTimeField(blank=True, null=True, verbose_name='市が受け取った時刻')),
                ('unready_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='そろわない方法がある理由')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='実際の開始')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='実際の終了')),
                ('trouble', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='困難事例・トラブル')),
                ('report', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='報告')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='報告した時刻')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VisitTap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.CharField(choices=[('received', '受付'), ('on_site', 'うち出張申請受付'), ('assists_device', '申請補助 ア マイナアシスト'), ('assists_post', '申請補助 イ 郵便'), ('assists_smartphone', '申請補助 ウ スマートフォン'), ('usage', '利活用'), ('photos', '写真'), ('incomplete', '未了'), ('documents_received', '受領した書類')], max_length=30, verbose_name='数えるもの')),
                ('step', models.SmallIntegerField(verbose_name='増減')),
                ('tapped_at', models.DateTimeField(verbose_name='時刻')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
            ],
            options={
                'verbose_name': '訪問の人数の入力',
                'verbose_name_plural': '訪問の人数の入力',
                'ordering': ['visit', 'pk'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trip',
            trigger=pgtrigger.compiler.Trigger(name='odometer_goes_on', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."departure_km" IS NOT NULL)', func="\n        DECLARE last_km integer;\n        BEGIN\n            IF TG_OP = 'UPDATE' AND NEW.departure_km IS NOT DISTINCT FROM OLD.departure_km\n                AND NEW.gap_reason = OLD.gap_reason AND NEW.vehicle_id = OLD.vehicle_id THEN\n                RETURN NEW;\n            END IF;\n            PERFORM 1 FROM outreach_vehicle v WHERE v.id = NEW.vehicle_id FOR NO KEY UPDATE;\n            SELECT t.return_km INTO last_km FROM outreach_trip t\n            WHERE t.vehicle_id = NEW.vehicle_id AND t.id <> NEW.id AND t.returned_at <= NEW.departed_at\n            ORDER BY t.returned_at DESC, t.id DESC LIMIT 1;\n            IF last_km IS NOT NULL AND (\n                NEW.departure_km < last_km OR (NEW.departure_km > last_km AND NEW.gap_reason = '')\n            ) THEN\n                RAISE EXCEPTION 'odometer does not go on'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'trip_odometer_goes_on';\n            END IF;\n            RETURN NEW;\n        END;\n    ", hash='89dbb4163e013c43c3365def495875152c624df0', operation='INSERT OR UPDATE', pgid='pgtrigger_odometer_goes_on_4b747', table='outreach_trip', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='completed_with_result', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'completed\')', constraint='CONSTRAINT', func="\n            IF EXISTS (SELECT 1 FROM outreach_visit v WHERE v.id = NEW.id AND v.status = 'completed') AND NOT EXISTS (\n                SELECT 1 FROM outreach_visitresult r WHERE r.visit_id = NEW.id AND r.sent_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'completed without a result'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_completed_with_result';\n            END IF;\n            RETURN NULL;\n        ", hash='ef4b68299c057833f100277c99986b250bd0b515', operation='INSERT OR UPDATE', pgid='pgtrigger_completed_with_result_14564', table='outreach_visit', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddField(
            model_name='trippassenger',
            name='rider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='同乗者'),
        ),
        migrations.AddField(
            model_name='trippassenger',
            name='trip',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passengers', to='outreach.trip', verbose_name='運転の記録'),
        ),
        migrations.AddField(
            model_name='trippassengerevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='trippassengerevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.trippassenger'),
        ),
        migrations.AddField(
            model_name='trippassengerevent',
            name='rider',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='同乗者'),
        ),
        migrations.AddField(
            model_name='trippassengerevent',
            name='trip',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.trip', verbose_name='運転の記録'),
        ),
        migrations.AddField(
            model_name='visitcheck',
            name='back_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='持ち帰りを確認した人'),
        ),
        migrations.AddField(
            model_name='visitcheck',
            name='done_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
        ),
        migrations.AddField(
            model_name='visitcheck',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddField(
            model_name='visitcheckevent',
            name='back_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='持ち帰りを確認した人'),
        ),
        migrations.AddField(
            model_name='visitcheckevent',
            name='done_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人'),
        ),
        migrations.AddField(
            model_name='visitcheckevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='visitcheckevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visitcheck'),
        ),
        migrations.AddField(
            model_name='visitcheckevent',
            name='visit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddConstraint(
            model_name='visititem',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='visititem_valid_to_after_valid_from', violation_error_message='適用終了日は、適用開始日と同じ日かそれより後の日にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='visititem',
            constraint=models.CheckConstraint(condition=models.Q(('is_valuable', False), ('phase', 'prepare'), _connector='OR'), name='visititem_valuables_are_packed', violation_error_message='貴重品は「準備・積込」の項目にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='visititem',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.Func('code', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func('code', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('valid_from', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('valid_to', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'valid_to', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='visititem_does_not_overlap_per_code', violation_error_message='同じコードの項目と適用期間が重なっています。'),
        ),
        migrations.AddField(
            model_name='visitcheckevent',
            name='item',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visititem', verbose_name='項目'),
        ),
        migrations.AddField(
            model_name='visitcheck',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='outreach.visititem', verbose_name='項目'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visititem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visititemevent" ("code", "id", "is_required", "is_valuable", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "serves", "valid_from", "valid_to") SELECT new_values."code", new_values."id", new_values."is_required", new_values."is_valuable", new_values."label", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phase", new_values."serves", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7edb59a97105401693b014e8bc0456a2abd23b2b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_737ca', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visititem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visititem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visititemevent" ("code", "id", "is_required", "is_valuable", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "serves", "valid_from", "valid_to") SELECT new_values."code", new_values."id", new_values."is_required", new_values."is_valuable", new_values."label", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phase", new_values."serves", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c5532100f14132bc3fcbf4e63e22eb6193ac92b7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8a6cc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visititem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visititem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visititemevent" ("code", "id", "is_required", "is_valuable", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "serves", "valid_from", "valid_to") SELECT old_values."code", old_values."id", old_values."is_required", old_values."is_valuable", old_values."label", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phase", old_values."serves", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='10d8e03e236a7dcc02c9d1f336f6bf188c61019f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ad61e', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visititem', when='AFTER')),
        ),
        migrations.AddField(
            model_name='visititemevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='visititemevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visititem'),
        ),
        migrations.AddField(
            model_name='visitresult',
            name='handed_over_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引き渡した人'),
        ),
        migrations.AddField(
            model_name='visitresult',
            name='identity_checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='本人確認をした市職員'),
        ),
        migrations.AddField(
            model_name='visitresult',
            name='sent_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='報告した人'),
        ),
        migrations.AddField(
            model_name='visitresult',
            name='taken_over_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受け取った市職員'),
        ),
        migrations.AddField(
            model_name='visitresult',
            name='visit',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddField(
            model_name='visitresultevent',
            name='handed_over_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='引き渡した人'),
        ),
        migrations.AddField(
            model_name='visitresultevent',
            name='identity_checked_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='本人確認をした市職員'),
        ),
        migrations.AddField(
            model_name='visitresultevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='visitresultevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visitresult'),
        ),
        migrations.AddField(
            model_name='visitresultevent',
            name='sent_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='報告した人'),
        ),
        migrations.AddField(
            model_name='visitresultevent',
            name='taken_over_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受け取った市職員'),
        ),
        migrations.AddField(
            model_name='visitresultevent',
            name='visit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddField(
            model_name='visittap',
            name='tapped_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='入力した人'),
        ),
        migrations.AddField(
            model_name='visittap',
            name='visit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taps', to='outreach.visit', verbose_name='訪問'),
        ),
        migrations.AddConstraint(
            model_name='trippassenger',
            constraint=models.UniqueConstraint(fields=('trip', 'rider'), name='trippassenger_rides_once', violation_error_message='この同乗者は、すでに記録されています。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trippassenger',
            trigger=pgtrigger.compiler.Trigger(name='is_not_the_driver', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (\n            SELECT 1 FROM outreach_trip t JOIN workforce_staffmember s ON s.id = t.driver_id\n            WHERE t.id = NEW.trip_id AND s.user_id = NEW.rider_id\n        ) THEN\n            RAISE EXCEPTION 'the driver is no passenger'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'trippassenger_is_not_the_driver';\n        END IF;\n        RETURN NEW;\n    ", hash='99644658172a8a37694cfe1876751c57a3297ce9', operation='INSERT OR UPDATE', pgid='pgtrigger_is_not_the_driver_14a19', table='outreach_trippassenger', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trippassenger',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_trippassengerevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rider_id", "trip_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rider_id", new_values."trip_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7a3c242bbd6809ed7eede6778f408f62181715a1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8405a', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_trippassenger', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trippassenger',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_trippassengerevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rider_id", "trip_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rider_id", new_values."trip_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ce8a2ad0fa259b9c024eb12effa36505e8c88d2f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_45a09', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_trippassenger', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trippassenger',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_trippassengerevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rider_id", "trip_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rider_id", old_values."trip_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4d6cae85bcde566ba55e93c72c59ae4cbdf7be8e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d3cdc', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_trippassenger', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trippassengerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6e15258b0e9c8a5db1b113b506bd7fd9ecd456d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e823a', table='outreach_trippassengerevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitcheckevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4aafe2c441e75719c58c7730ea87729a71d16815', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f0ea3', table='outreach_visitcheckevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='visitcheck',
            constraint=models.UniqueConstraint(fields=('visit', 'item'), name='visitcheck_once_per_visit_and_item', violation_error_message='この項目はすでに確認済みです。'),
        ),
        migrations.AddConstraint(
            model_name='visitcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('back_at__isnull', True), ('back_by__isnull', True)), models.Q(('back_at__gte', models.F('done_at')), ('back_by__isnull', False)), _connector='OR'), name='visitcheck_comes_back_after_packing', violation_error_message='持ち帰りの確認には、積込の後の時刻と確認した人が必要です。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitcheck',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitcheckevent" ("back_at", "back_by_id", "done_at", "done_by_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT new_values."back_at", new_values."back_by_id", new_values."done_at", new_values."done_by_id", new_values."id", new_values."item_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."visit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='975406801462ece366a21ffe1cee5833aee0bd1c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2c99b', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visitcheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitcheck',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitcheckevent" ("back_at", "back_by_id", "done_at", "done_by_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT new_values."back_at", new_values."back_by_id", new_values."done_at", new_values."done_by_id", new_values."id", new_values."item_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."visit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d01cb31ebfafc8c34959f0cd24c58953b350eecc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_42d83', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visitcheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitcheck',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitcheckevent" ("back_at", "back_by_id", "done_at", "done_by_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "visit_id") SELECT old_values."back_at", old_values."back_by_id", old_values."done_at", old_values."done_by_id", old_values."id", old_values."item_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."visit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5f320973ed0c59217802aff5e157fa4d5db31614', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_28531', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visitcheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visititemevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='60f4ebff94013327f31733590110a17a2302227e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3ecd0', table='outreach_visititemevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('on_site'), '+', models.F('assists_device')), '+', models.F('assists_post')), '+', models.F('assists_smartphone')), '+', models.F('incomplete')))), name='visitresult_each_person_has_one_outcome', violation_error_message='出張申請受付・申請補助（ア・イ・ウ）・未了の合計が、受付の人数より多くなります。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', models.F('photos'))), name='visitresult_each_person_has_one_photo', violation_error_message='写真の人数が、受付の人数より多くなります。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', models.F('usage'))), name='visitresult_each_person_is_helped_once_with_using', violation_error_message='利活用の人数が、受付の人数より多くなります。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', models.F('documents_received'))), name='visitresult_each_person_has_one_set_of_documents', violation_error_message='受領した書類の数（1人分で1）が、受付の人数より多くなります。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('identity_checked__isnull', True), ('identity_checked_at__isnull', True), ('identity_checked_by__isnull', True)), models.Q(('identity_checked__isnull', False), ('identity_checked_at__isnull', False), ('identity_checked_by__isnull', False)), _connector='OR'), models.Q(('identity_checked__isnull', True), ('identity_checked__lte', models.F('received')), _connector='OR')), name='visitresult_identity_says_who_and_when', violation_error_message='本人確認には、受付の人数以内の人数と、確認した市職員と時刻が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('documents_handed_over__isnull', True), ('handed_over_at__isnull', True), ('handed_over_by__isnull', True)), models.Q(('documents_handed_over__isnull', False), ('handed_over_at__isnull', False), ('handed_over_by__isnull', False)), _connector='OR'), name='visitresult_handing_over_says_who_and_when', violation_error_message='引き渡しには、書類の数と、引き渡した人と時刻が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('documents_taken_over__isnull', True), ('taken_over_at__isnull', True), ('taken_over_by__isnull', True)), models.Q(('documents_taken_over__isnull', False), ('taken_over_at__isnull', False), ('taken_over_by__isnull', False)), _connector='OR'), models.Q(('documents_taken_over__isnull', True), ('documents_handed_over__isnull', False), _connector='OR')), name='visitresult_taking_over_says_who_and_when', violation_error_message='受け取りには、引き渡しの記録と、書類の数、受け取った市職員と時刻が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('ended_at__gt', models.F('started_at')), ('started_at__isnull', False)), _connector='OR'), name='visitresult_ends_after_it_starts', violation_error_message='実際の終了は、実際の開始より後の時刻にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', True), ('sent_by__isnull', True)), models.Q(('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='visitresult_sent_at_with_by', violation_error_message='報告した時刻と人は、そろえて記録してください。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('documents_handed_over', models.F('documents_received')), ('documents_taken_over', models.F('documents_received')), ('handed_over_at__isnull', False), ('taken_over_at__isnull', False)), _connector='OR'), name='visitresult_sent_only_with_all_documents_handed_over', violation_error_message='受領した書類・引き渡した書類・市が受け取った書類の数が一致していません。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('on_site', 0), models.Q(('documents_received__gte', models.F('on_site')), ('identity_checked__gte', models.F('on_site')), ('identity_checked_at__isnull', False)), _connector='OR'), name='visitresult_sent_only_with_identities_checked', violation_error_message='出張申請受付をした人全員の本人確認と書類の受領が必要です。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('incomplete', 0), ('incomplete_reason__gt', ''), _connector='OR'), name='visitresult_sent_with_the_reason_of_the_incomplete', violation_error_message='未了の理由を入力してください。'),
        ),
        migrations.AddConstraint(
            model_name='visitresult',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('ended_at__isnull', False), ('report__gt', '')), _connector='OR'), name='visitresult_sent_with_report_and_hours', violation_error_message='実際の開始・終了と報告を入力してください。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitresult',
            trigger=pgtrigger.compiler.Trigger(name='identity_is_checked_by_the_city', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.identity_checked_by_id IS NULL THEN\n                RETURN NEW;\n            END IF;\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.identity_checked_by_id IS NOT DISTINCT FROM OLD.identity_checked_by_id AND NEW.identity_checked IS NOT DISTINCT FROM OLD.identity_checked THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM accounts_user u WHERE u.id = NEW.identity_checked_by_id AND u.role IN ('city_approver', 'city_staff');\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'not of the city'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'visitresult_identity_is_checked_by_the_city';\n            END IF;\n            RETURN NEW;\n        ", hash='4ed63747e347246642d1795d0245b9269d736c0c', operation='INSERT OR UPDATE', pgid='pgtrigger_identity_is_checked_by_the_city_20715', table='outreach_visitresult', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitresult',
            trigger=pgtrigger.compiler.Trigger(name='documents_are_taken_over_by_the_city', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF NEW.taken_over_by_id IS NULL THEN\n                RETURN NEW;\n            END IF;\n            IF TG_OP = 'UPDATE' THEN\n                IF NEW.taken_over_by_id IS NOT DISTINCT FROM OLD.taken_over_by_id AND NEW.documents_taken_over IS NOT DISTINCT FROM OLD.documents_taken_over THEN\n                    RETURN NEW;\n                END IF;\n            END IF;\n            PERFORM 1 FROM accounts_user u WHERE u.id = NEW.taken_over_by_id AND u.role IN ('city_approver', 'city_staff');\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'not of the city'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'visitresult_documents_are_taken_over_by_the_city';\n            END IF;\n            RETURN NEW;\n        ", hash='c2f96a574e1a73c4b601b630f9bff3524d0fdd9f', operation='INSERT OR UPDATE', pgid='pgtrigger_documents_are_taken_over_by_the_city_d5693', table='outreach_visitresult', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitresult',
            trigger=pgtrigger.compiler.Trigger(name='sent_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7c5c9ce29199ae6734453e9102b8249f4e9e5c9', operation='UPDATE OR DELETE', pgid='pgtrigger_sent_once_0c8f4', table='outreach_visitresult', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitresult',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitresultevent" ("assists_device", "assists_post", "assists_smartphone", "documents_handed_over", "documents_received", "documents_taken_over", "ended_at", "handed_over_at", "handed_over_by_id", "id", "identity_checked", "identity_checked_at", "identity_checked_by_id", "incomplete", "incomplete_reason", "on_site", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photos", "received", "report", "sent_at", "sent_by_id", "started_at", "taken_over_at", "taken_over_by_id", "trouble", "unready_reason", "usage", "visit_id") SELECT new_values."assists_device", new_values."assists_post", new_values."assists_smartphone", new_values."documents_handed_over", new_values."documents_received", new_values."documents_taken_over", new_values."ended_at", new_values."handed_over_at", new_values."handed_over_by_id", new_values."id", new_values."identity_checked", new_values."identity_checked_at", new_values."identity_checked_by_id", new_values."incomplete", new_values."incomplete_reason", new_values."on_site", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."photos", new_values."received", new_values."report", new_values."sent_at", new_values."sent_by_id", new_values."started_at", new_values."taken_over_at", new_values."taken_over_by_id", new_values."trouble", new_values."unready_reason", new_values."usage", new_values."visit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f43db8a38491bb924d93691fa67d26e0e1fae8b5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d16e4', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visitresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitresult',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitresultevent" ("assists_device", "assists_post", "assists_smartphone", "documents_handed_over", "documents_received", "documents_taken_over", "ended_at", "handed_over_at", "handed_over_by_id", "id", "identity_checked", "identity_checked_at", "identity_checked_by_id", "incomplete", "incomplete_reason", "on_site", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photos", "received", "report", "sent_at", "sent_by_id", "started_at", "taken_over_at", "taken_over_by_id", "trouble", "unready_reason", "usage", "visit_id") SELECT new_values."assists_device", new_values."assists_post", new_values."assists_smartphone", new_values."documents_handed_over", new_values."documents_received", new_values."documents_taken_over", new_values."ended_at", new_values."handed_over_at", new_values."handed_over_by_id", new_values."id", new_values."identity_checked", new_values."identity_checked_at", new_values."identity_checked_by_id", new_values."incomplete", new_values."incomplete_reason", new_values."on_site", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."photos", new_values."received", new_values."report", new_values."sent_at", new_values."sent_by_id", new_values."started_at", new_values."taken_over_at", new_values."taken_over_by_id", new_values."trouble", new_values."unready_reason", new_values."usage", new_values."visit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c3e0cc66710b063d43a8b74d0820098d8e166469', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_94385', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visitresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitresult',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitresultevent" ("assists_device", "assists_post", "assists_smartphone", "documents_handed_over", "documents_received", "documents_taken_over", "ended_at", "handed_over_at", "handed_over_by_id", "id", "identity_checked", "identity_checked_at", "identity_checked_by_id", "incomplete", "incomplete_reason", "on_site", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photos", "received", "report", "sent_at", "sent_by_id", "started_at", "taken_over_at", "taken_over_by_id", "trouble", "unready_reason", "usage", "visit_id") SELECT old_values."assists_device", old_values."assists_post", old_values."assists_smartphone", old_values."documents_handed_over", old_values."documents_received", old_values."documents_taken_over", old_values."ended_at", old_values."handed_over_at", old_values."handed_over_by_id", old_values."id", old_values."identity_checked", old_values."identity_checked_at", old_values."identity_checked_by_id", old_values."incomplete", old_values."incomplete_reason", old_values."on_site", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."photos", old_values."received", old_values."report", old_values."sent_at", old_values."sent_by_id", old_values."started_at", old_values."taken_over_at", old_values."taken_over_by_id", old_values."trouble", old_values."unready_reason", old_values."usage", old_values."visit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='be8241ad3fe54f193c0bc0fc23c21820e34f887b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_70167', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visitresult', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitresultevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3541780b1cc61b889d70f3f2bad649937c282902', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aad2b', table='outreach_visitresultevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='visittap',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', (-1, 1))), name='visittap_is_one_person', violation_error_message='1回の入力で増減するのは1人です。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visittap',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0b7c47f32780666769ec140025da0aeac2aa03f0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_beb15', table='outreach_visittap', when='BEFORE')),
        ),
    ]
