import apps.core.fields
import apps.core.spelling
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('callcenter', '0004_faq'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Callback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_id', models.CharField(editable=False, max_length=40, verbose_name='鍵')),
                ('name', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='氏名')),
                ('kana', apps.core.fields.EncryptedTextField(blank=True, key_from='key_id', verbose_name='カナ')),
                ('phone', apps.core.fields.EncryptedTextField(key_from='key_id', verbose_name='電話番号')),
                ('phone_index', apps.core.fields.BlindIndexField(key_from='key_id', normalise=apps.core.spelling.normalise_phone, source='phone', verbose_name='電話番号の検索用の値')),
                ('wish', apps.core.fields.EncryptedTextField(blank=True, key_from='key_id', verbose_name='希望の時間帯')),
                ('note', apps.core.fields.EncryptedTextField(blank=True, key_from='key_id', verbose_name='用件の控え')),
                ('due_at', models.DateTimeField(verbose_name='折り返しの期限')),
                ('state', models.CharField(choices=[('waiting', '折り返し待ち'), ('done', 'つながった'), ('declined', '不要になった'), ('abandoned', '連絡がつかず終了')], db_index=True, default='waiting', max_length=10, verbose_name='状態')),
                ('promised_at', models.DateTimeField(verbose_name='約束した日時')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                ('close_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='終了の理由')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='消去日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
            ],
            options={
                'verbose_name': '折り返し',
                'verbose_name_plural': '折り返し',
                'ordering': ['due_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CallbackAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('reached', 'つながった'), ('absent', '留守'), ('busy', '話中'), ('wrong_number', '番号違い')], max_length=12, verbose_name='結果')),
                ('at', models.DateTimeField(verbose_name='架電日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
            ],
            options={
                'verbose_name': '折り返しの架電',
                'verbose_name_plural': '折り返しの架電',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CallbackClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(verbose_name='架電の開始日時')),
                ('until', models.DateTimeField(verbose_name='確保の期限')),
            ],
            options={
                'verbose_name': '折り返しの架電中',
                'verbose_name_plural': '折り返しの架電中',
            },
        ),
        migrations.CreateModel(
            name='CallbackErasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='実施日時')),
                ('done_days', models.PositiveSmallIntegerField(verbose_name='つながった後に残す日数')),
                ('abandoned_days', models.PositiveSmallIntegerField(verbose_name='つながらずに終えた後に残す日数')),
                ('lapsed_count', models.PositiveIntegerField(verbose_name='期限を過ぎて終えた折り返し')),
                ('done_count', models.PositiveIntegerField(verbose_name='消去した折り返し（つながったもの）')),
                ('abandoned_count', models.PositiveIntegerField(verbose_name='消去した折り返し（つながらなかったもの）')),
            ],
            options={
                'verbose_name': '折り返しの個人情報の消去',
                'verbose_name_plural': '折り返しの個人情報の消去',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CallbackErasureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('at', models.DateTimeField(verbose_name='実施日時')),
                ('done_days', models.PositiveSmallIntegerField(verbose_name='つながった後に残す日数')),
                ('abandoned_days', models.PositiveSmallIntegerField(verbose_name='つながらずに終えた後に残す日数')),
                ('lapsed_count', models.PositiveIntegerField(verbose_name='期限を過ぎて終えた折り返し')),
                ('done_count', models.PositiveIntegerField(verbose_name='消去した折り返し（つながったもの）')),
                ('abandoned_count', models.PositiveIntegerField(verbose_name='消去した折り返し（つながらなかったもの）')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CallbackEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key_id', models.CharField(editable=False, max_length=40, verbose_name='鍵')),
                ('due_at', models.DateTimeField(verbose_name='折り返しの期限')),
                ('state', models.CharField(choices=[('waiting', '折り返し待ち'), ('done', 'つながった'), ('declined', '不要になった'), ('abandoned', '連絡がつかず終了')], default='waiting', max_length=10, verbose_name='状態')),
                ('promised_at', models.DateTimeField(verbose_name='約束した日時')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                ('close_reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='終了の理由')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='消去日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Emergency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='相手の言葉・状況')),
                ('opened_at', models.DateTimeField(verbose_name='発生日時')),
                ('recorded_at', models.DateTimeField(verbose_name='通報日時')),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                ('outcome', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='結果')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
            ],
            options={
                'verbose_name': '緊急事案',
                'verbose_name_plural': '緊急事案',
                'ordering': ['-opened_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EmergencyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('words', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='相手の言葉・状況')),
                ('opened_at', models.DateTimeField(verbose_name='発生日時')),
                ('recorded_at', models.DateTimeField(verbose_name='通報日時')),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                ('outcome', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='結果')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='終了日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EmergencyProcedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', apps.core.fields.GuardedCharField(error_messages={'unique': 'この記号の手順はすでにあります。'}, max_length=40, unique=True, verbose_name='記号')),
                ('name', apps.core.fields.GuardedCharField(max_length=40, verbose_name='名称')),
                ('lead', apps.core.fields.GuardedCharField(max_length=200, verbose_name='心得')),
                ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
            ],
            options={
                'verbose_name': '緊急時の手順',
                'verbose_name_plural': '緊急時の手順',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EmergencyProcedureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', apps.core.fields.GuardedCharField(error_messages={'unique': 'この記号の手順はすでにあります。'}, max_length=40, verbose_name='記号')),
                ('name', apps.core.fields.GuardedCharField(max_length=40, verbose_name='名称')),
                ('lead', apps.core.fields.GuardedCharField(max_length=200, verbose_name='心得')),
                ('order', models.PositiveSmallIntegerField(verbose_name='表示順')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EmergencyStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='順番')),
                ('text', apps.core.fields.GuardedCharField(max_length=200, verbose_name='すること')),
                ('phone_parameter', apps.core.fields.GuardedCharField(blank=True, max_length=80, verbose_name='連絡先の番号（契約条件の項目）')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
            ],
            options={
                'verbose_name': '緊急時にすること',
                'verbose_name_plural': '緊急時にすること',
                'ordering': ['procedure', 'order'],
            },
        ),
        migrations.CreateModel(
            name='EmergencyStepEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('order', models.PositiveSmallIntegerField(verbose_name='順番')),
                ('text', apps.core.fields.GuardedCharField(max_length=200, verbose_name='すること')),
                ('phone_parameter', apps.core.fields.GuardedCharField(blank=True, max_length=80, verbose_name='連絡先の番号（契約条件の項目）')),
                ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EmergencyTick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='実施日時')),
            ],
            options={
                'verbose_name': '緊急時の実施',
                'verbose_name_plural': '緊急時の実施',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('decision', '制度・運用の判断'), ('individual', '個別の申請・交付状況の確認'), ('exception', '例外的な取扱いの相談'), ('system', 'システムの不具合'), ('complaint', '苦情・申入れ'), ('other', 'その他')], max_length=12, verbose_name='理由の区分')),
                ('question', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='市に判断を求めること')),
                ('is_reply_due', models.BooleanField(default=False, verbose_name='回答をセンターから申出者に伝える')),
                ('form_sent_at', models.DateTimeField(blank=True, null=True, verbose_name='市の電子フォームの送付日時')),
                ('form_number', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='市の電子フォームの受付番号')),
                ('state', models.CharField(choices=[('sent', '送付'), ('taken', '市が受領'), ('returned', '差戻し'), ('answered', '回答'), ('closed', '完了')], default='sent', editable=False, max_length=10, verbose_name='状態')),
                ('sent_at', models.DateTimeField(editable=False, verbose_name='市への送付日時')),
                ('told', models.CharField(blank=True, choices=[('told', '伝えた'), ('not_reached', '連絡がつかなかった')], max_length=12, verbose_name='申出者への連絡')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='申出者への連絡日時')),
            ],
            options={
                'verbose_name': 'エスカレーション',
                'verbose_name_plural': 'エスカレーション',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EscalationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('decision', '制度・運用の判断'), ('individual', '個別の申請・交付状況の確認'), ('exception', '例外的な取扱いの相談'), ('system', 'システムの不具合'), ('complaint', '苦情・申入れ'), ('other', 'その他')], max_length=12, verbose_name='理由の区分')),
                ('question', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='市に判断を求めること')),
                ('is_reply_due', models.BooleanField(default=False, verbose_name='回答をセンターから申出者に伝える')),
                ('form_sent_at', models.DateTimeField(blank=True, null=True, verbose_name='市の電子フォームの送付日時')),
                ('form_number', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='市の電子フォームの受付番号')),
                ('state', models.CharField(choices=[('sent', '送付'), ('taken', '市が受領'), ('returned', '差戻し'), ('answered', '回答'), ('closed', '完了')], default='sent', editable=False, max_length=10, verbose_name='状態')),
                ('sent_at', models.DateTimeField(editable=False, verbose_name='市への送付日時')),
                ('told', models.CharField(blank=True, choices=[('told', '伝えた'), ('not_reached', '連絡がつかなかった')], max_length=12, verbose_name='申出者への連絡')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='申出者への連絡日時')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EscalationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='順番')),
                ('state', models.CharField(choices=[('sent', '送付'), ('taken', '市が受領'), ('returned', '差戻し'), ('answered', '回答'), ('closed', '完了')], max_length=10, verbose_name='状態')),
                ('at', models.DateTimeField(verbose_name='日時')),
                ('text', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='内容')),
            ],
            options={
                'verbose_name': 'エスカレーションの経過',
                'verbose_name_plural': 'エスカレーションの経過',
                'ordering': ['escalation', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Misguidance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('wrong_information', '誤案内'), ('improper_conduct', '不適切な対応')], max_length=20, verbose_name='区分')),
                ('found_at', models.DateTimeField(verbose_name='判明した日時')),
                ('said', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='案内・対応の内容')),
                ('recorded_at', models.DateTimeField(verbose_name='記録日時')),
                ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='市への報告日時')),
                ('measure', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='対応')),
                ('prevention', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='再発防止策')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='完了日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
            ],
            options={
                'verbose_name': '誤案内・不適切対応',
                'verbose_name_plural': '誤案内・不適切対応',
                'ordering': ['-found_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MisguidanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('wrong_information', '誤案内'), ('improper_conduct', '不適切な対応')], max_length=20, verbose_name='区分')),
                ('found_at', models.DateTimeField(verbose_name='判明した日時')),
                ('said', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='案内・対応の内容')),
                ('recorded_at', models.DateTimeField(verbose_name='記録日時')),
                ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='市への報告日時')),
                ('measure', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='対応')),
                ('prevention', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='再発防止策')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='完了日時')),
                ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='callback',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了の担当者'),
        ),
        migrations.AddField(
            model_name='callback',
            name='inquiry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='callbacks', to='callcenter.inquiry', verbose_name='問い合わせ'),
        ),
        migrations.AddField(
            model_name='callback',
            name='promised_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='約束した人'),
        ),
        migrations.AddField(
            model_name='callbackattempt',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='架電した人'),
        ),
        migrations.AddField(
            model_name='callbackattempt',
            name='callback',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='callcenter.callback', verbose_name='折り返し'),
        ),
        migrations.AddField(
            model_name='callbackclaim',
            name='callback',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='claim', to='callcenter.callback', verbose_name='折り返し'),
        ),
        migrations.AddField(
            model_name='callbackclaim',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='架電中の人'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callbackerasure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackerasureevent" ("abandoned_count", "abandoned_days", "at", "done_count", "done_days", "id", "lapsed_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."abandoned_count", new_values."abandoned_days", new_values."at", new_values."done_count", new_values."done_days", new_values."id", new_values."lapsed_count", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='922f5a77e06cdce0cf9dcae67056e185b08c5425', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_26084', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_callbackerasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callbackerasure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackerasureevent" ("abandoned_count", "abandoned_days", "at", "done_count", "done_days", "id", "lapsed_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."abandoned_count", new_values."abandoned_days", new_values."at", new_values."done_count", new_values."done_days", new_values."id", new_values."lapsed_count", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4f28df8c043f8206754cd68709064123f5997de0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a5b62', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_callbackerasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callbackerasure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackerasureevent" ("abandoned_count", "abandoned_days", "at", "done_count", "done_days", "id", "lapsed_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."abandoned_count", old_values."abandoned_days", old_values."at", old_values."done_count", old_values."done_days", old_values."id", old_values."lapsed_count", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='02bca9820b9aeefd873fc7493b49ebbefe59a0b1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_fb7c4', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_callbackerasure', when='AFTER')),
        ),
        migrations.AddField(
            model_name='callbackerasureevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='callbackerasureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.callbackerasure'),
        ),
        migrations.AddField(
            model_name='callbackevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了の担当者'),
        ),
        migrations.AddField(
            model_name='callbackevent',
            name='inquiry',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
        ),
        migrations.AddField(
            model_name='callbackevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='callbackevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.callback'),
        ),
        migrations.AddField(
            model_name='callbackevent',
            name='promised_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='約束した人'),
        ),
        migrations.AddField(
            model_name='emergency',
            name='acknowledged_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者'),
        ),
        migrations.AddField(
            model_name='emergency',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了とした人'),
        ),
        migrations.AddField(
            model_name='emergency',
            name='inquiry',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='emergencies', to='callcenter.inquiry', verbose_name='問い合わせ'),
        ),
        migrations.AddField(
            model_name='emergency',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='通報者'),
        ),
        migrations.AddField(
            model_name='emergencyevent',
            name='acknowledged_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者'),
        ),
        migrations.AddField(
            model_name='emergencyevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='終了とした人'),
        ),
        migrations.AddField(
            model_name='emergencyevent',
            name='inquiry',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
        ),
        migrations.AddField(
            model_name='emergencyevent',
            name='opened_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='通報者'),
        ),
        migrations.AddField(
            model_name='emergencyevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='emergencyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.emergency'),
        ),
        migrations.AddConstraint(
            model_name='emergencyprocedure',
            constraint=models.UniqueConstraint(fields=('order',), name='emergencyprocedure_order_is_unique', violation_error_message='この表示順はすでに使われています。'),
        ),
        migrations.AddField(
            model_name='emergencyevent',
            name='procedure',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.emergencyprocedure', verbose_name='種類'),
        ),
        migrations.AddField(
            model_name='emergency',
            name='procedure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emergencies', to='callcenter.emergencyprocedure', verbose_name='種類'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyprocedure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyprocedureevent" ("code", "id", "is_active", "lead", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."is_active", new_values."lead", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b3a9d76312b92c8c7de88b07c3e5b8715faab793', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_56fed', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_emergencyprocedure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyprocedure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyprocedureevent" ("code", "id", "is_active", "lead", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."id", new_values."is_active", new_values."lead", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ca03cb95d4ae8ba6c285f6289768b78ab061261b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_31b5c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_emergencyprocedure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyprocedure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyprocedureevent" ("code", "id", "is_active", "lead", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."code", old_values."id", old_values."is_active", old_values."lead", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b420c838d49b9b88906e502c9e5640509b404746', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c222f', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_emergencyprocedure', when='AFTER')),
        ),
        migrations.AddField(
            model_name='emergencyprocedureevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='emergencyprocedureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.emergencyprocedure'),
        ),
        migrations.AddField(
            model_name='emergencystep',
            name='procedure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='callcenter.emergencyprocedure', verbose_name='手順'),
        ),
        migrations.AddField(
            model_name='emergencystepevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='emergencystepevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.emergencystep'),
        ),
        migrations.AddField(
            model_name='emergencystepevent',
            name='procedure',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.emergencyprocedure', verbose_name='手順'),
        ),
        migrations.AddField(
            model_name='emergencytick',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='実施者'),
        ),
        migrations.AddField(
            model_name='emergencytick',
            name='emergency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ticks', to='callcenter.emergency', verbose_name='緊急事案'),
        ),
        migrations.AddField(
            model_name='emergencytick',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='callcenter.emergencystep', verbose_name='すること'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='inquiry',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='escalation', to='callcenter.inquiry', verbose_name='問い合わせ'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='told_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申出者に連絡した人'),
        ),
        migrations.AddField(
            model_name='escalationevent',
            name='inquiry',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
        ),
        migrations.AddField(
            model_name='escalationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='escalationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.escalation'),
        ),
        migrations.AddField(
            model_name='escalationevent',
            name='told_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申出者に連絡した人'),
        ),
        migrations.AddField(
            model_name='escalationstep',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録者'),
        ),
        migrations.AddField(
            model_name='escalationstep',
            name='escalation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='callcenter.escalation', verbose_name='エスカレーション'),
        ),
        migrations.AddField(
            model_name='misguidance',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='完了とした人'),
        ),
        migrations.AddField(
            model_name='misguidance',
            name='inquiry',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='misguidances', to='callcenter.inquiry', verbose_name='問い合わせ'),
        ),
        migrations.AddField(
            model_name='misguidance',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録者'),
        ),
        migrations.AddField(
            model_name='misguidance',
            name='reported_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='市へ報告した人'),
        ),
        migrations.AddField(
            model_name='misguidanceevent',
            name='closed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='完了とした人'),
        ),
        migrations.AddField(
            model_name='misguidanceevent',
            name='inquiry',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='callcenter.inquiry', verbose_name='問い合わせ'),
        ),
        migrations.AddField(
            model_name='misguidanceevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='misguidanceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='callcenter.misguidance'),
        ),
        migrations.AddField(
            model_name='misguidanceevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録者'),
        ),
        migrations.AddField(
            model_name='misguidanceevent',
            name='reported_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='市へ報告した人'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(condition=models.Q(('erased_at__isnull', True)), fields=['closed_at'], name='callback_to_be_erased'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('inquiry',), name='callback_one_waiting_per_inquiry', violation_error_message='この問い合わせの折り返しは、すでに登録されています。'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='callback_end_is_whole', violation_error_message='終わった折り返しには終了の日時を記録してください。'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('close_reason', ''), _negated=True), _connector='OR'), name='callback_declined_with_reason', violation_error_message='折り返しが不要になった理由を入力してください。'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(models.Q(('state', 'waiting'), _negated=True), ('erased_at__gte', models.F('closed_at'))), _connector='OR'), name='callback_erased_after_its_end', violation_error_message='終わっていない折り返しの個人情報は消去できません。'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('promised_at'))), name='callback_due_after_the_promise', violation_error_message='折り返しの期限は、約束した日時より後にしてください。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callback',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackevent" ("close_reason", "closed_at", "closed_by_id", "due_at", "erased_at", "id", "inquiry_id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_at", "promised_by_id", "state", "submission_key") SELECT new_values."close_reason", new_values."closed_at", new_values."closed_by_id", new_values."due_at", new_values."erased_at", new_values."id", new_values."inquiry_id", new_values."key_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."promised_at", new_values."promised_by_id", new_values."state", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='14b6ef3ada9564cf3943e97ee46e1300edb76243', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f6c0d', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_callback', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callback',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackevent" ("close_reason", "closed_at", "closed_by_id", "due_at", "erased_at", "id", "inquiry_id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_at", "promised_by_id", "state", "submission_key") SELECT new_values."close_reason", new_values."closed_at", new_values."closed_by_id", new_values."due_at", new_values."erased_at", new_values."id", new_values."inquiry_id", new_values."key_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."promised_at", new_values."promised_by_id", new_values."state", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."close_reason" IS DISTINCT FROM (new_values."close_reason") OR old_values."closed_at" IS DISTINCT FROM (new_values."closed_at") OR old_values."closed_by_id" IS DISTINCT FROM (new_values."closed_by_id") OR old_values."due_at" IS DISTINCT FROM (new_values."due_at") OR old_values."erased_at" IS DISTINCT FROM (new_values."erased_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."inquiry_id" IS DISTINCT FROM (new_values."inquiry_id") OR old_values."key_id" IS DISTINCT FROM (new_values."key_id") OR old_values."promised_at" IS DISTINCT FROM (new_values."promised_at") OR old_values."promised_by_id" IS DISTINCT FROM (new_values."promised_by_id") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."submission_key" IS DISTINCT FROM (new_values."submission_key")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cfe0d0f4575d88c18b6d217496316b8d47c11a24', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c7880', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_callback', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callback',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_callbackevent" ("close_reason", "closed_at", "closed_by_id", "due_at", "erased_at", "id", "inquiry_id", "key_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_at", "promised_by_id", "state", "submission_key") SELECT old_values."close_reason", old_values."closed_at", old_values."closed_by_id", old_values."due_at", old_values."erased_at", old_values."id", old_values."inquiry_id", old_values."key_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."promised_at", old_values."promised_by_id", old_values."state", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='94dfbda79aa98bfd19b4bb5fb694e31b00ff7639', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ee635', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_callback', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='callbackattempt',
            constraint=models.UniqueConstraint(condition=models.Q(('result', 'reached')), fields=('callback',), name='callbackattempt_reached_once', violation_error_message='この折り返しは、すでにつながっています。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callbackattempt',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f079d1ab1b10eaddf853a0a9aa61d4e583e2234a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ddafe', table='callcenter_callbackattempt', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='callbackclaim',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='callbackclaim_lasts_a_while', violation_error_message='確保の期限は開始より後にしてください。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callbackerasureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a9c34d63bfa9c4cd9bad9c437045ebb62c856c86', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_daa5a', table='callcenter_callbackerasureevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callbackevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='48bca2d0880306739c68d4d80313ee2ac30e6ee9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4904f', table='callcenter_callbackevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b67182e9b5b5af710890752cfd6a4d30df7e2a68', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_47a0b', table='callcenter_emergencyevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='emergency',
            index=models.Index(condition=models.Q(('acknowledged_at__isnull', True)), fields=['recorded_at'], name='emergency_alarm'),
        ),
        migrations.AddConstraint(
            model_name='emergency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at__isnull', True), ('acknowledged_by__isnull', True)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), _connector='OR'), name='emergency_acknowledged_at_with_by', violation_error_message='確認の日時と人は、そろえて記録してください。'),
        ),
        migrations.AddConstraint(
            model_name='emergency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='emergency_closed_at_with_by', violation_error_message='終了の日時と人は、そろえて記録してください。'),
        ),
        migrations.AddConstraint(
            model_name='emergency',
            constraint=models.CheckConstraint(condition=models.Q(('opened_at__lte', models.F('recorded_at')), models.Q(('acknowledged_at__isnull', True), ('acknowledged_at__gte', models.F('recorded_at')), _connector='OR'), models.Q(('closed_at__isnull', True), models.Q(('acknowledged_at__isnull', False), ('closed_at__gte', models.F('acknowledged_at'))), _connector='OR')), name='emergency_times_in_order', violation_error_message='発生、通報、確認、終了の順に記録してください。'),
        ),
        migrations.AddConstraint(
            model_name='emergency',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(models.Q(('words', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='emergency_closed_with_outcome', violation_error_message='終了するときは、相手の言葉・状況と結果を記録してください。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergency',
            trigger=pgtrigger.compiler.Trigger(name='closed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1ae72a751a75bc42f122587d4eb9cfeae16347b9', operation='UPDATE OR DELETE', pgid='pgtrigger_closed_stays_4245b', table='callcenter_emergency', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergency',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyevent" ("acknowledged_at", "acknowledged_by_id", "closed_at", "closed_by_id", "id", "inquiry_id", "opened_at", "opened_by_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "recorded_at", "submission_key", "words") SELECT new_values."acknowledged_at", new_values."acknowledged_by_id", new_values."closed_at", new_values."closed_by_id", new_values."id", new_values."inquiry_id", new_values."opened_at", new_values."opened_by_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."procedure_id", new_values."recorded_at", new_values."submission_key", new_values."words" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1cfc4d6c39974344130c446165092d64f5fbeda4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_203fe', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_emergency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergency',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyevent" ("acknowledged_at", "acknowledged_by_id", "closed_at", "closed_by_id", "id", "inquiry_id", "opened_at", "opened_by_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "recorded_at", "submission_key", "words") SELECT new_values."acknowledged_at", new_values."acknowledged_by_id", new_values."closed_at", new_values."closed_by_id", new_values."id", new_values."inquiry_id", new_values."opened_at", new_values."opened_by_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."procedure_id", new_values."recorded_at", new_values."submission_key", new_values."words" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e74bb8d6ba540d0e2eb42e577a509cc1994ddb0c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e0564', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_emergency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergency',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencyevent" ("acknowledged_at", "acknowledged_by_id", "closed_at", "closed_by_id", "id", "inquiry_id", "opened_at", "opened_by_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "procedure_id", "recorded_at", "submission_key", "words") SELECT old_values."acknowledged_at", old_values."acknowledged_by_id", old_values."closed_at", old_values."closed_by_id", old_values."id", old_values."inquiry_id", old_values."opened_at", old_values."opened_by_id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."procedure_id", old_values."recorded_at", old_values."submission_key", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='423873f7e2e9c7cbe1f19b26c2e126db686837c1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b1cca', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_emergency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyprocedureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='65c1617065c01ac7fec4243faa8e7090bdfd67f5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eccd3', table='callcenter_emergencyprocedureevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='emergencystep',
            constraint=models.UniqueConstraint(fields=('procedure', 'order'), name='emergencystep_order_is_unique', violation_error_message='この順番はすでに使われています。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencystep',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencystepevent" ("id", "is_active", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_parameter", "procedure_id", "text") SELECT new_values."id", new_values."is_active", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone_parameter", new_values."procedure_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3add0c8c013367de20b1ece7cbb663254cfef86b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_dbeba', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_emergencystep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencystep',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencystepevent" ("id", "is_active", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_parameter", "procedure_id", "text") SELECT new_values."id", new_values."is_active", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone_parameter", new_values."procedure_id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7217fc3639e75320c6b9c08a156eaa165aa30174', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_81ec6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_emergencystep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencystep',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_emergencystepevent" ("id", "is_active", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone_parameter", "procedure_id", "text") SELECT old_values."id", old_values."is_active", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone_parameter", old_values."procedure_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3caaa84478882c8fc313a70b026666646922305c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_04056', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_emergencystep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencystepevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='881360ab247fc7565295981e0818d5e7924364f1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_129dc', table='callcenter_emergencystepevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='emergencytick',
            constraint=models.UniqueConstraint(fields=('emergency', 'step'), name='emergencytick_once_per_step', violation_error_message='この手順はすでに記録されています。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencytick',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a4bda9b5d2aa3ba0cf668392e002d94235932dbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bada5', table='callcenter_emergencytick', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['-sent_at', '-id'], name='escalation_newest_first'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['sent_at', 'id'], name='escalation_open'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='escalation_has_a_question', violation_error_message='市に判断を求めることを入力してください。'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form_number', ''), ('form_sent_at__isnull', True)), models.Q(('form_sent_at__isnull', False), models.Q(('form_number', ''), _negated=True)), _connector='OR'), name='escalation_form_is_whole', violation_error_message='電子フォームの送付日時と受付番号は、両方を入力してください。'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(condition=models.Q(('form_number', ''), _negated=True), fields=('form_number',), name='escalation_form_number_is_unique', violation_error_message='この電子フォームの受付番号は、ほかのエスカレーションで使われています。'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told', ''), ('told_at__isnull', True), ('told_by__isnull', True)), models.Q(models.Q(('told', ''), _negated=True), ('is_reply_due', True), ('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='escalation_told_is_whole', violation_error_message='申出者への連絡は、結果・日時・担当者をそろえて記録してください。'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('is_reply_due', False), models.Q(('told', ''), _negated=True), _connector='OR'), name='escalation_closed_after_telling', violation_error_message='申出者に伝えたかどうかを記録してから、完了にしてください。'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('told', ''), ('state__in', ['closed']), _connector='OR'), name='escalation_told_at_the_end', violation_error_message='申出者への連絡は、完了するときに記録してください。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalation',
            trigger=pgtrigger.compiler.Trigger(name='of_transferred', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT result FROM callcenter_inquiry WHERE id = NEW.inquiry_id FOR SHARE)\n                        IS DISTINCT FROM 'transferred' THEN\n                        RAISE EXCEPTION 'the inquiry was not transferred' USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'escalation_of_a_transferred_inquiry';\n                    END IF;\n                    RETURN NEW;\n                ", hash='fa0efa06705883ba1b4c6ee8cf0cb3e72dd2bb3e', operation='INSERT OR UPDATE OF "inquiry_id"', pgid='pgtrigger_of_transferred_8b423', table='callcenter_escalation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalation',
            trigger=pgtrigger.compiler.Trigger(name='follows_steps', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM callcenter_escalation e\n                        CROSS JOIN LATERAL (\n                            SELECT state FROM callcenter_escalationstep\n                            WHERE escalation_id = e.id ORDER BY number DESC LIMIT 1\n                        ) last\n                        WHERE e.id = NEW.id AND e.state = last.state AND e.sent_at = (\n                            SELECT max(at) FROM callcenter_escalationstep WHERE escalation_id = e.id AND state = 'sent'\n                        )\n                    ) THEN\n                        RAISE EXCEPTION 'the state is not that of the last step' USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'escalation_state_is_that_of_its_last_step';\n                    END IF;\n                    RETURN NULL;\n                ", hash='56482435b36e36e712589132c1bda4a5db045863', operation='INSERT OR UPDATE OF "state", "sent_at"', pgid='pgtrigger_follows_steps_5918a', table='callcenter_escalation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_escalationevent" ("form_number", "form_sent_at", "id", "inquiry_id", "is_reply_due", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "sent_at", "state", "told", "told_at", "told_by_id") SELECT new_values."form_number", new_values."form_sent_at", new_values."id", new_values."inquiry_id", new_values."is_reply_due", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."question", new_values."sent_at", new_values."state", new_values."told", new_values."told_at", new_values."told_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4d52505b602880f39c3e32aa33ae38a60e67b1a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d847b', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_escalation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_escalationevent" ("form_number", "form_sent_at", "id", "inquiry_id", "is_reply_due", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "sent_at", "state", "told", "told_at", "told_by_id") SELECT new_values."form_number", new_values."form_sent_at", new_values."id", new_values."inquiry_id", new_values."is_reply_due", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."question", new_values."sent_at", new_values."state", new_values."told", new_values."told_at", new_values."told_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4de92a31ffb26380a70b74a17cb0f5fc46d675dc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1f8ed', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_escalation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_escalationevent" ("form_number", "form_sent_at", "id", "inquiry_id", "is_reply_due", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "sent_at", "state", "told", "told_at", "told_by_id") SELECT old_values."form_number", old_values."form_sent_at", old_values."id", old_values."inquiry_id", old_values."is_reply_due", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."question", old_values."sent_at", old_values."state", old_values."told", old_values."told_at", old_values."told_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='60cb73c166b43fa4e6b876bafca08210fcb5d2d3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ab61e', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_escalation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='143d761ebebd15ce7cc2864027ac47c08368ef1a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_62b75', table='callcenter_escalationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='escalationstep',
            constraint=models.UniqueConstraint(fields=('escalation', 'number'), name='escalationstep_one_at_a_time', violation_error_message='ほかの画面で先に記録されています。画面を読み込み直してください。'),
        ),
        migrations.AddConstraint(
            model_name='escalationstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('answered', 'returned')), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='escalationstep_answer_has_words', violation_error_message='回答または差戻しの理由を入力してください。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationstep',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28070b29c3c99a1a8b02dce07984023984de7820', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01d75', table='callcenter_escalationstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationstep',
            trigger=pgtrigger.compiler.Trigger(name='in_order', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE last record;', func="\n                    PERFORM 1 FROM callcenter_escalation WHERE id = NEW.escalation_id FOR NO KEY UPDATE;\n                    SELECT number, state, at INTO last FROM callcenter_escalationstep\n                    WHERE escalation_id = NEW.escalation_id ORDER BY number DESC LIMIT 1;\n                    IF NEW.number IS DISTINCT FROM COALESCE(last.number, 0) + 1\n                        OR (COALESCE(last.state, ''), NEW.state) NOT IN (('', 'sent'), ('sent', 'taken'), ('taken', 'answered'), ('taken', 'returned'), ('returned', 'sent'), ('returned', 'closed'), ('answered', 'closed'))\n                        OR NEW.at < last.at THEN\n                        RAISE EXCEPTION 'this step does not follow the last one' USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'escalationstep_in_order';\n                    END IF;\n                    RETURN NEW;\n                ", hash='a50d0ac2b7671e46e1f9103867d10bbbbb12c35c', operation='INSERT', pgid='pgtrigger_in_order_1c582', table='callcenter_escalationstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='escalationstep',
            trigger=pgtrigger.compiler.Trigger(name='moves_its_escalation', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n                    IF (SELECT state FROM callcenter_escalation WHERE id = NEW.escalation_id) IS DISTINCT FROM (\n                        SELECT state FROM callcenter_escalationstep\n                        WHERE escalation_id = NEW.escalation_id ORDER BY number DESC LIMIT 1\n                    ) THEN\n                        RAISE EXCEPTION 'the escalation did not move' USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'escalation_state_is_that_of_its_last_step';\n                    END IF;\n                    RETURN NULL;\n                ", hash='17d587871b82499dd92368c6bdf2c38caf71af3f', operation='INSERT', pgid='pgtrigger_moves_its_escalation_62df0', table='callcenter_escalationstep', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='misguidance',
            constraint=models.CheckConstraint(condition=models.Q(('said', ''), _negated=True), name='misguidance_says_what_was_said', violation_error_message='案内・対応の内容を入力してください。'),
        ),
        migrations.AddConstraint(
            model_name='misguidance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reported_at__isnull', True), ('reported_by__isnull', True)), models.Q(('reported_at__isnull', False), ('reported_by__isnull', False)), _connector='OR'), name='misguidance_reported_at_with_by', violation_error_message='報告の日時と人は、そろえて記録してください。'),
        ),
        migrations.AddConstraint(
            model_name='misguidance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='misguidance_closed_at_with_by', violation_error_message='完了の日時と人は、そろえて記録してください。'),
        ),
        migrations.AddConstraint(
            model_name='misguidance',
            constraint=models.CheckConstraint(condition=models.Q(('found_at__lte', models.F('recorded_at')), models.Q(('reported_at__isnull', True), ('reported_at__gte', models.F('found_at')), _connector='OR'), models.Q(('closed_at__isnull', True), models.Q(('closed_at__gte', models.F('reported_at')), ('reported_at__isnull', False)), _connector='OR')), name='misguidance_times_in_order', violation_error_message='判明、市への報告、完了の順に記録してください。'),
        ),
        migrations.AddConstraint(
            model_name='misguidance',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(models.Q(('measure', ''), _negated=True), models.Q(('prevention', ''), _negated=True)), _connector='OR'), name='misguidance_closed_with_measures', violation_error_message='完了するときは、対応と再発防止策も記録してください。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='misguidance',
            trigger=pgtrigger.compiler.Trigger(name='closed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='11a41a56c48ab1dfad232b66f4207a38ce2fd9be', operation='UPDATE OR DELETE', pgid='pgtrigger_closed_stays_56dd5', table='callcenter_misguidance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='misguidance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_misguidanceevent" ("closed_at", "closed_by_id", "found_at", "id", "inquiry_id", "kind", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prevention", "recorded_at", "recorded_by_id", "reported_at", "reported_by_id", "said", "submission_key") SELECT new_values."closed_at", new_values."closed_by_id", new_values."found_at", new_values."id", new_values."inquiry_id", new_values."kind", new_values."measure", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."prevention", new_values."recorded_at", new_values."recorded_by_id", new_values."reported_at", new_values."reported_by_id", new_values."said", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a6b1d36bb96fa143d7b4df14803d72a5196f576b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1ca21', referencing='REFERENCING NEW TABLE AS new_values ', table='callcenter_misguidance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='misguidance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_misguidanceevent" ("closed_at", "closed_by_id", "found_at", "id", "inquiry_id", "kind", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prevention", "recorded_at", "recorded_by_id", "reported_at", "reported_by_id", "said", "submission_key") SELECT new_values."closed_at", new_values."closed_by_id", new_values."found_at", new_values."id", new_values."inquiry_id", new_values."kind", new_values."measure", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."prevention", new_values."recorded_at", new_values."recorded_by_id", new_values."reported_at", new_values."reported_by_id", new_values."said", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a9608432eff4ab11717baef0bc328e4df7865b3b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b55a0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='callcenter_misguidance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='misguidance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "callcenter_misguidanceevent" ("closed_at", "closed_by_id", "found_at", "id", "inquiry_id", "kind", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prevention", "recorded_at", "recorded_by_id", "reported_at", "reported_by_id", "said", "submission_key") SELECT old_values."closed_at", old_values."closed_by_id", old_values."found_at", old_values."id", old_values."inquiry_id", old_values."kind", old_values."measure", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."prevention", old_values."recorded_at", old_values."recorded_by_id", old_values."reported_at", old_values."reported_by_id", old_values."said", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4be4268bcea598c651eae2c25b172430244ab48d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9657f', referencing='REFERENCING OLD TABLE AS old_values ', table='callcenter_misguidance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='misguidanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c0935a0d1041ecf0fcbaa058a8d1e3d59474c195', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_852b9', table='callcenter_misguidanceevent', when='BEFORE')),
        ),
    ]
