import apps.core.fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
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
        ('workforce', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Facility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office_number', apps.core.fields.GuardedCharField(max_length=10, validators=[django.core.validators.RegexValidator('\\A[0-9]{10}\\Z', '事業所番号は10桁の数字で入力してください。')], verbose_name='事業所番号')),
                ('name', apps.core.fields.GuardedCharField(max_length=100, verbose_name='施設名')),
                ('name_kana', apps.core.fields.GuardedCharField(max_length=150, verbose_name='施設名（かな）')),
                ('kind', models.CharField(choices=[('care_home', '介護老人福祉施設'), ('health_care_home', '介護老人保健施設'), ('disability', '障害者支援施設'), ('hospital', '病院・診療所'), ('other', 'その他の施設')], max_length=20, verbose_name='種別')),
                ('address', apps.core.fields.GuardedCharField(max_length=200, verbose_name='所在地')),
                ('phone', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='電話番号（施設の代表）')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
            ],
            options={
                'verbose_name': '施設',
                'verbose_name_plural': '施設',
                'ordering': ['name_kana', 'office_number'],
                'constraints': [models.UniqueConstraint(fields=('office_number',), name='facility_office_number_is_unique', violation_error_code='unique', violation_error_message='この事業所番号の施設は、すでに登録されています。'), models.CheckConstraint(condition=models.Q(('office_number__regex', '^[0-9]{10}$')), name='facility_office_number_has_ten_digits', violation_error_message='事業所番号は10桁の数字で入力してください。')],
            },
        ),
        migrations.CreateModel(
            name='FacilityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('office_number', apps.core.fields.GuardedCharField(max_length=10, validators=[django.core.validators.RegexValidator('\\A[0-9]{10}\\Z', '事業所番号は10桁の数字で入力してください。')], verbose_name='事業所番号')),
                ('name', apps.core.fields.GuardedCharField(max_length=100, verbose_name='施設名')),
                ('name_kana', apps.core.fields.GuardedCharField(max_length=150, verbose_name='施設名（かな）')),
                ('kind', models.CharField(choices=[('care_home', '介護老人福祉施設'), ('health_care_home', '介護老人保健施設'), ('disability', '障害者支援施設'), ('hospital', '病院・診療所'), ('other', 'その他の施設')], max_length=20, verbose_name='種別')),
                ('address', apps.core.fields.GuardedCharField(max_length=200, verbose_name='所在地')),
                ('phone', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='電話番号（施設の代表）')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.facility')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('requested', '要請'), ('coordinating', '調整中'), ('confirmed', '確定'), ('held', '実施'), ('completed', '完了'), ('cancelled', '中止')], default='requested', max_length=20, verbose_name='状態')),
                ('requested_on', models.DateField(verbose_name='要請日')),
                ('wish', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='施設の希望')),
                ('head_count', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1, '1人以上で入力してください。')], verbose_name='申請予定人数')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='開始')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='終了')),
                ('timing_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='平日の日中以外に訪問する理由')),
                ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='中止の理由')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ('crew', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_joined', to=settings.AUTH_USER_MODEL, verbose_name='従事者')),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='outreach.facility', verbose_name='施設')),
                ('leader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_led', to=settings.AUTH_USER_MODEL, verbose_name='運営責任者')),
                ('limit_agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='contracts.agreement', verbose_name='回数を超える訪問の協議')),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits_accompanied', to=settings.AUTH_USER_MODEL, verbose_name='同行する市職員')),
                ('outing', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='visit', to='workforce.outing', verbose_name='外勤')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='contracts.contractterm', verbose_name='契約年度')),
            ],
            options={
                'verbose_name': '訪問',
                'verbose_name_plural': '訪問',
                'ordering': ['-requested_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ends_at__isnull', True), ('starts_at__isnull', True)), models.Q(('ends_at__isnull', False), ('starts_at__isnull', False), ('starts_at__lt', models.F('ends_at'))), _connector='OR'), name='visit_period_has_both_ends_in_order', violation_error_message='終了は開始より後の時刻にしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'coordinating'), _negated=True), ('starts_at__isnull', False), _connector='OR'), name='visit_in_coordination_has_period', violation_error_message='調整には日時の案が必要です。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('confirmed', 'held', 'completed')), _negated=True), models.Q(('crew__isnull', False), ('leader__isnull', False), ('officer__isnull', False), ('starts_at__isnull', False)), _connector='OR'), name='visit_confirmed_has_period_and_people', violation_error_message='確定には、日時、運営責任者、従事者、同行する市職員のすべてが必要です。'), models.CheckConstraint(condition=models.Q(('leader__isnull', True), ('crew__isnull', True), models.Q(('leader', models.F('crew')), _negated=True), _connector='OR'), name='visit_leader_and_crew_differ', violation_error_message='運営責任者と従事者は、別の人にしてください。'), models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason__gt', ''), ('status', 'cancelled')), models.Q(models.Q(('status', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='visit_cancelled_with_reason', violation_error_message='中止には理由が必要です。'), models.CheckConstraint(condition=models.Q(('head_count__gte', 1)), name='visit_has_at_least_one_applicant', violation_error_message='申請予定人数は1人以上にしてください。'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('status__in', ('confirmed', 'held', 'completed'))), expressions=[(models.Func(models.Func(models.F('leader'), models.F('leader'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), models.Func(models.F('crew'), models.F('crew'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), models.Func(models.F('officer'), models.F('officer'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), function='int8multirange'), '&&'), (models.Func(models.F('starts_at'), models.F('ends_at'), models.Value('[)'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='visit_nobody_twice_at_one_time', violation_error_message='この時間には、ほかの訪問に確定している人がいます。'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('status__in', ('confirmed', 'held', 'completed'))), expressions=[(models.Func(models.F('facility'), models.F('facility'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('starts_at'), models.F('ends_at'), models.Value('[)'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='visit_one_per_facility_at_one_time', violation_error_message='この施設には、同じ時間に確定した訪問があります。'), models.UniqueConstraint(models.F('leader'), django.db.models.functions.comparison.Cast(models.Func(models.Value('Asia/Tokyo'), models.F('starts_at'), function='timezone', output_field=models.DateTimeField()), models.DateField()), condition=models.Q(('status__in', ('confirmed', 'held', 'completed'))), name='visit_leader_once_a_day', violation_error_message='この運営責任者は、同じ日にほかの訪問が確定しています。2件目の訪問には別の運営責任者が必要です。')],
            },
        ),
        migrations.CreateModel(
            name='VisitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('requested', '要請'), ('coordinating', '調整中'), ('confirmed', '確定'), ('held', '実施'), ('completed', '完了'), ('cancelled', '中止')], default='requested', max_length=20, verbose_name='状態')),
                ('requested_on', models.DateField(verbose_name='要請日')),
                ('wish', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='施設の希望')),
                ('head_count', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1, '1人以上で入力してください。')], verbose_name='申請予定人数')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='開始')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='終了')),
                ('timing_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='平日の日中以外に訪問する理由')),
                ('cancel_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='中止の理由')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                ('crew', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='従事者')),
                ('facility', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outreach.facility', verbose_name='施設')),
                ('leader', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='運営責任者')),
                ('limit_agreement', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='回数を超える訪問の協議')),
                ('officer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='同行する市職員')),
                ('outing', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.outing', verbose_name='外勤')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outreach.visit')),
                ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VisitStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('requested', '要請'), ('coordinating', '調整中'), ('confirmed', '確定'), ('held', '実施'), ('completed', '完了'), ('cancelled', '中止')], max_length=20, verbose_name='状態')),
                ('taken_at', models.DateTimeField(verbose_name='日時')),
                ('reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='理由')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='行った人')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='outreach.visit', verbose_name='訪問')),
            ],
            options={
                'verbose_name': '訪問の経過',
                'verbose_name_plural': '訪問の経過',
                'ordering': ['visit', 'pk'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityevent" ("address", "id", "kind", "name", "name_kana", "office_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "submission_key") SELECT new_values."address", new_values."id", new_values."kind", new_values."name", new_values."name_kana", new_values."office_number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a90eb54c6c85cc0c9e96153b16a32c3036a2b341', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6cc22', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityevent" ("address", "id", "kind", "name", "name_kana", "office_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "submission_key") SELECT new_values."address", new_values."id", new_values."kind", new_values."name", new_values."name_kana", new_values."office_number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='44c464eb2b788f5cf9789b4eab02ff1bed4f0a90', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_34396', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facility',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_facilityevent" ("address", "id", "kind", "name", "name_kana", "office_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "submission_key") SELECT old_values."address", old_values."id", old_values."kind", old_values."name", old_values."name_kana", old_values."office_number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1a769031fbb152e665322b975a73dd9be034ac68', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bbec2', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_facility', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='facilityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c84e65c00191b0346bfdc7f2758cebc1ae7dc9a4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3f878', table='outreach_facilityevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "wish") SELECT new_values."cancel_reason", new_values."crew_id", new_values."ends_at", new_values."facility_id", new_values."head_count", new_values."id", new_values."leader_id", new_values."limit_agreement_id", new_values."officer_id", new_values."outing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."requested_on", new_values."starts_at", new_values."status", new_values."submission_key", new_values."term_id", new_values."timing_reason", new_values."wish" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4286aa8c427b498eb7ad30fa6cae0877a1be005e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b9a25', referencing='REFERENCING NEW TABLE AS new_values ', table='outreach_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "wish") SELECT new_values."cancel_reason", new_values."crew_id", new_values."ends_at", new_values."facility_id", new_values."head_count", new_values."id", new_values."leader_id", new_values."limit_agreement_id", new_values."officer_id", new_values."outing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."requested_on", new_values."starts_at", new_values."status", new_values."submission_key", new_values."term_id", new_values."timing_reason", new_values."wish" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b5511fce4edfc699dd3bd4a969be5a2b210852d5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e04ea', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outreach_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outreach_visitevent" ("cancel_reason", "crew_id", "ends_at", "facility_id", "head_count", "id", "leader_id", "limit_agreement_id", "officer_id", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_on", "starts_at", "status", "submission_key", "term_id", "timing_reason", "wish") SELECT old_values."cancel_reason", old_values."crew_id", old_values."ends_at", old_values."facility_id", old_values."head_count", old_values."id", old_values."leader_id", old_values."limit_agreement_id", old_values."officer_id", old_values."outing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."requested_on", old_values."starts_at", old_values."status", old_values."submission_key", old_values."term_id", old_values."timing_reason", old_values."wish" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b042ba562b7db62b909ca8944c66362f2387647e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7f0a2', referencing='REFERENCING OLD TABLE AS old_values ', table='outreach_visit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c0c725849ad26e407acbf5cf5d9e24d9367f2f4d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45ec1', table='outreach_visitevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='visitstep',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='eaea9dbe0f1f45bb62582a05e6f7a2ceb0a12d9d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_91a08', table='outreach_visitstep', when='BEFORE')),
        ),
    ]
