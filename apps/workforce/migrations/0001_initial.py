import apps.core.fields
import datetime
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
from apps.core.migration_operations import AddTriggers, CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Appointment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('office', models.CharField(choices=[('general_manager', '統括責任者'), ('cc_general_manager', 'コールセンター総括責任者'), ('site_leader', '運営責任者'), ('cc_leader', 'コールセンター運営責任者')], max_length=20, verbose_name='役職')),
                    ('starts_on', models.DateField(verbose_name='開始日')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('consulted_on', models.DateField(verbose_name='市と協議した日')),
                    ('document', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='文書番号・保管場所')),
                    ('phone', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='業務用の連絡先電話番号')),
                    ('history_submitted_on', models.DateField(blank=True, null=True, verbose_name='業務履歴の提出日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                ],
                options={
                    'verbose_name': '選任',
                    'verbose_name_plural': '選任',
                    'ordering': ['office', 'starts_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Break',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.TimeField(verbose_name='休憩の開始')),
                    ('ends_at', models.TimeField(verbose_name='休憩の終了')),
                ],
                options={
                    'verbose_name': '休憩',
                    'verbose_name_plural': '休憩',
                    'ordering': ['shift', 'starts_at'],
                },
            ),
            migrations.CreateModel(
                name='Outing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('label', apps.core.fields.GuardedCharField(max_length=120, verbose_name='行き先')),
                    ('day', models.DateField(db_index=True, verbose_name='日付')),
                    ('starts_at', models.TimeField(verbose_name='開始')),
                    ('ends_at', models.TimeField(verbose_name='終了')),
                ],
                options={
                    'verbose_name': '外勤',
                    'verbose_name_plural': '外勤',
                    'ordering': ['day', 'starts_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PatternBreak',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.TimeField(verbose_name='休憩の開始')),
                    ('ends_at', models.TimeField(verbose_name='休憩の終了')),
                ],
                options={
                    'verbose_name': '型の休憩',
                    'verbose_name_plural': '型の休憩',
                    'ordering': ['pattern', 'starts_at'],
                },
            ),
            migrations.CreateModel(
                name='Pledge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('signed_on', models.DateField(verbose_name='署名日')),
                    ('submitted_on', models.DateField(blank=True, null=True, verbose_name='市への提出日')),
                ],
                options={
                    'verbose_name': '誓約書',
                    'verbose_name_plural': '誓約書',
                    'ordering': ['staff'],
                },
            ),
            migrations.CreateModel(
                name='Absence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.TimeField(verbose_name='不在の開始')),
                    ('ends_at', models.TimeField(verbose_name='不在の終了')),
                    ('reason', models.CharField(choices=[('sudden', '急な欠勤'), ('late', '遅刻'), ('early_leave', '早退'), ('leave', '休暇')], max_length=20, verbose_name='区分')),
                    ('reported_at', models.DateTimeField(verbose_name='連絡を受けた時刻')),
                    ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ],
                options={
                    'verbose_name': '不在',
                    'verbose_name_plural': '不在',
                    'ordering': ['shift'],
                },
            ),
            migrations.CreateModel(
                name='CareerCertificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('submitted_on', models.DateField(verbose_name='提出日')),
                    ('document', apps.core.fields.GuardedCharField(max_length=200, verbose_name='文書番号・保管場所')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='回答日')),
                    ('is_accepted', models.BooleanField(blank=True, null=True, verbose_name='承諾')),
                    ('comment', apps.core.fields.GuardedCharField(blank=True, max_length=300, verbose_name='差戻しの理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回答した人')),
                    ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出した人')),
                ],
                options={
                    'verbose_name': '経歴証明書',
                    'verbose_name_plural': '経歴証明書',
                    'ordering': ['staff', 'submitted_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='ConductNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('found_on', models.DateField(verbose_name='把握した日')),
                    ('finding', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='内容')),
                    ('guided_on', models.DateField(blank=True, null=True, verbose_name='指導した日')),
                    ('guidance', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='指導の内容')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ],
                options={
                    'verbose_name': '服務の記録',
                    'verbose_name_plural': '服務の記録',
                    'ordering': ['-found_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='Improvement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('noted_on', models.DateField(verbose_name='起票日')),
                    ('what', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='改善の内容')),
                    ('effect', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='効果')),
                    ('done_on', models.DateField(blank=True, null=True, verbose_name='実施日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ],
                options={
                    'verbose_name': '改善の記録',
                    'verbose_name_plural': '改善の記録',
                    'ordering': ['-noted_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='ImprovementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('noted_on', models.DateField(verbose_name='起票日')),
                    ('what', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='改善の内容')),
                    ('effect', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='効果')),
                    ('done_on', models.DateField(blank=True, null=True, verbose_name='実施日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.improvement')),
                    ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OutingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('label', apps.core.fields.GuardedCharField(max_length=120, verbose_name='行き先')),
                    ('day', models.DateField(verbose_name='日付')),
                    ('starts_at', models.TimeField(verbose_name='開始')),
                    ('ends_at', models.TimeField(verbose_name='終了')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.outing')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OutingMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('leads', models.BooleanField(default=False, verbose_name='運営責任者として')),
                    ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='workforce.outing', verbose_name='外勤')),
                ],
                options={
                    'verbose_name': '外勤の人員',
                    'verbose_name_plural': '外勤の人員',
                    'ordering': ['outing', '-leads', 'staff'],
                },
            ),
            migrations.CreateModel(
                name='Posting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_on', models.DateField(verbose_name='開始日')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='contracts.site', verbose_name='場所')),
                ],
                options={
                    'verbose_name': '配属',
                    'verbose_name_plural': '配属',
                    'ordering': ['site', 'starts_on', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Presence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('duty', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者')], max_length=20, verbose_name='役割')),
                    ('arrived_at', models.DateTimeField(verbose_name='開始')),
                    ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='終了')),
                    ('left_as', models.CharField(blank=True, choices=[('break', '休憩'), ('out', '退勤'), ('move', 'ほかの場所へ移動')], max_length=10, verbose_name='終了の区分')),
                    ('correction', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='訂正の理由')),
                    ('outing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='workforce.outing', verbose_name='外勤')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                    ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='contracts.site', verbose_name='場所')),
                ],
                options={
                    'verbose_name': '在席',
                    'verbose_name_plural': '在席',
                    'ordering': ['arrived_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Qualification',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('card_support_management', 'カード申請支援業務の管理者経験'), ('comparable_contract', '同様の業務委託の経験'), ('card_knowledge', 'マイナンバーカードの知識'), ('personal_data', '個人情報の取扱いの知識'), ('card_work', 'マイナンバーカードに係る業務の経験'), ('system_knowledge', 'マイナンバー制度を取り扱う事務の知識'), ('call_centre_management', 'コールセンター業務の管理経験'), ('manners', '接遇'), ('pc_skill', 'パソコン操作')], max_length=40, verbose_name='資格・経験')),
                    ('years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='経験年数')),
                    ('verified_on', models.DateField(verbose_name='確認日')),
                    ('evidence', apps.core.fields.GuardedCharField(max_length=200, verbose_name='確認した書類と保管場所')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('verified_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人')),
                ],
                options={
                    'verbose_name': '資格・経験',
                    'verbose_name_plural': '資格・経験',
                    'ordering': ['staff', 'kind'],
                },
            ),
            migrations.CreateModel(
                name='ReadReceipt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('read_at', models.DateTimeField(verbose_name='確認した時刻')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='read_receipts', to='contracts.documentversion', verbose_name='文書の版')),
                ],
                options={
                    'verbose_name': '閲読の確認',
                    'verbose_name_plural': '閲読の確認',
                    'ordering': ['version', 'staff'],
                },
            ),
            migrations.CreateModel(
                name='ReplacementRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('received_on', models.DateField(verbose_name='申出日')),
                    ('reason', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='理由')),
                    ('action', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='対応')),
                    ('done_on', models.DateField(blank=True, null=True, verbose_name='完了日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ],
                options={
                    'verbose_name': '交代の申出',
                    'verbose_name_plural': '交代の申出',
                    'ordering': ['-received_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='RosterImport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file_name', apps.core.fields.GuardedCharField(max_length=200, verbose_name='ファイル名')),
                    ('sha256', models.CharField(max_length=64, verbose_name='ファイルのSHA-256')),
                    ('refusal', apps.core.fields.GuardedCharField(blank=True, max_length=300, verbose_name='受け付けられない理由')),
                    ('read', models.PositiveIntegerField(default=0, verbose_name='読込')),
                    ('new', models.PositiveIntegerField(default=0, verbose_name='新規')),
                    ('changed', models.PositiveIntegerField(default=0, verbose_name='変更')),
                    ('unchanged', models.PositiveIntegerField(default=0, verbose_name='変更なし')),
                    ('rejected', models.PositiveIntegerField(default=0, verbose_name='不備')),
                    ('imported_at', models.DateTimeField(verbose_name='取り込んだ時刻')),
                    ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り込んだ人')),
                ],
                options={
                    'verbose_name': '勤務表の取り込み',
                    'verbose_name_plural': '勤務表の取り込み',
                    'ordering': ['-imported_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='RejectedShiftRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('line', models.PositiveIntegerField(verbose_name='行')),
                    ('reason', apps.core.fields.GuardedCharField(max_length=300, verbose_name='理由')),
                    ('cells', models.JSONField(default=dict, verbose_name='行の内容（氏名を除く）')),
                    ('roster_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejected_rows', to='workforce.rosterimport', verbose_name='取り込み')),
                ],
                options={
                    'verbose_name': '取り込めなかった勤務の行',
                    'verbose_name_plural': '取り込めなかった勤務の行',
                    'ordering': ['line'],
                },
            ),
            migrations.CreateModel(
                name='RosterPublication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(help_text='月の初日で表します。', verbose_name='月')),
                    ('published_at', models.DateTimeField(verbose_name='公開した時刻')),
                    ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公開した人')),
                    ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roster_publications', to='contracts.site', verbose_name='場所')),
                ],
                options={
                    'verbose_name': '勤務表の公開',
                    'verbose_name_plural': '勤務表の公開',
                    'ordering': ['month', 'site'],
                },
            ),
            migrations.CreateModel(
                name='RosterPublicationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(help_text='月の初日で表します。', verbose_name='月')),
                    ('published_at', models.DateTimeField(verbose_name='公開した時刻')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.rosterpublication')),
                    ('published_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公開した人')),
                    ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='場所')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Shift',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('duty', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者')], max_length=20, verbose_name='役割')),
                    ('day', models.DateField(db_index=True, verbose_name='勤務日')),
                    ('starts_at', models.TimeField(verbose_name='開始')),
                    ('ends_at', models.TimeField(verbose_name='終了')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公開した時刻')),
                    ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公開した人')),
                    ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='contracts.site', verbose_name='場所')),
                ],
                options={
                    'verbose_name': '勤務',
                    'verbose_name_plural': '勤務',
                    'ordering': ['day', 'site', 'starts_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='BreakEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts_at', models.TimeField(verbose_name='休憩の開始')),
                    ('ends_at', models.TimeField(verbose_name='休憩の終了')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.break')),
                    ('shift', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.shift', verbose_name='勤務')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='break',
                name='shift',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='workforce.shift', verbose_name='勤務'),
            ),
            migrations.CreateModel(
                name='AbsenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts_at', models.TimeField(verbose_name='不在の開始')),
                    ('ends_at', models.TimeField(verbose_name='不在の終了')),
                    ('reason', models.CharField(choices=[('sudden', '急な欠勤'), ('late', '遅刻'), ('early_leave', '早退'), ('leave', '休暇')], max_length=20, verbose_name='区分')),
                    ('reported_at', models.DateTimeField(verbose_name='連絡を受けた時刻')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.absence')),
                    ('reported_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                    ('shift', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.shift', verbose_name='勤務')),
                    ('stand_in', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.shift', verbose_name='代わりの勤務')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='absence',
                name='shift',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='absence', to='workforce.shift', verbose_name='勤務'),
            ),
            migrations.AddField(
                model_name='absence',
                name='stand_in',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='stands_in_for', to='workforce.shift', verbose_name='代わりの勤務'),
            ),
            migrations.CreateModel(
                name='ShiftPattern',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=4, verbose_name='記号')),
                    ('label', apps.core.fields.GuardedCharField(max_length=40, verbose_name='名称')),
                    ('starts_at', models.TimeField(verbose_name='開始')),
                    ('ends_at', models.TimeField(verbose_name='終了')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='表示順')),
                    ('site', models.ForeignKey(blank=True, help_text='空欄のときは、どの場所でも使えます。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shift_patterns', to='contracts.site', verbose_name='場所')),
                ],
                options={
                    'verbose_name': '勤務の型',
                    'verbose_name_plural': '勤務の型',
                    'ordering': ['order', 'code'],
                },
            ),
            migrations.AddField(
                model_name='shift',
                name='pattern',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workforce.shiftpattern', verbose_name='勤務の型'),
            ),
            migrations.CreateModel(
                name='PatternBreakEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts_at', models.TimeField(verbose_name='休憩の開始')),
                    ('ends_at', models.TimeField(verbose_name='休憩の終了')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.patternbreak')),
                    ('pattern', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.shiftpattern', verbose_name='勤務の型')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='patternbreak',
                name='pattern',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='workforce.shiftpattern', verbose_name='勤務の型'),
            ),
            migrations.CreateModel(
                name='ShiftPatternEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=4, verbose_name='記号')),
                    ('label', apps.core.fields.GuardedCharField(max_length=40, verbose_name='名称')),
                    ('starts_at', models.TimeField(verbose_name='開始')),
                    ('ends_at', models.TimeField(verbose_name='終了')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='表示順')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.shiftpattern')),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, help_text='空欄のときは、どの場所でも使えます。', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='場所')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='StaffingTalk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='対象の月')),
                    ('held_on', models.DateField(verbose_name='協議した日')),
                    ('calls_expected', models.PositiveIntegerField(verbose_name='想定入電件数')),
                    ('calls_actual', models.PositiveIntegerField(verbose_name='実際の入電件数')),
                    ('seats', models.PositiveSmallIntegerField(verbose_name='協議後の席数')),
                    ('result', models.CharField(choices=[('more', '増員'), ('same', '現状'), ('fewer', '減員')], max_length=20, verbose_name='結果')),
                    ('decision', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='決定内容')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録した時刻')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='確認した時刻')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ],
                options={
                    'verbose_name': '体制の協議',
                    'verbose_name_plural': '体制の協議',
                    'ordering': ['-month'],
                },
            ),
            migrations.CreateModel(
                name='StaffingTalkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(verbose_name='対象の月')),
                    ('held_on', models.DateField(verbose_name='協議した日')),
                    ('calls_expected', models.PositiveIntegerField(verbose_name='想定入電件数')),
                    ('calls_actual', models.PositiveIntegerField(verbose_name='実際の入電件数')),
                    ('seats', models.PositiveSmallIntegerField(verbose_name='協議後の席数')),
                    ('result', models.CharField(choices=[('more', '増員'), ('same', '現状'), ('fewer', '減員')], max_length=20, verbose_name='結果')),
                    ('decision', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='決定内容')),
                    ('recorded_at', models.DateTimeField(verbose_name='記録した時刻')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='確認した時刻')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.staffingtalk')),
                    ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='StaffMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', apps.core.fields.GuardedCharField(max_length=20, verbose_name='社員番号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='氏名')),
                    ('name_kana', apps.core.fields.GuardedCharField(max_length=60, verbose_name='フリガナ')),
                    ('employment', models.CharField(choices=[('permanent', '正社員'), ('contract', '契約社員'), ('part_time', 'パート・アルバイト'), ('dispatched', '派遣社員'), ('subcontracted', '再委託先の社員')], max_length=20, verbose_name='雇用形態')),
                    ('employer', apps.core.fields.GuardedCharField(blank=True, help_text='派遣元・再委託先のときに入力します。', max_length=80, verbose_name='所属会社')),
                    ('duty', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者')], max_length=20, verbose_name='主な役割')),
                    ('joined_on', models.DateField(verbose_name='従事開始日')),
                    ('left_on', models.DateField(blank=True, null=True, verbose_name='従事終了日')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff_member', to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
                ],
                options={
                    'verbose_name': '従事者等',
                    'verbose_name_plural': '従事者等',
                    'ordering': ['name_kana', 'code'],
                },
            ),
            migrations.CreateModel(
                name='ShiftEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('duty', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者')], max_length=20, verbose_name='役割')),
                    ('day', models.DateField(verbose_name='勤務日')),
                    ('starts_at', models.TimeField(verbose_name='開始')),
                    ('ends_at', models.TimeField(verbose_name='終了')),
                    ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公開した時刻')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.shift')),
                    ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='公開した人')),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='場所')),
                    ('pattern', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.shiftpattern', verbose_name='勤務の型')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='shift',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='ReplacementRequestEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('received_on', models.DateField(verbose_name='申出日')),
                    ('reason', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='理由')),
                    ('action', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='対応')),
                    ('done_on', models.DateField(blank=True, null=True, verbose_name='完了日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.replacementrequest')),
                    ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='replacementrequest',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='ReadReceiptEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('read_at', models.DateTimeField(verbose_name='確認した時刻')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.readreceipt')),
                    ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.documentversion', verbose_name='文書の版')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='readreceipt',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='read_receipts', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='QualificationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('card_support_management', 'カード申請支援業務の管理者経験'), ('comparable_contract', '同様の業務委託の経験'), ('card_knowledge', 'マイナンバーカードの知識'), ('personal_data', '個人情報の取扱いの知識'), ('card_work', 'マイナンバーカードに係る業務の経験'), ('system_knowledge', 'マイナンバー制度を取り扱う事務の知識'), ('call_centre_management', 'コールセンター業務の管理経験'), ('manners', '接遇'), ('pc_skill', 'パソコン操作')], max_length=40, verbose_name='資格・経験')),
                    ('years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='経験年数')),
                    ('verified_on', models.DateField(verbose_name='確認日')),
                    ('evidence', apps.core.fields.GuardedCharField(max_length=200, verbose_name='確認した書類と保管場所')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.qualification')),
                    ('verified_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='qualification',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='qualifications', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='PresenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('duty', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者')], max_length=20, verbose_name='役割')),
                    ('arrived_at', models.DateTimeField(verbose_name='開始')),
                    ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='終了')),
                    ('left_as', models.CharField(blank=True, choices=[('break', '休憩'), ('out', '退勤'), ('move', 'ほかの場所へ移動')], max_length=10, verbose_name='終了の区分')),
                    ('correction', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='訂正の理由')),
                    ('outing', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.outing', verbose_name='外勤')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.presence')),
                    ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='場所')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='presence',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='PostingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts_on', models.DateField(verbose_name='開始日')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.posting')),
                    ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='場所')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='posting',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='PledgeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('signed_on', models.DateField(verbose_name='署名日')),
                    ('submitted_on', models.DateField(blank=True, null=True, verbose_name='市への提出日')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.pledge')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='pledge',
                name='staff',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pledge', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='OutingMemberEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('leads', models.BooleanField(default=False, verbose_name='運営責任者として')),
                    ('outing', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.outing', verbose_name='外勤')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.outingmember')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='outingmember',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.AddField(
                model_name='outing',
                name='crew',
                field=models.ManyToManyField(related_name='outings', through='workforce.OutingMember', to='workforce.staffmember', verbose_name='向かう人'),
            ),
            migrations.CreateModel(
                name='ConductNoteEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('found_on', models.DateField(verbose_name='把握した日')),
                    ('finding', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='内容')),
                    ('guided_on', models.DateField(blank=True, null=True, verbose_name='指導した日')),
                    ('guidance', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='指導の内容')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.conductnote')),
                    ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='conductnote',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conduct_notes', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='CareerCertificateEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('submitted_on', models.DateField(verbose_name='提出日')),
                    ('document', apps.core.fields.GuardedCharField(max_length=200, verbose_name='文書番号・保管場所')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='回答日')),
                    ('is_accepted', models.BooleanField(blank=True, null=True, verbose_name='承諾')),
                    ('comment', apps.core.fields.GuardedCharField(blank=True, max_length=300, verbose_name='差戻しの理由')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='回答した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.careercertificate')),
                    ('submitted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出した人')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='careercertificate',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('manners', '接遇'), ('card_knowledge', 'マイナンバーカードの知識'), ('privacy_and_security', '個人情報保護と情報セキュリティ')], max_length=30), blank=True, default=list, size=None, verbose_name='修了した科目')),
                    ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='workforce.staffmember', verbose_name='受講者')),
                ],
                options={
                    'verbose_name': '受講',
                    'verbose_name_plural': '受講',
                    'ordering': ['session', 'staff'],
                },
            ),
            migrations.CreateModel(
                name='AppointmentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('office', models.CharField(choices=[('general_manager', '統括責任者'), ('cc_general_manager', 'コールセンター総括責任者'), ('site_leader', '運営責任者'), ('cc_leader', 'コールセンター運営責任者')], max_length=20, verbose_name='役職')),
                    ('starts_on', models.DateField(verbose_name='開始日')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('consulted_on', models.DateField(verbose_name='市と協議した日')),
                    ('document', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='文書番号・保管場所')),
                    ('phone', apps.core.fields.GuardedCharField(blank=True, max_length=20, verbose_name='業務用の連絡先電話番号')),
                    ('history_submitted_on', models.DateField(blank=True, null=True, verbose_name='業務履歴の提出日')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.appointment')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='従事者等')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='appointment',
                name='staff',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='workforce.staffmember', verbose_name='従事者等'),
            ),
            migrations.CreateModel(
                name='StaffMemberEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', apps.core.fields.GuardedCharField(max_length=20, verbose_name='社員番号')),
                    ('name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='氏名')),
                    ('name_kana', apps.core.fields.GuardedCharField(max_length=60, verbose_name='フリガナ')),
                    ('employment', models.CharField(choices=[('permanent', '正社員'), ('contract', '契約社員'), ('part_time', 'パート・アルバイト'), ('dispatched', '派遣社員'), ('subcontracted', '再委託先の社員')], max_length=20, verbose_name='雇用形態')),
                    ('employer', apps.core.fields.GuardedCharField(blank=True, help_text='派遣元・再委託先のときに入力します。', max_length=80, verbose_name='所属会社')),
                    ('duty', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者')], max_length=20, verbose_name='主な役割')),
                    ('joined_on', models.DateField(verbose_name='従事開始日')),
                    ('left_on', models.DateField(blank=True, null=True, verbose_name='従事終了日')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.staffmember')),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TrainingSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('basic', '業務研修'), ('confidentiality', '守秘義務研修'), ('leader', '運営責任者研修'), ('retraining', '再研修')], max_length=20, verbose_name='種類')),
                    ('held_on', models.DateField(verbose_name='実施日')),
                    ('minutes', models.PositiveSmallIntegerField(verbose_name='時間（分）')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                    ('trainer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings_given', to='workforce.staffmember', verbose_name='講師')),
                    ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='contracts.documentversion', verbose_name='カリキュラム・マニュアルの版')),
                ],
                options={
                    'verbose_name': '研修',
                    'verbose_name_plural': '研修',
                    'ordering': ['-held_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='AttendanceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('manners', '接遇'), ('card_knowledge', 'マイナンバーカードの知識'), ('privacy_and_security', '個人情報保護と情報セキュリティ')], max_length=30), blank=True, default=list, size=None, verbose_name='修了した科目')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.attendance')),
                    ('staff', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='受講者')),
                    ('session', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.trainingsession', verbose_name='研修')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='attendance',
                name='session',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='workforce.trainingsession', verbose_name='研修'),
            ),
            migrations.CreateModel(
                name='TrainingSessionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('basic', '業務研修'), ('confidentiality', '守秘義務研修'), ('leader', '運営責任者研修'), ('retraining', '再研修')], max_length=20, verbose_name='種類')),
                    ('held_on', models.DateField(verbose_name='実施日')),
                    ('minutes', models.PositiveSmallIntegerField(verbose_name='時間（分）')),
                    ('note', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='備考')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.trainingsession')),
                    ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記録した人')),
                    ('trainer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.staffmember', verbose_name='講師')),
                    ('version', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.documentversion', verbose_name='カリキュラム・マニュアルの版')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Vacancy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('heads', '人数'), ('leader', '運営責任者')], max_length=10, verbose_name='不足')),
                    ('day', models.DateField(db_index=True, verbose_name='日付')),
                    ('starts_at', models.TimeField(verbose_name='開始')),
                    ('ends_at', models.TimeField(verbose_name='終了')),
                    ('missing', models.PositiveSmallIntegerField(verbose_name='不足人数')),
                    ('detected_at', models.DateTimeField(verbose_name='把握した時刻')),
                    ('filled_at', models.DateTimeField(blank=True, null=True, verbose_name='補充した時刻')),
                    ('outing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='vacancies', to='workforce.outing', verbose_name='外勤')),
                    ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vacancies', to='contracts.site', verbose_name='場所')),
                ],
                options={
                    'verbose_name': '欠員',
                    'verbose_name_plural': '欠員',
                    'ordering': ['day', 'starts_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='VacancyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('heads', '人数'), ('leader', '運営責任者')], max_length=10, verbose_name='不足')),
                    ('day', models.DateField(verbose_name='日付')),
                    ('starts_at', models.TimeField(verbose_name='開始')),
                    ('ends_at', models.TimeField(verbose_name='終了')),
                    ('missing', models.PositiveSmallIntegerField(verbose_name='不足人数')),
                    ('detected_at', models.DateTimeField(verbose_name='把握した時刻')),
                    ('filled_at', models.DateTimeField(blank=True, null=True, verbose_name='補充した時刻')),
                    ('outing', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.outing', verbose_name='外勤')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workforce.vacancy')),
                    ('site', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.site', verbose_name='場所')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddConstraint(
                model_name='improvement',
                constraint=models.CheckConstraint(condition=models.Q(('done_on__isnull', True), models.Q(('done_on__gte', models.F('noted_on')), models.Q(('effect', ''), _negated=True)), _connector='OR'), name='improvement_done_with_effect', violation_error_message='実施日を入力するときは、効果も必要です。実施日は起票日以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='rosterimport',
                constraint=models.CheckConstraint(condition=models.Q(('read', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('new'), '+', models.F('changed')), '+', models.F('unchanged')), '+', models.F('rejected')))), name='rosterimport_counts_add_up', violation_error_message='読込件数が内訳の合計と一致しません。'),
            ),
            migrations.AddConstraint(
                model_name='rosterimport',
                constraint=models.CheckConstraint(condition=models.Q(('refusal', ''), ('read', 0), _connector='OR'), name='rosterimport_refused_file_changes_nothing', violation_error_message='受け付けないファイルの件数は、0件でなければなりません。'),
            ),
            migrations.AddConstraint(
                model_name='rejectedshiftrow',
                constraint=models.UniqueConstraint(fields=('roster_import', 'line'), name='rejectedshiftrow_one_reason_per_line', violation_error_message='この行はすでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='rosterpublication',
                constraint=models.UniqueConstraint(fields=('site', 'month'), name='rosterpublication_one_per_site_and_month', violation_error_message='この場所のこの月の勤務表は、すでに公開しています。'),
            ),
            migrations.AddConstraint(
                model_name='rosterpublication',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='rosterpublication_month_is_its_first_day', violation_error_message='月は、その月の初日で指定してください。'),
            ),
            migrations.AddConstraint(
                model_name='break',
                constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='break_ends_after_start', violation_error_message='終了は開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='break',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('shift'), models.F('shift'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.Value(datetime.date(2000, 1, 1), output_field=models.DateField()), '+', models.F('starts_at')), output_field=models.DateTimeField()), models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.Value(datetime.date(2000, 1, 1), output_field=models.DateField()), '+', models.F('ends_at')), output_field=models.DateTimeField()), function='tsrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='break_apart_from_others', violation_error_message='休憩の時間が重なっています。'),
            ),
            migrations.AddConstraint(
                model_name='absence',
                constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='absence_ends_after_start', violation_error_message='終了は開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='shiftpattern',
                constraint=models.UniqueConstraint(fields=('code',), name='shiftpattern_code_is_unique', violation_error_message='この記号の型は、すでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='shiftpattern',
                constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='shiftpattern_ends_after_start', violation_error_message='終了は開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='shiftpattern',
                constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[^0-9\\s/+＋／][^\\s/+＋／]{0,3}$')), name='shiftpattern_code_is_no_time', violation_error_message='記号は数字以外で始め、空白と「/」「+」を含まない4文字以内にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='patternbreak',
                constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='patternbreak_ends_after_start', violation_error_message='終了は開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='patternbreak',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('pattern'), models.F('pattern'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.Value(datetime.date(2000, 1, 1), output_field=models.DateField()), '+', models.F('starts_at')), output_field=models.DateTimeField()), models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.Value(datetime.date(2000, 1, 1), output_field=models.DateField()), '+', models.F('ends_at')), output_field=models.DateTimeField()), function='tsrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='patternbreak_apart_from_others', violation_error_message='休憩の時間が重なっています。'),
            ),
            migrations.AddConstraint(
                model_name='staffingtalk',
                constraint=models.UniqueConstraint(fields=('month',), name='staffingtalk_one_per_month', violation_error_message='この月の協議は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='staffingtalk',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='staffingtalk_month_is_its_first_day', violation_error_message='対象の月を選び直してください。'),
            ),
            migrations.AddConstraint(
                model_name='staffingtalk',
                constraint=models.CheckConstraint(condition=models.Q(('held_on__gte', models.F('month'))), name='staffingtalk_held_in_month_or_later', violation_error_message='協議した日は、対象の月の初日以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='staffingtalk',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='staffingtalk_confirmation_is_whole', violation_error_message='確認した人と時刻を、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='staffingtalk',
                constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('recorded_by')), _negated=True), _connector='OR'), name='staffingtalk_is_not_confirmed_by_its_author', violation_error_message='記録した本人は、確認できません。'),
            ),
            migrations.AddConstraint(
                model_name='staffmember',
                constraint=models.UniqueConstraint(fields=('code',), name='staffmember_code_is_unique', violation_error_message='この社員番号の人は、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='staffmember',
                constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='staffmember_leaves_after_joining', violation_error_message='従事終了日は、従事開始日以降にしてください。'),
            ),
            migrations.AddIndex(
                model_name='shift',
                index=models.Index(fields=['site', 'day'], name='workforce_s_site_id_2dbbab_idx'),
            ),
            migrations.AddIndex(
                model_name='shift',
                index=models.Index(fields=['staff', 'day'], name='workforce_s_staff_i_46d76a_idx'),
            ),
            migrations.AddConstraint(
                model_name='shift',
                constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='shift_ends_after_start', violation_error_message='終了は開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='shift',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='shift_published_at_with_by', violation_error_message='公開した時刻と公開した人は、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='shift',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('staff'), models.F('staff'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('day'), '+', models.F('starts_at')), output_field=models.DateTimeField()), models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('day'), '+', models.F('ends_at')), output_field=models.DateTimeField()), function='tsrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='shift_nobody_twice_at_one_time', violation_error_message='この人は、同じ時間にほかの勤務があります。'),
            ),
            migrations.AddConstraint(
                model_name='replacementrequest',
                constraint=models.CheckConstraint(condition=models.Q(('done_on__isnull', True), models.Q(('done_on__gte', models.F('received_on')), models.Q(('action', ''), _negated=True)), _connector='OR'), name='replacementrequest_done_with_action', violation_error_message='完了には対応の内容が必要です。完了日は申出日以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='readreceipt',
                constraint=models.UniqueConstraint(fields=('staff', 'version'), name='readreceipt_one_per_person_and_version', violation_error_message='この文書は、すでに確認済みです。'),
            ),
            migrations.AddConstraint(
                model_name='qualification',
                constraint=models.UniqueConstraint(fields=('staff', 'kind'), name='qualification_one_per_person_and_kind', violation_error_message='この資格・経験は、すでに登録されています。'),
            ),
            migrations.AddIndex(
                model_name='presence',
                index=models.Index(fields=['site', 'arrived_at'], name='workforce_p_site_id_46a404_idx'),
            ),
            migrations.AddConstraint(
                model_name='presence',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outing__isnull', True), ('site__isnull', False)), models.Q(('outing__isnull', False), ('site__isnull', True)), _connector='OR'), name='presence_is_at_one_place', violation_error_message='場所か外勤のどちらか一方を選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='presence',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_as', ''), ('left_at__isnull', True)), models.Q(('left_at__gt', models.F('arrived_at')), ('left_as__in', ['break', 'out', 'move'])), _connector='OR'), name='presence_ends_after_start', violation_error_message='終了は開始より後の時刻にして、終了の区分を付けてください。'),
            ),
            migrations.AddConstraint(
                model_name='presence',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('staff'), models.F('staff'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('arrived_at'), models.F('left_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='presence_nobody_in_two_places', violation_error_message='この人は、同じ時間にほかの場所で在席しています。'),
            ),
            migrations.AddConstraint(
                model_name='posting',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='posting_ends_after_start', violation_error_message='終了日は開始日以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='posting',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('staff'), models.F('staff'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.F('site'), models.F('site'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('starts_on', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('ends_on', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'ends_on', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='posting_one_per_person_and_site', violation_error_message='この人は、同じ期間にすでにこの場所に配属されています。'),
            ),
            migrations.AddConstraint(
                model_name='pledge',
                constraint=models.CheckConstraint(condition=models.Q(('submitted_on__isnull', True), ('submitted_on__gte', models.F('signed_on')), _connector='OR'), name='pledge_submitted_after_signing', violation_error_message='市への提出日は、署名日以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='outingmember',
                constraint=models.UniqueConstraint(fields=('outing', 'staff'), name='outingmember_once_per_outing', violation_error_message='この人は、すでにこの外勤の人員です。'),
            ),
            migrations.AddConstraint(
                model_name='outing',
                constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='outing_ends_after_start', violation_error_message='終了は開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='conductnote',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('guidance', ''), ('guided_on__isnull', True)), models.Q(('guided_on__gte', models.F('found_on')), models.Q(('guidance', ''), _negated=True)), _connector='OR'), name='conductnote_guided_with_text', violation_error_message='指導した日と指導の内容は、そろえて入力してください。指導した日は把握した日以降です。'),
            ),
            migrations.AddConstraint(
                model_name='careercertificate',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('is_accepted__isnull', True)), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('is_accepted__isnull', False)), _connector='OR'), name='careercertificate_decision_is_whole', violation_error_message='回答日、回答した人、承諾か差戻しかを、そろえて記録してください。'),
            ),
            migrations.AddConstraint(
                model_name='careercertificate',
                constraint=models.CheckConstraint(condition=models.Q(('decided_on__isnull', True), ('decided_on__gte', models.F('submitted_on')), _connector='OR'), name='careercertificate_decided_after_submission', violation_error_message='回答日は、提出日以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='careercertificate',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_accepted', False), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='careercertificate_returned_with_comment', violation_error_message='差し戻すときは、理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='careercertificate',
                constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='careercertificate_is_not_decided_by_its_submitter', violation_error_message='提出した本人は、承諾・差戻しを決定できません。'),
            ),
            migrations.AddConstraint(
                model_name='appointment',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='appointment_ends_after_start', violation_error_message='終了日は開始日以降にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='appointment',
                constraint=models.CheckConstraint(condition=models.Q(('consulted_on__lte', models.F('starts_on'))), name='appointment_consulted_before_start', violation_error_message='選任する前に、市と協議した日を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='appointment',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('office__in', ('general_manager', 'cc_general_manager'))), expressions=[(models.Func(models.Func('office', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func('office', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('starts_on', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('ends_on', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'ends_on', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='appointment_one_holder_at_a_time', violation_error_message='この期間には、すでに選任された人がいます。1人だけを選任します。'),
            ),
            migrations.AddConstraint(
                model_name='appointment',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('staff'), models.F('staff'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(models.Func('office', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Func('office', models.Value(0), function='hashtextextended', output_field=models.BigIntegerField()), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('starts_on', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('ends_on', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'ends_on', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='appointment_once_per_person_and_office', violation_error_message='この人は、同じ期間にすでにこの役職に選任されています。'),
            ),
            migrations.AddConstraint(
                model_name='appointment',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('office__in', ['general_manager', 'site_leader'])), expressions=[(models.Func(models.F('staff'), models.F('staff'), models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func(django.db.models.functions.comparison.Least(django.db.models.functions.comparison.Coalesce('starts_on', django.db.models.functions.comparison.Cast(models.Value('-infinity'), models.DateField())), django.db.models.functions.comparison.Coalesce('ends_on', django.db.models.functions.comparison.Cast(models.Value('infinity'), models.DateField()))), 'ends_on', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='appointment_manager_is_not_site_leader', violation_error_message='統括責任者と運営責任者は、別の人を選任してください。'),
            ),
            migrations.AddConstraint(
                model_name='trainingsession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('basic', 'retraining')), ('version__isnull', False)), models.Q(models.Q(('kind__in', ('basic', 'retraining')), _negated=True), ('version__isnull', True)), _connector='OR'), name='trainingsession_version_belongs_to_kind', violation_error_message='業務研修と再研修には、用いたカリキュラム・マニュアルの版が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='trainingsession',
                constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 1)), name='trainingsession_takes_time', violation_error_message='時間は1分以上で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='attendance',
                constraint=models.UniqueConstraint(fields=('session', 'staff'), name='attendance_one_per_person_and_session', violation_error_message='この人の受講は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='attendance',
                constraint=models.CheckConstraint(condition=models.Q(('topics__contained_by', ['manners', 'card_knowledge', 'privacy_and_security'])), name='attendance_topics_are_known', violation_error_message='科目を選び直してください。'),
            ),
            migrations.AddConstraint(
                model_name='vacancy',
                constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at')), ('missing__gte', 1)), name='vacancy_is_a_span_with_missing_heads', violation_error_message='終了は開始より後の時刻にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='vacancy',
                constraint=models.CheckConstraint(condition=models.Q(('site__isnull', True), ('outing__isnull', True), _connector='OR'), name='vacancy_is_at_one_place', violation_error_message='場所か外勤のどちらか一方にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='vacancy',
                constraint=models.CheckConstraint(condition=models.Q(('filled_at__isnull', True), ('filled_at__gte', models.F('detected_at')), _connector='OR'), name='vacancy_filled_after_detection', violation_error_message='補充した時刻は、把握した時刻以降にしてください。'),
            ),
        ]),
        AddTriggers([
            pgtrigger.migrations.AddTrigger(
                model_name='improvement',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_improvementevent" ("done_on", "effect", "id", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "submission_key", "what") SELECT new_values."done_on", new_values."effect", new_values."id", new_values."noted_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."submission_key", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b294f8b1cae40f8b5b01c91fe635d037edf05935', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cbabc', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_improvement', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='improvement',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_improvementevent" ("done_on", "effect", "id", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "submission_key", "what") SELECT new_values."done_on", new_values."effect", new_values."id", new_values."noted_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."submission_key", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a43f13253126be65ad4c6530513ff841ed652a2c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_84c6f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_improvement', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='improvement',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_improvementevent" ("done_on", "effect", "id", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "submission_key", "what") SELECT old_values."done_on", old_values."effect", old_values."id", old_values."noted_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."submission_key", old_values."what" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='36fe36cc720418e3ef0ff953c41dfc132bd43d42', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a4b93', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_improvement', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='improvementevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='779bbb67e2103e720985dc87d45f8b5be1979fdb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_78849', table='workforce_improvementevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outingevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e10d7fc00fd169c59b6106e86ed50cb65cb84445', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ec37f', table='workforce_outingevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rosterpublication',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_rosterpublicationevent" ("id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "site_id") SELECT new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."site_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b12343061acd76d5c092b31bd6a0836241d560a3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5a6fb', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_rosterpublication', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rosterpublication',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_rosterpublicationevent" ("id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "site_id") SELECT new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."site_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3cd4ac7a4712e3f81819bf967623e0775093b702', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5e981', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_rosterpublication', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rosterpublication',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_rosterpublicationevent" ("id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "site_id") SELECT old_values."id", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."site_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='41978a95aa86919993f7e1193e6447a2400128c9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ec20c', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_rosterpublication', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rosterpublicationevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='262a3fcb6a517646a7e994a3d50bbc5bcb1285da', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_615cc', table='workforce_rosterpublicationevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='breakevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6616b5cab5973e0c55489f0ea7e7e0cc6fb8f26d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d54ca', table='workforce_breakevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='break',
                trigger=pgtrigger.compiler.Trigger(name='breaks_inside', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            IF EXISTS (\n                SELECT 1 FROM workforce_break b JOIN workforce_shift o ON o.id = b.shift_id\n                WHERE b.id = NEW.id AND (b.starts_at < o.starts_at OR b.ends_at > o.ends_at)\n            ) THEN\n                RAISE EXCEPTION 'a break is outside' USING ERRCODE = 'check_violation', CONSTRAINT = 'break_is_inside_its_shift';\n            END IF;\n            RETURN NULL;\n        ", hash='9b0ad9b9b4c94fe58beeff7f992e13491b48f4c6', operation='INSERT OR UPDATE', pgid='pgtrigger_breaks_inside_82594', table='workforce_break', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='break',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_breakevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shift_id", "starts_at") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."shift_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4f4058bba911ae47172a638997e79c3f8f8c93a4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f26f5', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_break', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='break',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_breakevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shift_id", "starts_at") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."shift_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8c2c8a8e2328075c57c8285287eada54015ff9c7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0f5a2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_break', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='break',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_breakevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shift_id", "starts_at") SELECT old_values."ends_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."shift_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='69120e9c88736c4f78b6f5860672813a23688adc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_94b4f', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_break', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='absenceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8400bc63a177b56162ecc8c961035db0538c4b27', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9837c', table='workforce_absenceevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='absence',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_absenceevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reported_at", "reported_by_id", "shift_id", "stand_in_id", "starts_at") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."reported_at", new_values."reported_by_id", new_values."shift_id", new_values."stand_in_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2b97444511eec4bdf33db9da62f8ecfb50027680', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_25546', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_absence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='absence',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_absenceevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reported_at", "reported_by_id", "shift_id", "stand_in_id", "starts_at") SELECT new_values."ends_at", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."reported_at", new_values."reported_by_id", new_values."shift_id", new_values."stand_in_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c52d2cdb2e6d3f91b48192051c53b256971c2c24', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c7b87', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_absence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='absence',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_absenceevent" ("ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reported_at", "reported_by_id", "shift_id", "stand_in_id", "starts_at") SELECT old_values."ends_at", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."reported_at", old_values."reported_by_id", old_values."shift_id", old_values."stand_in_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='698b7ddb4ef8cca7ebc9cff1a8ba52ee50ed5071', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1519b', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_absence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shiftpattern',
                trigger=pgtrigger.compiler.Trigger(name='breaks_inside', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            IF EXISTS (\n                SELECT 1 FROM workforce_patternbreak b JOIN workforce_shiftpattern o ON o.id = b.pattern_id\n                WHERE o.id = NEW.id AND (b.starts_at < o.starts_at OR b.ends_at > o.ends_at)\n            ) THEN\n                RAISE EXCEPTION 'a break is outside' USING ERRCODE = 'check_violation', CONSTRAINT = 'patternbreak_is_inside_its_pattern';\n            END IF;\n            RETURN NULL;\n        ", hash='df7f94d39db5dcbb9860c8541ab4491e8898d31d', operation='UPDATE OF "starts_at", "ends_at"', pgid='pgtrigger_breaks_inside_42f0f', table='workforce_shiftpattern', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shiftpattern',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_shiftpatternevent" ("code", "ends_at", "id", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "starts_at") SELECT new_values."code", new_values."ends_at", new_values."id", new_values."label", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5e10a60f4e499a412508d695f1ce60df8dace067', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_97b6d', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_shiftpattern', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shiftpattern',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_shiftpatternevent" ("code", "ends_at", "id", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "starts_at") SELECT new_values."code", new_values."ends_at", new_values."id", new_values."label", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='85afa6f8b71bc324e3d176f384a965f5d5bb7939', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dcd77', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_shiftpattern', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shiftpattern',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_shiftpatternevent" ("code", "ends_at", "id", "label", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "starts_at") SELECT old_values."code", old_values."ends_at", old_values."id", old_values."label", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='83ea98084b9c0b8d24b421a2536a61066e5211f7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9a657', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_shiftpattern', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='patternbreakevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b6c6c123b58f1e6e53e53942774a71c6e21babed', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_61ec5', table='workforce_patternbreakevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='patternbreak',
                trigger=pgtrigger.compiler.Trigger(name='breaks_inside', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            IF EXISTS (\n                SELECT 1 FROM workforce_patternbreak b JOIN workforce_shiftpattern o ON o.id = b.pattern_id\n                WHERE b.id = NEW.id AND (b.starts_at < o.starts_at OR b.ends_at > o.ends_at)\n            ) THEN\n                RAISE EXCEPTION 'a break is outside' USING ERRCODE = 'check_violation', CONSTRAINT = 'patternbreak_is_inside_its_pattern';\n            END IF;\n            RETURN NULL;\n        ", hash='e9d31ab04f8c597566b687d769a74286de946389', operation='INSERT OR UPDATE', pgid='pgtrigger_breaks_inside_be28e', table='workforce_patternbreak', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='patternbreak',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_patternbreakevent" ("ends_at", "id", "pattern_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") SELECT new_values."ends_at", new_values."id", new_values."pattern_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='27ef6d1c4558abfce4925fe39dc2ce291f8bcce3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_98b0c', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_patternbreak', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='patternbreak',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_patternbreakevent" ("ends_at", "id", "pattern_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") SELECT new_values."ends_at", new_values."id", new_values."pattern_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='06ff9880696f4fe0ae536e84acd3e667f3aa0263', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_27f77', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_patternbreak', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='patternbreak',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_patternbreakevent" ("ends_at", "id", "pattern_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") SELECT old_values."ends_at", old_values."id", old_values."pattern_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7a7505ad9d90bcfc2de1a9fdf73751a8e86ade6c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7a0da', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_patternbreak', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shiftpatternevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9470ed006bfaa6e34c1f2e4e1f7de7f4cde19f1d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b4ef', table='workforce_shiftpatternevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='staffingtalk',
                trigger=pgtrigger.compiler.Trigger(name='confirmed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confirmed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='10e15622ee41d10cca756e8df65811b09488cb73', operation='UPDATE', pgid='pgtrigger_confirmed_stays_7e79f', table='workforce_staffingtalk', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='staffingtalk',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_staffingtalkevent" ("calls_actual", "calls_expected", "confirmed_at", "confirmed_by_id", "decision", "held_on", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "seats", "submission_key") SELECT new_values."calls_actual", new_values."calls_expected", new_values."confirmed_at", new_values."confirmed_by_id", new_values."decision", new_values."held_on", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."seats", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='af70e1d6edf0e2b3e5b076096c2a7ccc32be5b50', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_012ad', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_staffingtalk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='staffingtalk',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_staffingtalkevent" ("calls_actual", "calls_expected", "confirmed_at", "confirmed_by_id", "decision", "held_on", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "seats", "submission_key") SELECT new_values."calls_actual", new_values."calls_expected", new_values."confirmed_at", new_values."confirmed_by_id", new_values."decision", new_values."held_on", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."seats", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='49f6726eb4e1d463a6af8aca5cef75a28e5293a0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b5cae', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_staffingtalk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='staffingtalk',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_staffingtalkevent" ("calls_actual", "calls_expected", "confirmed_at", "confirmed_by_id", "decision", "held_on", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "seats", "submission_key") SELECT old_values."calls_actual", old_values."calls_expected", old_values."confirmed_at", old_values."confirmed_by_id", old_values."decision", old_values."held_on", old_values."id", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."result", old_values."seats", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='fd21cde51aac43f339d905976752a87c99dd80aa', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e96b5', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_staffingtalk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='staffingtalkevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4a9b6c021a342deff69ed479c415e6d2fd5b3455', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26f24', table='workforce_staffingtalkevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='staffmember',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_staffmemberevent" ("code", "duty", "employer", "employment", "id", "joined_on", "left_on", "name", "name_kana", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission_key", "user_id") SELECT new_values."code", new_values."duty", new_values."employer", new_values."employment", new_values."id", new_values."joined_on", new_values."left_on", new_values."name", new_values."name_kana", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."submission_key", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cfc2c93c06d71eb29546efa2a186698ac1fe201b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fa0b6', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_staffmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='staffmember',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_staffmemberevent" ("code", "duty", "employer", "employment", "id", "joined_on", "left_on", "name", "name_kana", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission_key", "user_id") SELECT new_values."code", new_values."duty", new_values."employer", new_values."employment", new_values."id", new_values."joined_on", new_values."left_on", new_values."name", new_values."name_kana", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."submission_key", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='43157d69f69a1bbe8558fed572a85b175325221c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_38bcb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_staffmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='staffmember',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_staffmemberevent" ("code", "duty", "employer", "employment", "id", "joined_on", "left_on", "name", "name_kana", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission_key", "user_id") SELECT old_values."code", old_values."duty", old_values."employer", old_values."employment", old_values."id", old_values."joined_on", old_values."left_on", old_values."name", old_values."name_kana", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."submission_key", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3d5ff6b059c86218f88019c69f84002d80eb9103', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a1e49', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_staffmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shiftevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c210491b15d1773a50183a0d345b011250ca616', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f1be5', table='workforce_shiftevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shift',
                trigger=pgtrigger.compiler.Trigger(name='breaks_inside', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n            IF EXISTS (\n                SELECT 1 FROM workforce_break b JOIN workforce_shift o ON o.id = b.shift_id\n                WHERE o.id = NEW.id AND (b.starts_at < o.starts_at OR b.ends_at > o.ends_at)\n            ) THEN\n                RAISE EXCEPTION 'a break is outside' USING ERRCODE = 'check_violation', CONSTRAINT = 'break_is_inside_its_shift';\n            END IF;\n            RETURN NULL;\n        ", hash='9b74cacef4ade09c66c0a7e3676e04aeef985650', operation='UPDATE OF "starts_at", "ends_at"', pgid='pgtrigger_breaks_inside_55f32', table='workforce_shift', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shift',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_shiftevent" ("day", "duty", "ends_at", "id", "pattern_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "site_id", "staff_id", "starts_at") SELECT new_values."day", new_values."duty", new_values."ends_at", new_values."id", new_values."pattern_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."site_id", new_values."staff_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8c36cfe79dc8f0a78eca206548caeee15eda608e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9755e', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_shift', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shift',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_shiftevent" ("day", "duty", "ends_at", "id", "pattern_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "site_id", "staff_id", "starts_at") SELECT new_values."day", new_values."duty", new_values."ends_at", new_values."id", new_values."pattern_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."site_id", new_values."staff_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='53c1b3957d1f0b7ff7bf3c833fa5adaaaf16ee30', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_37748', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_shift', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='shift',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_shiftevent" ("day", "duty", "ends_at", "id", "pattern_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "site_id", "staff_id", "starts_at") SELECT old_values."day", old_values."duty", old_values."ends_at", old_values."id", old_values."pattern_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."site_id", old_values."staff_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0238cb43c3a06b5183a60e767ad226f9e708ea86', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_21349', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_shift', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='replacementrequestevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f11a6c0c962f44b8af27e8d84aa56bf04cf10186', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e9986', table='workforce_replacementrequestevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='replacementrequest',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_replacementrequestevent" ("action", "done_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "recorded_by_id", "staff_id", "submission_key") SELECT new_values."action", new_values."done_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."received_on", new_values."recorded_by_id", new_values."staff_id", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aa4561601cfd76259122dc8a2083dd12e81badaf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7401b', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_replacementrequest', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='replacementrequest',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_replacementrequestevent" ("action", "done_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "recorded_by_id", "staff_id", "submission_key") SELECT new_values."action", new_values."done_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."received_on", new_values."recorded_by_id", new_values."staff_id", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c3b5cd2d5661250426be7282c08f1bae7fbeefe4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e33b1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_replacementrequest', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='replacementrequest',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_replacementrequestevent" ("action", "done_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "recorded_by_id", "staff_id", "submission_key") SELECT old_values."action", old_values."done_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."received_on", old_values."recorded_by_id", old_values."staff_id", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='45bc1ed14e86e887b1983163d353561b077e034f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_187ed', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_replacementrequest', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='readreceiptevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='314ace5f81c9d37cd9a5129ff081df6786509126', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_274df', table='workforce_readreceiptevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='readreceipt',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_readreceiptevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "staff_id", "version_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."read_at", new_values."staff_id", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3d2bc2a2dfd3046a6bb161756f8a1a3c178a1b9e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3ad65', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_readreceipt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='readreceipt',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_readreceiptevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "staff_id", "version_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."read_at", new_values."staff_id", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d0e668107c19ede1142ba1744955dd9b05360bc5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_04555', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_readreceipt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='readreceipt',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_readreceiptevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "staff_id", "version_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."read_at", old_values."staff_id", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8ebd5540b575c6721f8be9bcdb1ec0d388c2dab6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bf3cd', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_readreceipt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='qualificationevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9b934aed291feef1ba74b8e8d5d998572dcc068d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8dd86', table='workforce_qualificationevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_qualificationevent" ("evidence", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id", "submission_key", "verified_by_id", "verified_on", "years") SELECT new_values."evidence", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."staff_id", new_values."submission_key", new_values."verified_by_id", new_values."verified_on", new_values."years" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='065dad3452001ab0b9d04b46bb229c83a3f9f03e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6f8a0', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_qualification', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_qualificationevent" ("evidence", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id", "submission_key", "verified_by_id", "verified_on", "years") SELECT new_values."evidence", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."staff_id", new_values."submission_key", new_values."verified_by_id", new_values."verified_on", new_values."years" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a6e4df9a7c024bd73d0db38edc1ad084e5c1c760', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_50740', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_qualification', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_qualificationevent" ("evidence", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id", "submission_key", "verified_by_id", "verified_on", "years") SELECT old_values."evidence", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."staff_id", old_values."submission_key", old_values."verified_by_id", old_values."verified_on", old_values."years" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='85fee841f7c4cafe4b42e923f847a4db2b76d47e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5fd59', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_qualification', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='presenceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bff3652cb6fb0d198bae526e6dfab810e1d677a7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d1f8c', table='workforce_presenceevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='presence',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_presenceevent" ("arrived_at", "correction", "duty", "id", "left_as", "left_at", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "site_id", "staff_id") SELECT new_values."arrived_at", new_values."correction", new_values."duty", new_values."id", new_values."left_as", new_values."left_at", new_values."outing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."site_id", new_values."staff_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='78dfad267783a57db69feac3e3ac2b7d05bc1749', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9bab0', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_presence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='presence',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_presenceevent" ("arrived_at", "correction", "duty", "id", "left_as", "left_at", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "site_id", "staff_id") SELECT new_values."arrived_at", new_values."correction", new_values."duty", new_values."id", new_values."left_as", new_values."left_at", new_values."outing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."site_id", new_values."staff_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e6d276ade023986ce98b1b36418ad276b6581c44', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8dab8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_presence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='presence',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_presenceevent" ("arrived_at", "correction", "duty", "id", "left_as", "left_at", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "site_id", "staff_id") SELECT old_values."arrived_at", old_values."correction", old_values."duty", old_values."id", old_values."left_as", old_values."left_at", old_values."outing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."site_id", old_values."staff_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2bd4fd0b718313cbb1aa4fe65bb5042e533b2a71', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1c0ac', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_presence', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='postingevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='44fbae616cf6e81edf029b2e388f8fd261d14def', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89878', table='workforce_postingevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='posting',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_postingevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "staff_id", "starts_on") SELECT new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."staff_id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0436d522f031e3b86e4ef271a666f9c90ef8865d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bcc0b', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_posting', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='posting',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_postingevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "staff_id", "starts_on") SELECT new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."staff_id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8d0fa5bee24addd2db3b6a9f2db0be926977d756', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_27be6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_posting', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='posting',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_postingevent" ("ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "staff_id", "starts_on") SELECT old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."staff_id", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='39332253c6bdd58a9a7ca02f4ac18e6d83fbcccb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bbecc', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_posting', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pledgeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0f954be1b869d43e9dce32e8c2be6ecd3bef6241', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2ebfc', table='workforce_pledgeevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pledge',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_pledgeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "staff_id", "submitted_on") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."signed_on", new_values."staff_id", new_values."submitted_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6c00d14bb780f40aee60f61c765fab78032a78a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f327b', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_pledge', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pledge',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_pledgeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "staff_id", "submitted_on") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."signed_on", new_values."staff_id", new_values."submitted_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c5a60bc3eaf05a851a49d6e1e956911893a1a0ac', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f86b0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_pledge', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='pledge',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_pledgeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "staff_id", "submitted_on") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."signed_on", old_values."staff_id", old_values."submitted_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='04434be243beebcb1e542d5520da960da44b61af', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f39ad', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_pledge', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outingmemberevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a36d12e6ff131d3327f07921f5180a6f4f3aaa10', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9cdfd', table='workforce_outingmemberevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outingmember',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_outingmemberevent" ("id", "leads", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id") SELECT new_values."id", new_values."leads", new_values."outing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."staff_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d50507b23855f2e34b77955012694e86dcbc0d4b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_54931', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_outingmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outingmember',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_outingmemberevent" ("id", "leads", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id") SELECT new_values."id", new_values."leads", new_values."outing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."staff_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fb44164925857bcec5601ce6840d823a32919f01', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_31e6d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_outingmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outingmember',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_outingmemberevent" ("id", "leads", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id") SELECT old_values."id", old_values."leads", old_values."outing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."staff_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c088a29fdb410455ce5f8adad9e1139131d0eee4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5feb4', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_outingmember', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outing',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_outingevent" ("day", "ends_at", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") SELECT new_values."day", new_values."ends_at", new_values."id", new_values."label", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='71335019305014ee1967ab4944a834a7ee4a5ed3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f1c74', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_outing', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outing',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_outingevent" ("day", "ends_at", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") SELECT new_values."day", new_values."ends_at", new_values."id", new_values."label", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1c1d23883f7a8230a02ca289cd5b79ef0f54bdaa', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c5699', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_outing', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outing',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_outingevent" ("day", "ends_at", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at") SELECT old_values."day", old_values."ends_at", old_values."id", old_values."label", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2d09718f6cf577ea20d8431160fc35262ee06176', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e2bf2', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_outing', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='conductnoteevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='396093d36b9fe2ac373b6823c1e121c27af491cf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3745d', table='workforce_conductnoteevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='conductnote',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_conductnoteevent" ("finding", "found_on", "guidance", "guided_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "staff_id", "submission_key") SELECT new_values."finding", new_values."found_on", new_values."guidance", new_values."guided_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."staff_id", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a2f8befd5a274d76890bd3fa991323dfba97bf39', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0c894', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_conductnote', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='conductnote',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_conductnoteevent" ("finding", "found_on", "guidance", "guided_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "staff_id", "submission_key") SELECT new_values."finding", new_values."found_on", new_values."guidance", new_values."guided_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."staff_id", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ed63a3bcb5965225f6331cdc67a65b3cc68e17a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a377f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_conductnote', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='conductnote',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_conductnoteevent" ("finding", "found_on", "guidance", "guided_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "staff_id", "submission_key") SELECT old_values."finding", old_values."found_on", old_values."guidance", old_values."guided_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."staff_id", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ba8b63087a223b3ffe0d14a7701cf901c17667fa', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_212cd', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_conductnote', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='careercertificateevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e237fc8b0953861cef56fa71b4d5c24c954c8493', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_547d6', table='workforce_careercertificateevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='careercertificate',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_careercertificateevent" ("comment", "decided_by_id", "decided_on", "document", "id", "is_accepted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id", "submission_key", "submitted_by_id", "submitted_on") SELECT new_values."comment", new_values."decided_by_id", new_values."decided_on", new_values."document", new_values."id", new_values."is_accepted", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."staff_id", new_values."submission_key", new_values."submitted_by_id", new_values."submitted_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5b26349fcfd4592476ee35df91afbcbe41eb6828', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b1846', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_careercertificate', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='careercertificate',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_careercertificateevent" ("comment", "decided_by_id", "decided_on", "document", "id", "is_accepted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id", "submission_key", "submitted_by_id", "submitted_on") SELECT new_values."comment", new_values."decided_by_id", new_values."decided_on", new_values."document", new_values."id", new_values."is_accepted", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."staff_id", new_values."submission_key", new_values."submitted_by_id", new_values."submitted_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bd761378d903e6a903411ff449d9665d2b873805', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d66e7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_careercertificate', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='careercertificate',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_careercertificateevent" ("comment", "decided_by_id", "decided_on", "document", "id", "is_accepted", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id", "submission_key", "submitted_by_id", "submitted_on") SELECT old_values."comment", old_values."decided_by_id", old_values."decided_on", old_values."document", old_values."id", old_values."is_accepted", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."staff_id", old_values."submission_key", old_values."submitted_by_id", old_values."submitted_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6930c2d0bc3f5d3068e0e50aad193169baec335b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8fe70', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_careercertificate', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='appointmentevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='55fda6db585e7d7682dd8a2e239eb286202c124c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f484c', table='workforce_appointmentevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='appointment',
                trigger=pgtrigger.compiler.Trigger(name='is_followed', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF EXISTS (\n            SELECT 1 FROM workforce_appointment a\n            WHERE a.office IN ('general_manager', 'cc_general_manager')\n              AND a.ends_on < (SELECT max(ends_on) FROM contracts_contractterm)\n              AND NOT EXISTS (\n                  SELECT 1 FROM workforce_appointment b WHERE b.office = a.office AND b.starts_on = a.ends_on + 1\n              )\n        ) THEN\n            RAISE EXCEPTION 'an office would be vacant'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_single_office_is_never_vacant';\n        END IF;\n        RETURN NULL;\n    ", hash='2cf71d6b2bf3af8570f5f3170d0877762713f2b1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_is_followed_7e357', table='workforce_appointment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='appointment',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_appointmentevent" ("consulted_on", "document", "ends_on", "history_submitted_on", "id", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "staff_id", "starts_on", "submission_key") SELECT new_values."consulted_on", new_values."document", new_values."ends_on", new_values."history_submitted_on", new_values."id", new_values."office", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."staff_id", new_values."starts_on", new_values."submission_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c63a29e1b0e2896d72041f4635511bdcc5ee2571', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_70397', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_appointment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='appointment',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_appointmentevent" ("consulted_on", "document", "ends_on", "history_submitted_on", "id", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "staff_id", "starts_on", "submission_key") SELECT new_values."consulted_on", new_values."document", new_values."ends_on", new_values."history_submitted_on", new_values."id", new_values."office", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."staff_id", new_values."starts_on", new_values."submission_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3a5484d4445d228c3d4ef03bb716e918b762db2e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_12be9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_appointment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='appointment',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_appointmentevent" ("consulted_on", "document", "ends_on", "history_submitted_on", "id", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "staff_id", "starts_on", "submission_key") SELECT old_values."consulted_on", old_values."document", old_values."ends_on", old_values."history_submitted_on", old_values."id", old_values."office", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."staff_id", old_values."starts_on", old_values."submission_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d7e1a0d4f6c19315cb687331c3920bb21cc79da7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bce48', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_appointment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='staffmemberevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b2ecd754585bcf9af399e6d1f57ec0d432d9aa73', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89b82', table='workforce_staffmemberevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trainingsession',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_trainingsessionevent" ("held_on", "id", "kind", "minutes", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "submission_key", "trainer_id", "version_id") SELECT new_values."held_on", new_values."id", new_values."kind", new_values."minutes", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."submission_key", new_values."trainer_id", new_values."version_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9a69dad0965423e4691c48879022dcf6bf2cfd76', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9f652', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_trainingsession', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trainingsession',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_trainingsessionevent" ("held_on", "id", "kind", "minutes", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "submission_key", "trainer_id", "version_id") SELECT new_values."held_on", new_values."id", new_values."kind", new_values."minutes", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."submission_key", new_values."trainer_id", new_values."version_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='af3f87b5dd7941138323ccbbebf039af5ca7a56f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_97a6a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_trainingsession', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trainingsession',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_trainingsessionevent" ("held_on", "id", "kind", "minutes", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "submission_key", "trainer_id", "version_id") SELECT old_values."held_on", old_values."id", old_values."kind", old_values."minutes", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_by_id", old_values."submission_key", old_values."trainer_id", old_values."version_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d5de3061039d4e538e19d68c15f4d659de587e13', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2ad02', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_trainingsession', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendanceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2ed58ddfc6e2942e7569b24144f0a2b0c965b347', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_af83c', table='workforce_attendanceevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendance',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_attendanceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "staff_id", "topics") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."session_id", new_values."staff_id", new_values."topics" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7760a2c8a0c73216bfd713969d75325e974cdc00', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_770cd', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_attendance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendance',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_attendanceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "staff_id", "topics") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."session_id", new_values."staff_id", new_values."topics" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b534699e5f0f14f28107d3d3737e436afdc9f816', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_23bf9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_attendance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendance',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_attendanceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "staff_id", "topics") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."session_id", old_values."staff_id", old_values."topics" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='28e9c4b013c58426b19593da9e2ad7c21569fd90', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1426d', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_attendance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='trainingsessionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c86cf9d4dfa0dede1038407ca9b02870cac6326f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_88364', table='workforce_trainingsessionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='vacancy',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_vacancyevent" ("day", "detected_at", "ends_at", "filled_at", "id", "kind", "missing", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "starts_at") SELECT new_values."day", new_values."detected_at", new_values."ends_at", new_values."filled_at", new_values."id", new_values."kind", new_values."missing", new_values."outing_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."starts_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8e82cfb5ec7a3c57cbcee3946838e2c657e76ebf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_05572', referencing='REFERENCING NEW TABLE AS new_values ', table='workforce_vacancy', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='vacancy',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_vacancyevent" ("day", "detected_at", "ends_at", "filled_at", "id", "kind", "missing", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "starts_at") SELECT new_values."day", new_values."detected_at", new_values."ends_at", new_values."filled_at", new_values."id", new_values."kind", new_values."missing", new_values."outing_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."starts_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7946d1c343f75c130bea2dfb9688eded9ac1e0ad', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_453bf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='workforce_vacancy', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='vacancy',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "workforce_vacancyevent" ("day", "detected_at", "ends_at", "filled_at", "id", "kind", "missing", "outing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "starts_at") SELECT old_values."day", old_values."detected_at", old_values."ends_at", old_values."filled_at", old_values."id", old_values."kind", old_values."missing", old_values."outing_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."starts_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1a62d85d2f62656ebaa1cb90af3833f436c51bdb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_96025', referencing='REFERENCING OLD TABLE AS old_values ', table='workforce_vacancy', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='vacancyevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='27625308f9b6fe8308f854066a0a2aa4285ac7e6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4e6fa', table='workforce_vacancyevent', when='BEFORE')),
            ),
        ]),
    ]
