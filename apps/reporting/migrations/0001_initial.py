import apps.core.fields
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models
from apps.core.migration_operations import AddTriggers, CreateTables
from apps.reporting import reader


def create_roles(apps, schema_editor):
    """Roles belong to the server; what they may read is renewed after every migrate."""
    reader.create_role(schema_editor.connection)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(create_roles, migrations.RunPython.noop),
        CreateTables([
            migrations.CreateModel(
                name='AnswerRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='行')),
                    ('label', apps.core.fields.GuardedCharField(max_length=60, verbose_name='項目')),
                    ('number', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='数')),
                    ('unit', apps.core.fields.GuardedCharField(blank=True, max_length=10, verbose_name='単位')),
                ],
                options={
                    'verbose_name': '追加の報告の行',
                    'verbose_name_plural': '追加の報告の行',
                    'ordering': ['answer', 'position'],
                },
            ),
            migrations.CreateModel(
                name='DataFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(choices=[('inquiries', '応答履歴'), ('calls', '通話記録')], max_length=20, verbose_name='記録の種類')),
                    ('form', models.CharField(choices=[('xlsx', 'Excel（xlsx）'), ('csv', 'CSV（UTF-8）')], max_length=10, verbose_name='形式')),
                    ('rows', models.PositiveIntegerField(verbose_name='行数')),
                    ('size', models.PositiveIntegerField(verbose_name='大きさ（バイト）')),
                    ('sha256', models.CharField(max_length=64, verbose_name='ハッシュ値')),
                    ('file', models.BinaryField(verbose_name='ファイル')),
                ],
                options={
                    'verbose_name': '報告書のデータ',
                    'verbose_name_plural': '報告書のデータ',
                    'ordering': ['revision', 'subject', 'form'],
                },
            ),
            migrations.CreateModel(
                name='Inspection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(blank=True, null=True, verbose_name='対象月（初日）')),
                    ('round', models.PositiveSmallIntegerField(verbose_name='回')),
                    ('notified_on', models.DateField(verbose_name='完了の通知日')),
                    ('nominal_due_on', models.DateField(verbose_name='検査の期限')),
                    ('safe_due_on', models.DateField(verbose_name='検査の目安日')),
                    ('result', models.CharField(blank=True, choices=[('passed', '合格'), ('failed', '不合格')], max_length=10, verbose_name='結果')),
                    ('inspected_on', models.DateField(blank=True, null=True, verbose_name='検査日')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='補正の内容・意見')),
                    ('correct_by', models.DateField(blank=True, null=True, verbose_name='補正の期限')),
                    ('inspected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='検査した人')),
                    ('notified_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='通知した人')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'verbose_name': '検査',
                    'verbose_name_plural': '検査',
                    'ordering': ['term', 'month', 'round'],
                },
            ),
            migrations.CreateModel(
                name='Invoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('number', apps.core.fields.GuardedCharField(max_length=20, verbose_name='請求書番号')),
                    ('state', models.CharField(choices=[('draft', '下書き'), ('sent', '提出済'), ('returned', '差戻し'), ('accepted', '受理'), ('paid', '支払済')], default='draft', max_length=10, verbose_name='状態')),
                    ('net', models.PositiveBigIntegerField(verbose_name='税抜の額（円）')),
                    ('percent', models.PositiveSmallIntegerField(verbose_name='税率（%）')),
                    ('tax', models.PositiveBigIntegerField(verbose_name='消費税及び地方消費税の額（円）')),
                    ('gross', models.PositiveBigIntegerField(verbose_name='請求金額（円）')),
                    ('days', models.PositiveSmallIntegerField(verbose_name='対象の日数')),
                    ('drafted_at', models.DateTimeField(verbose_name='下書きの作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('nominal_due_on', models.DateField(blank=True, null=True, verbose_name='支払の期限')),
                    ('safe_due_on', models.DateField(blank=True, null=True, verbose_name='支払の目安日')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='受理・差戻しの日時')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='市の意見')),
                    ('paid_on', models.DateField(blank=True, null=True, verbose_name='支払日')),
                    ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='支払を記録した日時')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理・差戻しをした人')),
                    ('drafted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='下書きを作成した人')),
                    ('paid_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='支払を記録した人')),
                    ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出した人')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'verbose_name': '請求書',
                    'verbose_name_plural': '請求書',
                    'ordering': ['-month'],
                },
            ),
            migrations.CreateModel(
                name='InvoiceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('number', apps.core.fields.GuardedCharField(max_length=20, verbose_name='請求書番号')),
                    ('state', models.CharField(choices=[('draft', '下書き'), ('sent', '提出済'), ('returned', '差戻し'), ('accepted', '受理'), ('paid', '支払済')], default='draft', max_length=10, verbose_name='状態')),
                    ('net', models.PositiveBigIntegerField(verbose_name='税抜の額（円）')),
                    ('percent', models.PositiveSmallIntegerField(verbose_name='税率（%）')),
                    ('tax', models.PositiveBigIntegerField(verbose_name='消費税及び地方消費税の額（円）')),
                    ('gross', models.PositiveBigIntegerField(verbose_name='請求金額（円）')),
                    ('days', models.PositiveSmallIntegerField(verbose_name='対象の日数')),
                    ('drafted_at', models.DateTimeField(verbose_name='下書きの作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('nominal_due_on', models.DateField(blank=True, null=True, verbose_name='支払の期限')),
                    ('safe_due_on', models.DateField(blank=True, null=True, verbose_name='支払の目安日')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='受理・差戻しの日時')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='市の意見')),
                    ('paid_on', models.DateField(blank=True, null=True, verbose_name='支払日')),
                    ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='支払を記録した日時')),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理・差戻しをした人')),
                    ('drafted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='下書きを作成した人')),
                    ('paid_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='支払を記録した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.invoice')),
                    ('sent_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出した人')),
                    ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='InvoiceIssuer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('contract_number', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='契約番号')),
                    ('address', apps.core.fields.GuardedCharField(max_length=120, verbose_name='所在地')),
                    ('representative', apps.core.fields.GuardedCharField(max_length=60, verbose_name='代表者の職・氏名')),
                    ('registration_number', apps.core.fields.GuardedCharField(blank=True, max_length=14, verbose_name='適格請求書発行事業者の登録番号')),
                    ('bank', apps.core.fields.GuardedCharField(max_length=40, verbose_name='金融機関')),
                    ('branch', apps.core.fields.GuardedCharField(max_length=40, verbose_name='支店')),
                    ('account_kind', models.CharField(choices=[('ordinary', '普通'), ('current', '当座')], max_length=10, verbose_name='預金の種類')),
                    ('account_number', apps.core.fields.GuardedCharField(max_length=7, verbose_name='口座番号')),
                    ('account_name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='口座名義（カナ）')),
                    ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_issuer', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'verbose_name': '請求者と振込先',
                    'verbose_name_plural': '請求者と振込先',
                },
            ),
            migrations.CreateModel(
                name='InvoiceIssuerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('contract_number', apps.core.fields.GuardedCharField(blank=True, max_length=40, verbose_name='契約番号')),
                    ('address', apps.core.fields.GuardedCharField(max_length=120, verbose_name='所在地')),
                    ('representative', apps.core.fields.GuardedCharField(max_length=60, verbose_name='代表者の職・氏名')),
                    ('registration_number', apps.core.fields.GuardedCharField(blank=True, max_length=14, verbose_name='適格請求書発行事業者の登録番号')),
                    ('bank', apps.core.fields.GuardedCharField(max_length=40, verbose_name='金融機関')),
                    ('branch', apps.core.fields.GuardedCharField(max_length=40, verbose_name='支店')),
                    ('account_kind', models.CharField(choices=[('ordinary', '普通'), ('current', '当座')], max_length=10, verbose_name='預金の種類')),
                    ('account_number', apps.core.fields.GuardedCharField(max_length=7, verbose_name='口座番号')),
                    ('account_name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='口座名義（カナ）')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.invoiceissuer')),
                    ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='InvoiceRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('content', models.JSONField(verbose_name='数値')),
                    ('xlsx', models.BinaryField(verbose_name='Excelファイル')),
                    ('pdf', models.BinaryField(verbose_name='PDFファイル')),
                    ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='reporting.invoice', verbose_name='請求書')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                ],
                options={
                    'verbose_name': '請求書の版',
                    'verbose_name_plural': '請求書の版',
                    'ordering': ['invoice', '-number'],
                },
            ),
            migrations.CreateModel(
                name='InvoiceRevisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('invoice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.invoice', verbose_name='請求書')),
                    ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.invoicerevision')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OrderAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('text', apps.core.fields.GuardedTextField(max_length=2000, verbose_name='報告')),
                    ('answered_at', models.DateTimeField(verbose_name='記載日時')),
                    ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者')),
                ],
                options={
                    'verbose_name': '追加の報告',
                    'verbose_name_plural': '追加の報告',
                    'ordering': ['order', '-month'],
                },
            ),
            migrations.CreateModel(
                name='AnswerRowEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('position', models.PositiveSmallIntegerField(verbose_name='行')),
                    ('label', apps.core.fields.GuardedCharField(max_length=60, verbose_name='項目')),
                    ('number', models.DecimalField(decimal_places=1, max_digits=12, verbose_name='数')),
                    ('unit', apps.core.fields.GuardedCharField(blank=True, max_length=10, verbose_name='単位')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.answerrow')),
                    ('answer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.orderanswer', verbose_name='追加の報告')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='answerrow',
                name='answer',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='reporting.orderanswer', verbose_name='追加の報告'),
            ),
            migrations.CreateModel(
                name='PaymentChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('kind', models.CharField(choices=[('end', '契約の終了（この月まで支払う）'), ('amount', 'この月の額（税抜）を協議の額にする'), ('tax', 'この月の税率（経過措置）')], max_length=10, verbose_name='変更の内容')),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='業務の最終日')),
                    ('net', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='協議の額（税抜・円）')),
                    ('percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='税率（%）')),
                    ('reason', apps.core.fields.GuardedTextField(max_length=500, verbose_name='理由')),
                    ('made_at', models.DateTimeField(verbose_name='登録日時')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_changes', to='contracts.agreement', verbose_name='協議')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録した人')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_changes', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'verbose_name': '支払の変更',
                    'verbose_name_plural': '支払の変更',
                    'ordering': ['term', 'month', 'kind'],
                },
            ),
            migrations.CreateModel(
                name='PaymentChangeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('kind', models.CharField(choices=[('end', '契約の終了（この月まで支払う）'), ('amount', 'この月の額（税抜）を協議の額にする'), ('tax', 'この月の税率（経過措置）')], max_length=10, verbose_name='変更の内容')),
                    ('last_day', models.DateField(blank=True, null=True, verbose_name='業務の最終日')),
                    ('net', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='協議の額（税抜・円）')),
                    ('percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='税率（%）')),
                    ('reason', apps.core.fields.GuardedTextField(max_length=500, verbose_name='理由')),
                    ('made_at', models.DateTimeField(verbose_name='登録日時')),
                    ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.agreement', verbose_name='協議')),
                    ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.paymentchange')),
                    ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReminderAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('general_manager', '統括責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者'), ('city_staff', '市職員'), ('city_approver', '市の承認者'), ('system_admin', 'システム管理者')], max_length=20, verbose_name='役割')),
                    ('address', apps.core.fields.GuardedCharField(max_length=200, validators=[django.core.validators.EmailValidator('メールアドレスは「kakari@example.jp」の形で入力してください。')], verbose_name='メールアドレス')),
                    ('since_on', models.DateField(verbose_name='送信を始める日')),
                    ('until_on', models.DateField(blank=True, null=True, verbose_name='送信を終える日')),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録した人')),
                ],
                options={
                    'verbose_name': '通知先',
                    'verbose_name_plural': '通知先',
                    'ordering': ['role', 'address', 'since_on'],
                },
            ),
            migrations.CreateModel(
                name='ReminderAddressEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('role', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('general_manager', '統括責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者'), ('city_staff', '市職員'), ('city_approver', '市の承認者'), ('system_admin', 'システム管理者')], max_length=20, verbose_name='役割')),
                    ('address', apps.core.fields.GuardedCharField(max_length=200, validators=[django.core.validators.EmailValidator('メールアドレスは「kakari@example.jp」の形で入力してください。')], verbose_name='メールアドレス')),
                    ('since_on', models.DateField(verbose_name='送信を始める日')),
                    ('until_on', models.DateField(blank=True, null=True, verbose_name='送信を終える日')),
                    ('added_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reminderaddress')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReminderMail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', apps.core.fields.GuardedCharField(max_length=200, verbose_name='メールアドレス')),
                    ('state', models.CharField(choices=[('planned', '送信待ち'), ('sending', '送信中'), ('sent', '送信済'), ('failed', '再送待ち'), ('unknown', '結果不明'), ('dropped', '送信不要')], default='planned', max_length=10, verbose_name='状態')),
                    ('planned_at', models.DateTimeField(verbose_name='送信を決めた日時')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='送信した回数')),
                    ('tried_at', models.DateTimeField(blank=True, null=True, verbose_name='最後に送信した日時')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='送信できた日時')),
                    ('count', models.PositiveIntegerField(default=0, verbose_name='知らせた件数')),
                    ('failure', models.CharField(blank=True, max_length=100, verbose_name='送信できなかった理由')),
                ],
                options={
                    'verbose_name': '通知のメール',
                    'verbose_name_plural': '通知のメール',
                    'ordering': ['-planned_at', '-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['planned', 'sending', 'failed'])), fields=('address',), name='remindermail_one_under_way_per_address', violation_error_message='この宛先には、送信を待つメールがすでにあります。'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='remindermail_sent_has_moment', violation_error_message='送信できたメールには、その日時が必要です。'), models.CheckConstraint(condition=models.Q(models.Q(('attempts', 0), ('tried_at__isnull', True)), models.Q(('attempts__gte', 1), ('tried_at__isnull', False)), _connector='OR'), name='remindermail_attempts_have_moment', violation_error_message='送信したメールには、最後に送信した日時が必要です。'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['failed', 'unknown']), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='remindermail_failure_says_why', violation_error_message='送信できなかったメールには、その理由が必要です。')],
                },
            ),
            migrations.CreateModel(
                name='ReminderSent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('address', apps.core.fields.GuardedCharField(max_length=200, verbose_name='メールアドレス')),
                    ('kind', models.CharField(max_length=20, verbose_name='報告・検査・支払の種類')),
                    ('first_on', models.DateField(verbose_name='対象期間の初日')),
                    ('last_on', models.DateField(verbose_name='対象期間の末日')),
                    ('stage', models.CharField(choices=[('before', '期限前'), ('today', '期限当日'), ('late', '期限超過'), ('issued', '確認待ち'), ('returned', '差戻し')], max_length=10, verbose_name='知らせる段階')),
                    ('stage_on', models.DateField(verbose_name='段階の日')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版・回')),
                    ('mail', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='told', to='reporting.remindermail', verbose_name='メール')),
                ],
                options={
                    'verbose_name': '知らせた報告書',
                    'verbose_name_plural': '知らせた報告書',
                    'ordering': ['mail', 'kind', 'first_on'],
                },
            ),
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('call_monthly', 'コールセンター応答状況報告書（月次）'), ('counter_daily', '申請サポート窓口 業務日報'), ('counter_monthly', '申請サポート窓口 業務月報'), ('outreach_monthly', '出張申請受付 業務月報'), ('driving_monthly', '運転記録・酒気帯び確認記録（月次）'), ('records_monthly', 'コールセンター全記録（月次データ）'), ('completion', '委託業務実施報告書')], max_length=20, verbose_name='種類')),
                    ('first_on', models.DateField(verbose_name='対象期間の初日')),
                    ('last_on', models.DateField(verbose_name='対象期間の末日')),
                    ('nominal_due_on', models.DateField(verbose_name='提出期限')),
                    ('safe_due_on', models.DateField(verbose_name='提出の目安日')),
                    ('state', models.CharField(choices=[('requested', '作成中'), ('draft', '下書き'), ('confirmed', '確認済'), ('issued', '提出済'), ('accepted', '受理'), ('returned', '差戻し')], default='requested', max_length=20, verbose_name='状態')),
                    ('remarks', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='所見・改善策')),
                    ('cause', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='目標に届かなかった原因')),
                    ('measure', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='改善策')),
                    ('unsigned_reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='運営責任者の確認がない理由')),
                    ('proposal', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='意見・提案')),
                    ('requested_at', models.DateTimeField(verbose_name='作成を始めた日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                    ('failure', models.CharField(blank=True, max_length=200, verbose_name='作成できなかった理由')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('drifted_at', models.DateTimeField(blank=True, null=True, verbose_name='提出後に記録が変わったことに気づいた日時')),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者')),
                    ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者')),
                    ('remarks_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者')),
                    ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                ],
                options={
                    'verbose_name': '報告書',
                    'verbose_name_plural': '報告書',
                    'ordering': ['-last_on', 'kind'],
                },
            ),
            migrations.CreateModel(
                name='InspectionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(blank=True, null=True, verbose_name='対象月（初日）')),
                    ('round', models.PositiveSmallIntegerField(verbose_name='回')),
                    ('notified_on', models.DateField(verbose_name='完了の通知日')),
                    ('nominal_due_on', models.DateField(verbose_name='検査の期限')),
                    ('safe_due_on', models.DateField(verbose_name='検査の目安日')),
                    ('result', models.CharField(blank=True, choices=[('passed', '合格'), ('failed', '不合格')], max_length=10, verbose_name='結果')),
                    ('inspected_on', models.DateField(blank=True, null=True, verbose_name='検査日')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='補正の内容・意見')),
                    ('correct_by', models.DateField(blank=True, null=True, verbose_name='補正の期限')),
                    ('inspected_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='検査した人')),
                    ('notified_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='通知した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.inspection')),
                    ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractterm', verbose_name='契約年度')),
                    ('report', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.report', verbose_name='委託業務実施報告書')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='inspection',
                name='report',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='reporting.report', verbose_name='委託業務実施報告書'),
            ),
            migrations.CreateModel(
                name='ReportDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('accepted', models.BooleanField(verbose_name='受理')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='市の意見')),
                    ('decided_at', models.DateTimeField(verbose_name='受理・差戻しの日時')),
                    ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理・差戻しをした人')),
                ],
                options={
                    'verbose_name': '報告書の受理・差戻し',
                    'verbose_name_plural': '報告書の受理・差戻し',
                    'ordering': ['decided_at'],
                },
            ),
            migrations.CreateModel(
                name='ReportEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('call_monthly', 'コールセンター応答状況報告書（月次）'), ('counter_daily', '申請サポート窓口 業務日報'), ('counter_monthly', '申請サポート窓口 業務月報'), ('outreach_monthly', '出張申請受付 業務月報'), ('driving_monthly', '運転記録・酒気帯び確認記録（月次）'), ('records_monthly', 'コールセンター全記録（月次データ）'), ('completion', '委託業務実施報告書')], max_length=20, verbose_name='種類')),
                    ('first_on', models.DateField(verbose_name='対象期間の初日')),
                    ('last_on', models.DateField(verbose_name='対象期間の末日')),
                    ('nominal_due_on', models.DateField(verbose_name='提出期限')),
                    ('safe_due_on', models.DateField(verbose_name='提出の目安日')),
                    ('state', models.CharField(choices=[('requested', '作成中'), ('draft', '下書き'), ('confirmed', '確認済'), ('issued', '提出済'), ('accepted', '受理'), ('returned', '差戻し')], default='requested', max_length=20, verbose_name='状態')),
                    ('remarks', apps.core.fields.GuardedTextField(blank=True, max_length=2000, verbose_name='所見・改善策')),
                    ('cause', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='目標に届かなかった原因')),
                    ('measure', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='改善策')),
                    ('unsigned_reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='運営責任者の確認がない理由')),
                    ('proposal', apps.core.fields.GuardedTextField(blank=True, max_length=1000, verbose_name='意見・提案')),
                    ('requested_at', models.DateTimeField(verbose_name='作成を始めた日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直す理由')),
                    ('failure', models.CharField(blank=True, max_length=200, verbose_name='作成できなかった理由')),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='確認日時')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('drifted_at', models.DateTimeField(blank=True, null=True, verbose_name='提出後に記録が変わったことに気づいた日時')),
                    ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認者')),
                    ('issued_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出者')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.report')),
                    ('remarks_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者')),
                    ('requested_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReportOrder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', apps.core.fields.GuardedCharField(max_length=60, verbose_name='件名')),
                    ('wish', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='報告してほしい内容')),
                    ('first_month', models.DateField(verbose_name='最初の月')),
                    ('last_month', models.DateField(blank=True, null=True, verbose_name='最後の月')),
                    ('ordered_at', models.DateTimeField(verbose_name='指示日時')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='取り下げ日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='送信の印')),
                    ('ordered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='指示した人')),
                    ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り下げた人')),
                ],
                options={
                    'verbose_name': '追加の報告の指示',
                    'verbose_name_plural': '追加の報告の指示',
                    'ordering': ['-first_month', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='OrderAnswerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('month', models.DateField(verbose_name='対象月（初日）')),
                    ('text', apps.core.fields.GuardedTextField(max_length=2000, verbose_name='報告')),
                    ('answered_at', models.DateTimeField(verbose_name='記載日時')),
                    ('answered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='記載者')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.orderanswer')),
                    ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportorder', verbose_name='指示')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='orderanswer',
                name='order',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='reporting.reportorder', verbose_name='指示'),
            ),
            migrations.CreateModel(
                name='ReportOrderEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('subject', apps.core.fields.GuardedCharField(max_length=60, verbose_name='件名')),
                    ('wish', apps.core.fields.GuardedTextField(max_length=1000, verbose_name='報告してほしい内容')),
                    ('first_month', models.DateField(verbose_name='最初の月')),
                    ('last_month', models.DateField(blank=True, null=True, verbose_name='最後の月')),
                    ('ordered_at', models.DateTimeField(verbose_name='指示日時')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='取り下げ日時')),
                    ('submission_key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='送信の印')),
                    ('ordered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='指示した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reportorder')),
                    ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取り下げた人')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReportRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('content', models.JSONField(verbose_name='数値')),
                    ('xlsx', models.BinaryField(verbose_name='Excelファイル')),
                    ('pdf', models.BinaryField(verbose_name='PDFファイル')),
                    ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('definitions_version', models.PositiveSmallIntegerField(verbose_name='定義の版')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='reporting.report', verbose_name='報告書')),
                ],
                options={
                    'verbose_name': '報告書の版',
                    'verbose_name_plural': '報告書の版',
                    'ordering': ['report', '-number'],
                },
            ),
            migrations.CreateModel(
                name='ReportDecisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('accepted', models.BooleanField(verbose_name='受理')),
                    ('comment', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='市の意見')),
                    ('decided_at', models.DateTimeField(verbose_name='受理・差戻しの日時')),
                    ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='受理・差戻しをした人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reportdecision')),
                    ('revision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportrevision', verbose_name='報告書の版')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='reportdecision',
                name='revision',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='reporting.reportrevision', verbose_name='報告書の版'),
            ),
            migrations.CreateModel(
                name='FrozenCell',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(max_length=20, verbose_name='記録の種類')),
                    ('place', models.CharField(max_length=80, verbose_name='行の位置')),
                    ('measure', models.CharField(max_length=40, verbose_name='項目')),
                    ('record_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, verbose_name='数えた記録の番号')),
                    ('amounts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), blank=True, null=True, size=None, verbose_name='記録ごとの数')),
                    ('number', models.IntegerField(verbose_name='数')),
                    ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='reporting.reportrevision', verbose_name='報告書の版')),
                ],
                options={
                    'verbose_name': '報告書の数の内訳',
                    'verbose_name_plural': '報告書の数の内訳',
                    'ordering': ['revision', 'source', 'place', 'measure'],
                },
            ),
            migrations.CreateModel(
                name='DoubtfulPlace',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('inquiry', models.BigIntegerField(verbose_name='記録の番号')),
                    ('column', models.CharField(max_length=20, verbose_name='欄')),
                    ('position', models.PositiveIntegerField(verbose_name='何文字目')),
                    ('rule', models.CharField(max_length=20, verbose_name='規則')),
                    ('is_refused', models.BooleanField(verbose_name='マイナンバーの疑い')),
                    ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='reporting.reportrevision', verbose_name='報告書の版')),
                ],
                options={
                    'verbose_name': '個人情報の疑いがある箇所',
                    'verbose_name_plural': '個人情報の疑いがある箇所',
                    'ordering': ['revision', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='DataFileEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('subject', models.CharField(choices=[('inquiries', '応答履歴'), ('calls', '通話記録')], max_length=20, verbose_name='記録の種類')),
                    ('form', models.CharField(choices=[('xlsx', 'Excel（xlsx）'), ('csv', 'CSV（UTF-8）')], max_length=10, verbose_name='形式')),
                    ('rows', models.PositiveIntegerField(verbose_name='行数')),
                    ('size', models.PositiveIntegerField(verbose_name='大きさ（バイト）')),
                    ('sha256', models.CharField(max_length=64, verbose_name='ハッシュ値')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.datafile')),
                    ('revision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportrevision', verbose_name='報告書の版')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='datafile',
                name='revision',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='data_files', to='reporting.reportrevision', verbose_name='報告書の版'),
            ),
            migrations.CreateModel(
                name='ReportRevisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('xlsx_sha256', models.CharField(max_length=64, verbose_name='Excelのハッシュ値')),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('made_at', models.DateTimeField(verbose_name='作成日時')),
                    ('reason', apps.core.fields.GuardedTextField(blank=True, max_length=500, verbose_name='作り直した理由')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='提出日時')),
                    ('definitions_version', models.PositiveSmallIntegerField(verbose_name='定義の版')),
                    ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成を指示した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.reportrevision')),
                    ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.report', verbose_name='報告書')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReportRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sent_at', models.DateTimeField(verbose_name='作成を頼んだ日時')),
                    ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='作成を試みた回数')),
                    ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='run', to='reporting.report', verbose_name='報告書')),
                ],
                options={
                    'verbose_name': '報告書の作成の進み',
                    'verbose_name_plural': '報告書の作成の進み',
                    'ordering': ['sent_at'],
                },
            ),
            migrations.CreateModel(
                name='RevisionWithdrawal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('reason', apps.core.fields.GuardedTextField(max_length=500, verbose_name='取りやめた理由')),
                    ('withdrawn_at', models.DateTimeField(verbose_name='取りやめた日時')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='reporting.report', verbose_name='報告書')),
                    ('withdrawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取りやめた人')),
                ],
                options={
                    'verbose_name': '報告書の版の取りやめ',
                    'verbose_name_plural': '報告書の版の取りやめ',
                    'ordering': ['-withdrawn_at'],
                },
            ),
            migrations.CreateModel(
                name='RevisionWithdrawalEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('reason', apps.core.fields.GuardedTextField(max_length=500, verbose_name='取りやめた理由')),
                    ('withdrawn_at', models.DateTimeField(verbose_name='取りやめた日時')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.revisionwithdrawal')),
                    ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.report', verbose_name='報告書')),
                    ('withdrawn_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='取りやめた人')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TextClearance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('places', models.PositiveIntegerField(verbose_name='読んだ箇所の数')),
                    ('cleared_at', models.DateTimeField(verbose_name='確認日時')),
                    ('cleared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人')),
                    ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clearances', to='reporting.reportrevision', verbose_name='報告書の版')),
                ],
                options={
                    'verbose_name': '個人情報の疑いの確認',
                    'verbose_name_plural': '個人情報の疑いの確認',
                    'ordering': ['-cleared_at'],
                },
            ),
            migrations.CreateModel(
                name='TextClearanceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('pdf_sha256', models.CharField(max_length=64, verbose_name='PDFのハッシュ値')),
                    ('places', models.PositiveIntegerField(verbose_name='読んだ箇所の数')),
                    ('cleared_at', models.DateTimeField(verbose_name='確認日時')),
                    ('cleared_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='確認した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.textclearance')),
                    ('revision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.reportrevision', verbose_name='報告書の版')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='WithheldText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(choices=[('callcenter.Inquiry.summary', '応答履歴の内容'), ('callcenter.Inquiry.target_section', '応答履歴の案内先'), ('callcenter.Inquiry.transfer_reason', '応答履歴の転送の理由'), ('callcenter.InquiryNote.text', '応答履歴の追記'), ('counters.Trouble.situation', '困難事例・トラブルの状況'), ('counters.Trouble.response', '困難事例・トラブルの対応'), ('outreach.VisitResult.trouble', '訪問の困難事例・トラブル'), ('outreach.VisitResult.incomplete_reason', '訪問の未了の理由'), ('outreach.VisitResult.report', '訪問の報告'), ('outreach.Visit.cancel_reason', '訪問の中止の理由'), ('outreach.Trip.purpose', '運転の行き先・用務'), ('outreach.Trip.gap_reason', '走行距離計が前回と続かない理由'), ('outreach.Trip.stop_reason', '運転の取りやめの理由'), ('outreach.AlcoholCheck.method_detail', '酒気帯びの確認の方法'), ('outreach.AlcoholCheck.instruction', '酒気帯びの確認の指示事項'), ('outreach.AlcoholCheck.note', '酒気帯びの確認のその他'), ('workforce.Improvement.what', '改善の内容'), ('reporting.ReportOrder.subject', '追加の報告の指示の件名'), ('reporting.ReportOrder.wish', '追加の報告の指示の内容')], max_length=60, verbose_name='文章')),
                    ('record_id', models.BigIntegerField(verbose_name='記録の番号')),
                    ('withheld_at', models.DateTimeField(verbose_name='伏せた日時')),
                    ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='戻した日時')),
                    ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='戻した人')),
                    ('withheld_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='伏せた人')),
                ],
                options={
                    'verbose_name': '伏せた文章',
                    'verbose_name_plural': '伏せた文章',
                    'ordering': ['-withheld_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='WithheldTextEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('text', models.CharField(choices=[('callcenter.Inquiry.summary', '応答履歴の内容'), ('callcenter.Inquiry.target_section', '応答履歴の案内先'), ('callcenter.Inquiry.transfer_reason', '応答履歴の転送の理由'), ('callcenter.InquiryNote.text', '応答履歴の追記'), ('counters.Trouble.situation', '困難事例・トラブルの状況'), ('counters.Trouble.response', '困難事例・トラブルの対応'), ('outreach.VisitResult.trouble', '訪問の困難事例・トラブル'), ('outreach.VisitResult.incomplete_reason', '訪問の未了の理由'), ('outreach.VisitResult.report', '訪問の報告'), ('outreach.Visit.cancel_reason', '訪問の中止の理由'), ('outreach.Trip.purpose', '運転の行き先・用務'), ('outreach.Trip.gap_reason', '走行距離計が前回と続かない理由'), ('outreach.Trip.stop_reason', '運転の取りやめの理由'), ('outreach.AlcoholCheck.method_detail', '酒気帯びの確認の方法'), ('outreach.AlcoholCheck.instruction', '酒気帯びの確認の指示事項'), ('outreach.AlcoholCheck.note', '酒気帯びの確認のその他'), ('workforce.Improvement.what', '改善の内容'), ('reporting.ReportOrder.subject', '追加の報告の指示の件名'), ('reporting.ReportOrder.wish', '追加の報告の指示の内容')], max_length=60, verbose_name='文章')),
                    ('record_id', models.BigIntegerField(verbose_name='記録の番号')),
                    ('withheld_at', models.DateTimeField(verbose_name='伏せた日時')),
                    ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='戻した日時')),
                    ('lifted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='戻した人')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reporting.withheldtext')),
                    ('withheld_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='伏せた人')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.UniqueConstraint(fields=('term', 'month'), name='invoice_one_per_term_and_month', violation_error_message='この月の請求書はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.UniqueConstraint(fields=('number',), name='invoice_number_is_unique', violation_error_message='この番号の請求書はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='invoice_month_is_a_first_day', violation_error_message='対象月は、月の初日で表します。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(('gross', django.db.models.expressions.CombinedExpression(models.F('net'), '+', models.F('tax')))), name='invoice_net_and_tax_add_up_to_gross', violation_error_message='税抜の額と消費税の額の和は、請求金額と同じにしてください。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('nominal_due_on__isnull', True), ('safe_due_on__isnull', True), ('sent_at__isnull', True), ('sent_by__isnull', True)), models.Q(('nominal_due_on__isnull', False), ('safe_due_on__isnull', False), ('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='invoice_sent_at_by_and_due_day', violation_error_message='提出の日時、提出した人、支払の期限は、すべてが必要です。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('sent_at__isnull', False), _connector='OR'), name='invoice_state_after_draft_has_been_sent', violation_error_message='提出していない請求書は、受理や支払の状態にできません。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='invoice_decided_at_and_by', violation_error_message='受理・差戻しの日時と人は、両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__gte', models.F('sent_at')), ('state__in', ['accepted', 'returned', 'paid'])), models.Q(('state__in', ['draft', 'sent']), ('decided_at__isnull', True)), _connector='OR'), name='invoice_decision_stands_with_its_state', violation_error_message='受理・差戻しの記録は、提出の後に、その状態と合わせて残します。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='invoice_returned_has_comment', violation_error_message='差し戻すときは、理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='invoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_at__isnull', False), ('paid_by__isnull', False), ('paid_on__isnull', False), ('state', 'paid')), models.Q(models.Q(('state', 'paid'), _negated=True), ('paid_at__isnull', True), ('paid_by__isnull', True), ('paid_on__isnull', True)), _connector='OR'), name='invoice_paid_has_day_and_person', violation_error_message='支払済の請求書には、支払日と記録した人が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='invoiceissuer',
                constraint=models.CheckConstraint(condition=models.Q(('registration_number', ''), ('registration_number__regex', '^T[0-9]{13}$'), _connector='OR'), name='invoiceissuer_registration_is_t_and_13_digits', violation_error_message='登録番号は、Tに続けて13桁の数字で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='invoiceissuer',
                constraint=models.CheckConstraint(condition=models.Q(('account_number__regex', '^[0-9]{7}$')), name='invoiceissuer_account_has_seven_digits', violation_error_message='口座番号は、7桁の数字で入力してください（足りない桁は前に0を付けます）。'),
            ),
            migrations.AddConstraint(
                model_name='invoicerevision',
                constraint=models.UniqueConstraint(fields=('invoice', 'number'), name='invoicerevision_number_is_unique_in_invoice', violation_error_message='この版はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='invoicerevision',
                constraint=models.UniqueConstraint(condition=models.Q(('issued_at__isnull', True)), fields=('invoice',), name='invoicerevision_one_open_per_invoice', violation_error_message='提出前の版は、請求書ごとに1つだけです。'),
            ),
            migrations.AddConstraint(
                model_name='invoicerevision',
                constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='invoicerevision_number_from_one', violation_error_message='版は1から数えます。'),
            ),
            migrations.AddConstraint(
                model_name='answerrow',
                constraint=models.UniqueConstraint(fields=('answer', 'position'), name='answerrow_position_is_unique_in_answer', violation_error_message='この行はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.UniqueConstraint(fields=('term', 'month', 'kind'), name='paymentchange_one_per_month_and_kind', violation_error_message='この月には、同じ内容の変更がすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', 'end')), fields=('term',), name='paymentchange_one_end_per_term', violation_error_message='この契約年度の終了は、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='paymentchange_month_is_a_first_day', violation_error_message='対象月は、月の初日で表します。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'end'), ('last_day__isnull', False), ('net__isnull', True), ('percent__isnull', True)), models.Q(('kind', 'amount'), ('last_day__isnull', True), ('net__isnull', False), ('percent__isnull', True)), models.Q(('kind', 'tax'), ('last_day__isnull', True), ('net__isnull', True), ('percent__lte', 100)), _connector='OR'), name='paymentchange_has_the_figure_of_its_kind', violation_error_message='終了には最終日だけを、額の変更には額だけを、税率の変更には税率だけを入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='paymentchange',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__isnull', True), models.Q(('last_day__month', models.F('month__month')), ('last_day__year', models.F('month__year'))), _connector='OR'), name='paymentchange_last_day_lies_in_its_month', violation_error_message='業務の最終日は、対象月の中の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='reminderaddress',
                constraint=models.CheckConstraint(condition=models.Q(('role__in', ['general_manager', 'cc_leader', 'city_staff', 'city_approver'])), name='reminderaddress_role_is_told_of_reports', violation_error_message='この役割には、報告書の通知がありません。'),
            ),
            migrations.AddConstraint(
                model_name='reminderaddress',
                constraint=models.CheckConstraint(condition=models.Q(('address__regex', '^[a-z0-9._+-]+@[a-z0-9-]+(\\.[a-z0-9-]+)+$')), name='reminderaddress_is_one_plain_address', violation_error_message='メールアドレスは「kakari@example.jp」の形で入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='reminderaddress',
                constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('since_on')), _connector='OR'), name='reminderaddress_ends_after_start', violation_error_message='送信を終える日は、始める日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='reminderaddress',
                constraint=models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('role', 'address'), name='reminderaddress_open_once_per_role', violation_error_message='この役割の通知先として、すでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='remindersent',
                constraint=models.UniqueConstraint(fields=('address', 'kind', 'first_on', 'last_on', 'stage', 'stage_on', 'number'), name='remindersent_once_per_duty_stage_and_address', violation_error_message='この宛先には、すでに知らせています。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.UniqueConstraint(fields=('kind', 'first_on', 'last_on'), name='report_one_per_kind_and_period', violation_error_message='この期間の報告書はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='report_period_ends_after_start', violation_error_message='対象期間の末日は、初日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(('safe_due_on__lte', models.F('nominal_due_on'))), name='report_safe_day_is_not_after_due_day', violation_error_message='提出の目安日は、提出期限より後にできません。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='report_confirmed_at_and_by', violation_error_message='確認日時と確認者は、両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', True), ('issued_by__isnull', True)), models.Q(('issued_at__isnull', False), ('issued_by__isnull', False)), _connector='OR'), name='report_issued_at_and_by', violation_error_message='提出日時と提出者は、両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'issued', 'accepted', 'returned']), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='report_is_confirmed_before_issue', violation_error_message='確認していない報告書は提出できません。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'call_monthly'), ('state', 'confirmed'), _negated=True), models.Q(models.Q(('remarks', ''), _negated=True), models.Q(('proposal', ''), _negated=True)), _connector='OR'), name='report_call_month_is_confirmed_with_words', violation_error_message='月報を確認済にするには、分析・所見と意見・提案の両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('issued', 'accepted', 'returned')), _negated=True), ('issued_at__isnull', False), _connector='OR'), name='report_issued_state_has_moment', violation_error_message='提出済の報告書には提出日時が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='report',
                constraint=models.CheckConstraint(condition=models.Q(('drifted_at__isnull', True), models.Q(('drifted_at__gte', models.F('issued_at')), ('state__in', ('issued', 'accepted', 'returned'))), _connector='OR'), name='report_drift_is_noticed_after_issue', violation_error_message='提出後の記録の変更は、提出した報告書にだけ、提出より後の日時で残せます。'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.UniqueConstraint(fields=('term', 'month', 'round'), name='inspection_round_is_unique', nulls_distinct=False, violation_error_message='この完了の通知は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.UniqueConstraint(condition=models.Q(('result', 'failed'), _negated=True), fields=('term', 'month'), name='inspection_one_open_or_passed', nulls_distinct=False, violation_error_message='この完了の通知は、すでに記録されています。'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('month__isnull', False), ('report__isnull', True)), models.Q(('month__isnull', True), ('report__isnull', False)), _connector='OR'), name='inspection_is_of_a_month_or_of_the_completion_report', violation_error_message='検査の対象は、月か委託業務実施報告書のどちらかにしてください。'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.CheckConstraint(condition=models.Q(('month__isnull', True), ('month__day', 1), _connector='OR'), name='inspection_month_is_a_first_day', violation_error_message='対象月は、月の初日で表します。'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.CheckConstraint(condition=models.Q(('month__isnull', True), ('notified_on__gte', models.F('month')), _connector='OR'), name='inspection_notice_follows_month', violation_error_message='完了の通知日は、対象月の初日より後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.CheckConstraint(condition=models.Q(('safe_due_on__lte', models.F('nominal_due_on'))), name='inspection_safe_day_is_not_after_due_day', violation_error_message='検査の目安日は、検査の期限より後にできません。'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('inspected_by__isnull', True), ('inspected_on__isnull', True), ('result', '')), models.Q(models.Q(('result', ''), _negated=True), ('inspected_by__isnull', False), ('inspected_on__gte', models.F('notified_on'))), _connector='OR'), name='inspection_result_has_day_and_person', violation_error_message='検査日は、完了の通知日と同じ日かそれより後の日にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='inspection',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('correct_by__gte', models.F('inspected_on')), ('result', 'failed'), models.Q(('comment', ''), _negated=True)), models.Q(models.Q(('result', 'failed'), _negated=True), ('correct_by__isnull', True)), _connector='OR'), name='inspection_failed_names_correction_and_day', violation_error_message='不合格のときは、補正の内容と、検査日以後の補正の期限を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='reportorder',
                constraint=models.CheckConstraint(condition=models.Q(('first_month__day', 1), models.Q(('last_month__isnull', True), ('last_month__day', 1), _connector='OR')), name='reportorder_months_are_first_days', violation_error_message='最初の月と最後の月は、月の初日で表します。'),
            ),
            migrations.AddConstraint(
                model_name='reportorder',
                constraint=models.CheckConstraint(condition=models.Q(('last_month__isnull', True), ('last_month__gte', models.F('first_month')), _connector='OR'), name='reportorder_ends_after_start', violation_error_message='最後の月は、最初の月と同じ月かそれより後の月にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='reportorder',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='reportorder_withdrawn_at_and_by', violation_error_message='取り下げの日時と人は、両方が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='orderanswer',
                constraint=models.UniqueConstraint(fields=('order', 'month'), name='orderanswer_one_per_order_and_month', violation_error_message='この月の報告は、すでに記載されています。'),
            ),
            migrations.AddConstraint(
                model_name='orderanswer',
                constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='orderanswer_month_is_a_first_day', violation_error_message='対象月は、月の初日で表します。'),
            ),
            migrations.AddConstraint(
                model_name='reportrevision',
                constraint=models.UniqueConstraint(fields=('report', 'number'), name='reportrevision_number_is_unique_in_report', violation_error_message='この版はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='reportrevision',
                constraint=models.UniqueConstraint(condition=models.Q(('issued_at__isnull', True)), fields=('report',), name='reportrevision_one_open_per_report', violation_error_message='提出前の版は、報告書ごとに1つだけです。'),
            ),
            migrations.AddConstraint(
                model_name='reportrevision',
                constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='reportrevision_number_from_one', violation_error_message='版は1から数えます。'),
            ),
            migrations.AddConstraint(
                model_name='reportdecision',
                constraint=models.CheckConstraint(condition=models.Q(('accepted', True), ('comment__regex', '\\S'), _connector='OR'), name='reportdecision_return_has_comment', violation_error_message='差し戻すときは、理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='frozencell',
                constraint=models.UniqueConstraint(fields=('revision', 'source', 'place', 'measure'), name='frozencell_one_per_revision_and_place', violation_error_message='この版のこの欄の内訳はすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='frozencell',
                constraint=models.CheckConstraint(condition=models.Q(('record_ids__len__gt', 0)), name='frozencell_has_records', violation_error_message='内訳には、数えた記録が必要です。'),
            ),
            migrations.AddConstraint(
                model_name='frozencell',
                constraint=models.CheckConstraint(condition=models.Q(('amounts__isnull', False), ('number', models.Func(models.F('record_ids'), function='cardinality', output_field=models.IntegerField())), _connector='OR'), name='frozencell_number_is_the_count_of_its_records', violation_error_message='欄の数は、数えた記録の件数にしてください。'),
            ),
            migrations.AddConstraint(
                model_name='datafile',
                constraint=models.UniqueConstraint(fields=('revision', 'subject', 'form'), name='datafile_one_per_revision_subject_and_form', violation_error_message='この版のこのデータはすでにあります。'),
            ),
            migrations.AddConstraint(
                model_name='revisionwithdrawal',
                constraint=models.CheckConstraint(condition=models.Q(('reason__regex', '\\S')), name='revisionwithdrawal_has_reason', violation_error_message='取りやめる理由を入力してください。'),
            ),
            migrations.AddConstraint(
                model_name='textclearance',
                constraint=models.UniqueConstraint(fields=('revision', 'pdf_sha256'), name='textclearance_one_per_making', violation_error_message='この版の個人情報の疑いは、すでに確認されています。'),
            ),
            migrations.AddConstraint(
                model_name='withheldtext',
                constraint=models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('text', 'record_id'), name='withheldtext_one_per_text', violation_error_message='この文章は、すでに伏せています。'),
            ),
            migrations.AddConstraint(
                model_name='withheldtext',
                constraint=models.CheckConstraint(condition=models.Q(('text__in', ['callcenter.Inquiry.summary', 'callcenter.Inquiry.target_section', 'callcenter.Inquiry.transfer_reason', 'callcenter.InquiryNote.text', 'counters.Trouble.situation', 'counters.Trouble.response', 'outreach.VisitResult.trouble', 'outreach.VisitResult.incomplete_reason', 'outreach.VisitResult.report', 'outreach.Visit.cancel_reason', 'outreach.Trip.purpose', 'outreach.Trip.gap_reason', 'outreach.Trip.stop_reason', 'outreach.AlcoholCheck.method_detail', 'outreach.AlcoholCheck.instruction', 'outreach.AlcoholCheck.note', 'workforce.Improvement.what', 'reporting.ReportOrder.subject', 'reporting.ReportOrder.wish'])), name='withheldtext_is_a_text_of_a_record', violation_error_message='伏せる文章は、記録の文章から選んでください。'),
            ),
            migrations.AddConstraint(
                model_name='withheldtext',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True)), models.Q(('lifted_at__gte', models.F('withheld_at')), ('lifted_by__isnull', False)), _connector='OR'), name='withheldtext_lifted_at_and_by', violation_error_message='文章を戻したときは、伏せた後の日時と、戻した人の両方が必要です。'),
            ),
        ]),
        AddTriggers([
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='figures_are_frozen_once_sent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'sent\', \'returned\', \'accepted\', \'paid\') AND NOT (NEW."state" = \'draft\') AND (OLD."term_id" IS DISTINCT FROM (NEW."term_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."tax" IS DISTINCT FROM (NEW."tax") OR OLD."gross" IS DISTINCT FROM (NEW."gross") OR OLD."days" IS DISTINCT FROM (NEW."days")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4dc0c3bde05c497f84dd565f97240e5ccbfe2a32', operation='UPDATE', pgid='pgtrigger_figures_are_frozen_once_sent_8e86d', table='reporting_invoice', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='paid_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'paid\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a004401ecece79d0784174008d7b9363174cf4b3', operation='UPDATE', pgid='pgtrigger_paid_is_final_734c5', table='reporting_invoice', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='sent_is_not_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d4ea87902dabf6831e87c55c341e877dd73b52d0', operation='DELETE', pgid='pgtrigger_sent_is_not_deleted_da182', table='reporting_invoice', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceevent" ("comment", "days", "decided_at", "decided_by_id", "drafted_at", "drafted_by_id", "gross", "id", "month", "net", "nominal_due_on", "number", "paid_at", "paid_by_id", "paid_on", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "safe_due_on", "sent_at", "sent_by_id", "state", "tax", "term_id") SELECT new_values."comment", new_values."days", new_values."decided_at", new_values."decided_by_id", new_values."drafted_at", new_values."drafted_by_id", new_values."gross", new_values."id", new_values."month", new_values."net", new_values."nominal_due_on", new_values."number", new_values."paid_at", new_values."paid_by_id", new_values."paid_on", new_values."percent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."safe_due_on", new_values."sent_at", new_values."sent_by_id", new_values."state", new_values."tax", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='44e2b85a2d7ce6c4bf804135be4ccbb4ec0c3ad8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7b66e', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_invoice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceevent" ("comment", "days", "decided_at", "decided_by_id", "drafted_at", "drafted_by_id", "gross", "id", "month", "net", "nominal_due_on", "number", "paid_at", "paid_by_id", "paid_on", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "safe_due_on", "sent_at", "sent_by_id", "state", "tax", "term_id") SELECT new_values."comment", new_values."days", new_values."decided_at", new_values."decided_by_id", new_values."drafted_at", new_values."drafted_by_id", new_values."gross", new_values."id", new_values."month", new_values."net", new_values."nominal_due_on", new_values."number", new_values."paid_at", new_values."paid_by_id", new_values."paid_on", new_values."percent", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."safe_due_on", new_values."sent_at", new_values."sent_by_id", new_values."state", new_values."tax", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7aa487cce49bca3b00a69d81e6d38294086302ae', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a853a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_invoice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceevent" ("comment", "days", "decided_at", "decided_by_id", "drafted_at", "drafted_by_id", "gross", "id", "month", "net", "nominal_due_on", "number", "paid_at", "paid_by_id", "paid_on", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "safe_due_on", "sent_at", "sent_by_id", "state", "tax", "term_id") SELECT old_values."comment", old_values."days", old_values."decided_at", old_values."decided_by_id", old_values."drafted_at", old_values."drafted_by_id", old_values."gross", old_values."id", old_values."month", old_values."net", old_values."nominal_due_on", old_values."number", old_values."paid_at", old_values."paid_by_id", old_values."paid_on", old_values."percent", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."safe_due_on", old_values."sent_at", old_values."sent_by_id", old_values."state", old_values."tax", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0cbeb01d35da56a762be7ffc131a9de087a65cdf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1373e', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_invoice', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c6f28e10593e257ce90f5e309bd6f6d0a12bb27', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0f9d1', table='reporting_invoiceevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceissuer',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceissuerevent" ("account_kind", "account_name", "account_number", "address", "bank", "branch", "contract_number", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_number", "representative", "term_id") SELECT new_values."account_kind", new_values."account_name", new_values."account_number", new_values."address", new_values."bank", new_values."branch", new_values."contract_number", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."registration_number", new_values."representative", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='604a501c2b66fc84dfad42c2c5e884f88935c2c8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_760d6', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_invoiceissuer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceissuer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceissuerevent" ("account_kind", "account_name", "account_number", "address", "bank", "branch", "contract_number", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_number", "representative", "term_id") SELECT new_values."account_kind", new_values."account_name", new_values."account_number", new_values."address", new_values."bank", new_values."branch", new_values."contract_number", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."registration_number", new_values."representative", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6bd1c9efbca63d5f957f399528dd60796d9f667b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6ba93', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_invoiceissuer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceissuer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoiceissuerevent" ("account_kind", "account_name", "account_number", "address", "bank", "branch", "contract_number", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_number", "representative", "term_id") SELECT old_values."account_kind", old_values."account_name", old_values."account_number", old_values."address", old_values."bank", old_values."branch", old_values."contract_number", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."registration_number", old_values."representative", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9013649f8566a99be1bf8c933b2a4d842c039c16', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c6c05', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_invoiceissuer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoiceissuerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fd0ae13c0cff2e1f2d8ea4b7df5f27df8628b28c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c01ee', table='reporting_invoiceissuerevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevision',
                trigger=pgtrigger.compiler.Trigger(name='issued_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."issued_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bd079d09e73a9b08cabc629eaa3f83f250dfb7c6', operation='UPDATE OR DELETE', pgid='pgtrigger_issued_is_frozen_61963', table='reporting_invoicerevision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevision',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoicerevisionevent" ("id", "invoice_id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "xlsx_sha256") SELECT new_values."id", new_values."invoice_id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fe6be1324f029eb5682b440a3d79eaf6cfe49449', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_47a64', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_invoicerevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevision',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoicerevisionevent" ("id", "invoice_id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "xlsx_sha256") SELECT new_values."id", new_values."invoice_id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."invoice_id" IS DISTINCT FROM (new_values."invoice_id") OR old_values."issued_at" IS DISTINCT FROM (new_values."issued_at") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."made_by_id" IS DISTINCT FROM (new_values."made_by_id") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."pdf_sha256" IS DISTINCT FROM (new_values."pdf_sha256") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."xlsx_sha256" IS DISTINCT FROM (new_values."xlsx_sha256")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='08f9bbd8062f09779b6f182d4da457a4fe834457', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f6cb1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_invoicerevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevision',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_invoicerevisionevent" ("id", "invoice_id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "xlsx_sha256") SELECT old_values."id", old_values."invoice_id", old_values."issued_at", old_values."made_at", old_values."made_by_id", old_values."number", old_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."xlsx_sha256" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f6b6e751a54901614a9758aedd73556d0906d8be', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a5b45', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_invoicerevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='invoicerevisionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1470c2ea1ea935c73377f5e0ea2eefa874f8febc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3ae57', table='reporting_invoicerevisionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answerrowevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e0b1e5e02094da1b4eb76c234048f7686fb5e831', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7f4c7', table='reporting_answerrowevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answerrow',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_answerrowevent" ("answer_id", "id", "label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit") SELECT new_values."answer_id", new_values."id", new_values."label", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='943ca5d000f34cff54a6f5c4c9589056275e8de5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_61025', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_answerrow', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answerrow',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_answerrowevent" ("answer_id", "id", "label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit") SELECT new_values."answer_id", new_values."id", new_values."label", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4889288d0787dc93bbd42567416478be62d9b15c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d7f2a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_answerrow', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answerrow',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_answerrowevent" ("answer_id", "id", "label", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit") SELECT old_values."answer_id", old_values."id", old_values."label", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='41895a6016ee8bcc8110a9e56e685ed2e586a119', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ce5de', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_answerrow', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paymentchange',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_paymentchangeevent" ("agreement_id", "id", "kind", "last_day", "made_at", "made_by_id", "month", "net", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "term_id") SELECT new_values."agreement_id", new_values."id", new_values."kind", new_values."last_day", new_values."made_at", new_values."made_by_id", new_values."month", new_values."net", new_values."percent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c1d4d31e58d1a93399c65b33692a461fef4ced8f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cc0eb', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_paymentchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paymentchange',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_paymentchangeevent" ("agreement_id", "id", "kind", "last_day", "made_at", "made_by_id", "month", "net", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "term_id") SELECT new_values."agreement_id", new_values."id", new_values."kind", new_values."last_day", new_values."made_at", new_values."made_by_id", new_values."month", new_values."net", new_values."percent", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='459ebd2e27e174e6886043e93881cdbc68552af3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_727da', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_paymentchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paymentchange',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_paymentchangeevent" ("agreement_id", "id", "kind", "last_day", "made_at", "made_by_id", "month", "net", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "term_id") SELECT old_values."agreement_id", old_values."id", old_values."kind", old_values."last_day", old_values."made_at", old_values."made_by_id", old_values."month", old_values."net", old_values."percent", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5817bd2e51c17924c1b1f82ba813caa21f30551f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_be981', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_paymentchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='paymentchangeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9a0efb33de4142304b1c35b7f81d7a283b3c1667', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3fe9b', table='reporting_paymentchangeevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reminderaddress',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reminderaddressevent" ("added_by_id", "address", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since_on", "until_on") SELECT new_values."added_by_id", new_values."address", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."since_on", new_values."until_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='170757ce48ca49394c2f7b8f9c466e1add93c8d2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c05b5', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_reminderaddress', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reminderaddress',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reminderaddressevent" ("added_by_id", "address", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since_on", "until_on") SELECT new_values."added_by_id", new_values."address", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."since_on", new_values."until_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='834ce89ef4f4b9fde7bc57f7180dbf1138f6f401', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d07f2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_reminderaddress', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reminderaddress',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reminderaddressevent" ("added_by_id", "address", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since_on", "until_on") SELECT old_values."added_by_id", old_values."address", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."since_on", old_values."until_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='db4b260dc1d3bbd34c66bbe2eebf71c9ec526d65', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0a072', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_reminderaddress', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reminderaddressevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b233441e06fab981d4afec2998e1d9a3879fa8ea', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e3777', table='reporting_reminderaddressevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='remindersent',
                trigger=pgtrigger.compiler.Trigger(name='told_stays_told', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ada74a5555615c9bf68631e91eed304475aa9033', operation='UPDATE OR DELETE', pgid='pgtrigger_told_stays_told_f35aa', table='reporting_remindersent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='state_says_what_the_city_holds', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'issued\', \'accepted\', \'returned\'))', declare='DECLARE held VARCHAR;', func="\n                    SELECT CASE WHEN r.issued_at IS NULL THEN 'open' WHEN d.id IS NULL THEN 'issued'\n                        WHEN d.accepted THEN 'accepted' ELSE 'returned' END INTO held\n                    FROM reporting_reportrevision r LEFT JOIN reporting_reportdecision d ON d.revision_id = r.id\n                    WHERE r.report_id = NEW.id ORDER BY r.number DESC LIMIT 1;\n                    IF held IS DISTINCT FROM NEW.state THEN\n                        RAISE EXCEPTION 'the newest revision is not %', NEW.state\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_state_says_what_the_city_holds';\n                    END IF;\n                    RETURN NEW;\n                ", hash='cbad19e8836352678dc5c030b17f41aaa76cdde4', operation='INSERT OR UPDATE', pgid='pgtrigger_state_says_what_the_city_holds_8332d', table='reporting_report', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='stands_again_after_a_withdrawal', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."state" IN (\'issued\', \'accepted\', \'returned\')) AND NEW."issued_at" = (OLD."issued_at") AND NEW."state" IN (\'issued\', \'accepted\', \'returned\'))', func="\n                    IF (SELECT max(issued_at) FROM reporting_reportrevision WHERE report_id = NEW.id) < OLD.requested_at\n                    AND NOT EXISTS (\n                        SELECT 1 FROM reporting_revisionwithdrawal w\n                        WHERE w.report_id = NEW.id AND w.withdrawn_at >= OLD.requested_at\n                    ) THEN\n                        RAISE EXCEPTION 'nobody has withdrawn the next revision'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'report_stands_again_after_a_withdrawal';\n                    END IF;\n                    RETURN NEW;\n                ", hash='c23113c55a6634f23ada1c7e63ece2c3e9ff58f9', operation='UPDATE', pgid='pgtrigger_stands_again_after_a_withdrawal_a5805', table='reporting_report', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='issue_needs_texts_that_another_has_read', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" = \'issued\' AND OLD."issued_at" IS DISTINCT FROM (NEW."issued_at"))', declare='DECLARE made reporting_reportrevision;', func="\n                    SELECT * INTO made FROM reporting_reportrevision WHERE report_id = NEW.id\n                    ORDER BY number DESC LIMIT 1;\n                    IF (made.content #>> '{guard,refused}')::int > 0 OR (made.content #>> '{guard,hits}')::int > 0\n                        AND NOT EXISTS (\n                            SELECT 1 FROM reporting_textclearance c\n                            WHERE c.revision_id = made.id AND c.pdf_sha256 = made.pdf_sha256\n                            AND (c.cleared_by_id <> NEW.issued_by_id OR NEW.kind = 'completion')\n                        )\n                    THEN\n                        RAISE EXCEPTION 'texts that look personal were not read by another than who issues'\n                            USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'report_issue_needs_texts_that_another_has_read';\n                    END IF;\n                    RETURN NEW;\n                ", hash='8a4068b030fbaa2238f88b117ca5c29ffc84f38e', operation='UPDATE', pgid='pgtrigger_issue_needs_texts_that_another_has_read_454ba', table='reporting_report', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("cause", "confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "measure", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state", "unsigned_reason") SELECT new_values."cause", new_values."confirmed_at", new_values."confirmed_by_id", new_values."drifted_at", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."measure", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposal", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state", new_values."unsigned_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b29857fa5d9ceeecd254d6bd46f188f02b8d7381', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_69d08', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("cause", "confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "measure", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state", "unsigned_reason") SELECT new_values."cause", new_values."confirmed_at", new_values."confirmed_by_id", new_values."drifted_at", new_values."failure", new_values."first_on", new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."kind", new_values."last_on", new_values."measure", new_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposal", new_values."reason", new_values."remarks", new_values."remarks_by_id", new_values."requested_at", new_values."requested_by_id", new_values."safe_due_on", new_values."state", new_values."unsigned_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7cf2726f69663911f95c4f9a2d3fa6a751cdc0e1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c13c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportevent" ("cause", "confirmed_at", "confirmed_by_id", "drifted_at", "failure", "first_on", "id", "issued_at", "issued_by_id", "kind", "last_on", "measure", "nominal_due_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "reason", "remarks", "remarks_by_id", "requested_at", "requested_by_id", "safe_due_on", "state", "unsigned_reason") SELECT old_values."cause", old_values."confirmed_at", old_values."confirmed_by_id", old_values."drifted_at", old_values."failure", old_values."first_on", old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."kind", old_values."last_on", old_values."measure", old_values."nominal_due_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposal", old_values."reason", old_values."remarks", old_values."remarks_by_id", old_values."requested_at", old_values."requested_by_id", old_values."safe_due_on", old_values."state", old_values."unsigned_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='31d2845d1dd6059b8a630af15c26a0c88875c908', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a47c2', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_report', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inspectionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a0713657785f7466e5fb080aed72adb541e7d699', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f003c', table='reporting_inspectionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inspection',
                trigger=pgtrigger.compiler.Trigger(name='final_follows_the_issue', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."report_id" IS NOT NULL)', func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM reporting_report p\n                        WHERE p.id = NEW.report_id AND p.kind = 'completion' AND p.issued_at IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'the report of completion is not issued'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'inspection_final_follows_the_issue';\n                    END IF;\n                    RETURN NEW;\n                ", hash='e2f6a4156f8f621598895c80f37330839a73f6a1', operation='INSERT OR UPDATE', pgid='pgtrigger_final_follows_the_issue_f5fa0', table='reporting_inspection', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inspection',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_inspectionevent" ("comment", "correct_by", "id", "inspected_by_id", "inspected_on", "month", "nominal_due_on", "notified_by_id", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "result", "round", "safe_due_on", "term_id") SELECT new_values."comment", new_values."correct_by", new_values."id", new_values."inspected_by_id", new_values."inspected_on", new_values."month", new_values."nominal_due_on", new_values."notified_by_id", new_values."notified_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."report_id", new_values."result", new_values."round", new_values."safe_due_on", new_values."term_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a081e14df8034e2191b8e284ad7bf743b4b9f81f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c95ed', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_inspection', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inspection',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_inspectionevent" ("comment", "correct_by", "id", "inspected_by_id", "inspected_on", "month", "nominal_due_on", "notified_by_id", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "result", "round", "safe_due_on", "term_id") SELECT new_values."comment", new_values."correct_by", new_values."id", new_values."inspected_by_id", new_values."inspected_on", new_values."month", new_values."nominal_due_on", new_values."notified_by_id", new_values."notified_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."report_id", new_values."result", new_values."round", new_values."safe_due_on", new_values."term_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='333451101dbe71a75bd30c8abfb44ee90226ac69', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0d022', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_inspection', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='inspection',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_inspectionevent" ("comment", "correct_by", "id", "inspected_by_id", "inspected_on", "month", "nominal_due_on", "notified_by_id", "notified_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "result", "round", "safe_due_on", "term_id") SELECT old_values."comment", old_values."correct_by", old_values."id", old_values."inspected_by_id", old_values."inspected_on", old_values."month", old_values."nominal_due_on", old_values."notified_by_id", old_values."notified_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."report_id", old_values."result", old_values."round", old_values."safe_due_on", old_values."term_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7523c7c4e36e414e772253ea6ea3a7fd32900d74', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b4844', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_inspection', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='19fbce4176f1a2ca6b1c1731117466334181de2f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73e88', table='reporting_reportevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorder',
                trigger=pgtrigger.compiler.Trigger(name='answered_months_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM reporting_orderanswer WHERE order_id = NEW.id AND (\n                    NEW.withdrawn_at IS NOT NULL\n                    OR month NOT BETWEEN NEW.first_month AND coalesce(NEW.last_month, 'infinity')\n                )\n            ) THEN\n                RAISE EXCEPTION 'a month was answered already'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'reportorder_keeps_its_answered_months';\n            END IF;\n            RETURN NULL;\n        ", hash='7dfa572d95754aada8687a815a1832066bab417a', operation='UPDATE OF "first_month", "last_month", "withdrawn_at"', pgid='pgtrigger_answered_months_stay_55322', table='reporting_reportorder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorder',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportorderevent" ("first_month", "id", "last_month", "ordered_at", "ordered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "submission_key", "wish", "withdrawn_at", "withdrawn_by_id") SELECT new_values."first_month", new_values."id", new_values."last_month", new_values."ordered_at", new_values."ordered_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."subject", new_values."submission_key", new_values."wish", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3d0e0642d76a8c5eefef7b236d94f227775c2180', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e80ba', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_reportorder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorder',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportorderevent" ("first_month", "id", "last_month", "ordered_at", "ordered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "submission_key", "wish", "withdrawn_at", "withdrawn_by_id") SELECT new_values."first_month", new_values."id", new_values."last_month", new_values."ordered_at", new_values."ordered_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."subject", new_values."submission_key", new_values."wish", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='203b2566820d20dc22741d16da537568c03ecd72', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bac94', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_reportorder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorder',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportorderevent" ("first_month", "id", "last_month", "ordered_at", "ordered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "submission_key", "wish", "withdrawn_at", "withdrawn_by_id") SELECT old_values."first_month", old_values."id", old_values."last_month", old_values."ordered_at", old_values."ordered_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."subject", old_values."submission_key", old_values."wish", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='007f57863fe318299b72321903ca211e54389f11', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d8a5c', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_reportorder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='27e28c1a9c88b7159ea599fce64a542c967d75dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a4968', table='reporting_orderanswerevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswer',
                trigger=pgtrigger.compiler.Trigger(name='month_is_ordered', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM reporting_reportorder\n            WHERE id = NEW.order_id AND withdrawn_at IS NULL\n                AND NEW.month BETWEEN first_month AND coalesce(last_month, 'infinity')\n            FOR SHARE;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'the month is not ordered'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'orderanswer_month_lies_in_its_order';\n            END IF;\n            RETURN NEW;\n        ", hash='fea1b9f8e322f7f5f0b3a03761139dafd7e143f6', operation='INSERT OR UPDATE', pgid='pgtrigger_month_is_ordered_95181', table='reporting_orderanswer', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswer',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_orderanswerevent" ("answered_at", "answered_by_id", "id", "month", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."answered_at", new_values."answered_by_id", new_values."id", new_values."month", new_values."order_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a62533cc9100654e1d70d721cad52bc3821b5425', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_62df7', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_orderanswer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_orderanswerevent" ("answered_at", "answered_by_id", "id", "month", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."answered_at", new_values."answered_by_id", new_values."id", new_values."month", new_values."order_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='16eb2aef4fa1178e78b936da25c1507beda4afab', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1c92e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_orderanswer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='orderanswer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_orderanswerevent" ("answered_at", "answered_by_id", "id", "month", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT old_values."answered_at", old_values."answered_by_id", old_values."id", old_values."month", old_values."order_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1cd4103b3acf1c1fae6e4d2a67eaa744efcf32b4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3da39', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_orderanswer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportorderevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b23fa3917d2c068441770d4fe933770b5143da4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60a48', table='reporting_reportorderevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevision',
                trigger=pgtrigger.compiler.Trigger(name='issued_is_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."issued_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='78139c0152dd7fafec9d7f68b5b4c6240093b648', operation='UPDATE OR DELETE', pgid='pgtrigger_issued_is_frozen_467a0', table='reporting_reportrevision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevision',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportrevisionevent" ("definitions_version", "id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "xlsx_sha256") SELECT new_values."definitions_version", new_values."id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."report_id", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e2aa4fecbd78c5eb007cfc09522eb726dd7ef638', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a6a40', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_reportrevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevision',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportrevisionevent" ("definitions_version", "id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "xlsx_sha256") SELECT new_values."definitions_version", new_values."id", new_values."issued_at", new_values."made_at", new_values."made_by_id", new_values."number", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."report_id", new_values."xlsx_sha256" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."definitions_version" IS DISTINCT FROM (new_values."definitions_version") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."issued_at" IS DISTINCT FROM (new_values."issued_at") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."made_by_id" IS DISTINCT FROM (new_values."made_by_id") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."pdf_sha256" IS DISTINCT FROM (new_values."pdf_sha256") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."report_id" IS DISTINCT FROM (new_values."report_id") OR old_values."xlsx_sha256" IS DISTINCT FROM (new_values."xlsx_sha256")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0562f95444113d460051baa10ea47b5c07c1b4a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b91b0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_reportrevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevision',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportrevisionevent" ("definitions_version", "id", "issued_at", "made_at", "made_by_id", "number", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "xlsx_sha256") SELECT old_values."definitions_version", old_values."id", old_values."issued_at", old_values."made_at", old_values."made_by_id", old_values."number", old_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."report_id", old_values."xlsx_sha256" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a7e6e66e83967b133ae9c619f6ca223b38e8a20c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_89b7f', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_reportrevision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportdecisionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5369190960dcc5ef3608f667b1cbce89dad36780', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5e393', table='reporting_reportdecisionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportdecision',
                trigger=pgtrigger.compiler.Trigger(name='is_about_what_the_city_holds', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM 1 FROM reporting_report p JOIN reporting_reportrevision r ON r.report_id = p.id\n                    WHERE r.id = NEW.revision_id AND p.state = 'issued' AND r.issued_at <= NEW.decided_at\n                    AND NOT EXISTS (\n                        SELECT 1 FROM reporting_reportrevision n WHERE n.report_id = p.id AND n.number > r.number\n                    )\n                    FOR NO KEY UPDATE OF p;\n                    IF NOT FOUND THEN\n                        RAISE EXCEPTION 'only the newest revision is decided on, after its issue'\n                            USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'reportdecision_is_about_what_the_city_holds';\n                    END IF;\n                    RETURN NEW;\n                ", hash='6e9a2e2692b1a17aa3bff66c5737b9fea7dabc2f', operation='INSERT', pgid='pgtrigger_is_about_what_the_city_holds_4392c', table='reporting_reportdecision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportdecision',
                trigger=pgtrigger.compiler.Trigger(name='is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='51e7aa4647f25061825d260dc38b98c4588219ef', operation='UPDATE OR DELETE', pgid='pgtrigger_is_final_28c55', table='reporting_reportdecision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportdecision',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportdecisionevent" ("accepted", "comment", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") SELECT new_values."accepted", new_values."comment", new_values."decided_at", new_values."decided_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revision_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0559df8e060de9617142d9db04ea9fa30aa0d331', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_26e36', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_reportdecision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportdecision',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportdecisionevent" ("accepted", "comment", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") SELECT new_values."accepted", new_values."comment", new_values."decided_at", new_values."decided_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revision_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='61a1694e579766d633bcbc853bd173529115470b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_86efa', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_reportdecision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportdecision',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_reportdecisionevent" ("accepted", "comment", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") SELECT old_values."accepted", old_values."comment", old_values."decided_at", old_values."decided_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revision_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8322a926a19d055b8483485ebfa35aded12f7309', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8a1e0', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_reportdecision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='frozencell',
                trigger=pgtrigger.compiler.Trigger(name='never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7bcc9842ade4460d4b190a6c1995c0ab73640b79', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changes_1690d', table='reporting_frozencell', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='frozencell',
                trigger=pgtrigger.compiler.Trigger(name='frozen_with_its_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM reporting_reportrevision r\n                        WHERE r.id = NEW.revision_id AND r.issued_at IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'the revision is issued'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'frozencell_frozen_with_its_revision';\n                    END IF;\n                    IF NEW.amounts IS NOT NULL AND (\n                        cardinality(NEW.amounts) <> cardinality(NEW.record_ids)\n                        OR NEW.number <> (SELECT coalesce(sum(amount), 0) FROM unnest(NEW.amounts) AS amount)\n                    ) THEN\n                        RAISE EXCEPTION 'the number is not the sum of its records'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'frozencell_number_is_sum_of_records';\n                    END IF;\n                    RETURN NEW;\n                ", hash='341cc46571c3619531216d05f6e0289ff1c4e023', operation='INSERT', pgid='pgtrigger_frozen_with_its_revision_2953c', table='reporting_frozencell', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='doubtfulplace',
                trigger=pgtrigger.compiler.Trigger(name='frozen_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM reporting_reportrevision r JOIN (SELECT DISTINCT revision_id FROM new_places) changed ON changed.revision_id = r.id\n                WHERE r.issued_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'the revision is issued'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'doubtfulplace_frozen_with_its_revision';\n            END IF;\n            RETURN NULL;\n        ", hash='2d274131224c53b3e66c8b4347187a0bf05b72ac', level='STATEMENT', operation='INSERT', pgid='pgtrigger_frozen_insert_7f5e6', referencing='REFERENCING NEW TABLE AS new_places ', table='reporting_doubtfulplace', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='doubtfulplace',
                trigger=pgtrigger.compiler.Trigger(name='frozen_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM reporting_reportrevision r JOIN (SELECT DISTINCT revision_id FROM old_places UNION SELECT DISTINCT revision_id FROM new_places) changed ON changed.revision_id = r.id\n                WHERE r.issued_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'the revision is issued'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'doubtfulplace_frozen_with_its_revision';\n            END IF;\n            RETURN NULL;\n        ", hash='0e224417213c0bd4bfbc55411d408f9b23e6f6f3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_frozen_update_bff46', referencing='REFERENCING OLD TABLE AS old_places  NEW TABLE AS new_places ', table='reporting_doubtfulplace', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='doubtfulplace',
                trigger=pgtrigger.compiler.Trigger(name='frozen_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM reporting_reportrevision r JOIN (SELECT DISTINCT revision_id FROM old_places) changed ON changed.revision_id = r.id\n                WHERE r.issued_at IS NOT NULL\n            ) THEN\n                RAISE EXCEPTION 'the revision is issued'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'doubtfulplace_frozen_with_its_revision';\n            END IF;\n            RETURN NULL;\n        ", hash='260ee757d537e10c41e162dd768c9b26bb31cffd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_frozen_delete_6f418', referencing='REFERENCING OLD TABLE AS old_places ', table='reporting_doubtfulplace', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafileevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='396209e43f0ddc0e8f1b2abe6d43533b20f238f7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee182', table='reporting_datafileevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafile',
                trigger=pgtrigger.compiler.Trigger(name='frozen_with_its_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM reporting_reportrevision r\n                        WHERE r.issued_at IS NOT NULL\n                        AND r.id IN (CASE WHEN TG_OP = 'DELETE' THEN OLD.revision_id ELSE NEW.revision_id END,\n                            CASE WHEN TG_OP = 'INSERT' THEN NEW.revision_id ELSE OLD.revision_id END)\n                    ) THEN\n                        RAISE EXCEPTION 'the revision is issued'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'datafile_frozen_with_its_revision';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='a4b70728667a92d26d077be4c27e37ada28340b3', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_with_its_revision_b7cf1', table='reporting_datafile', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafile',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_datafileevent" ("form", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id", "rows", "sha256", "size", "subject") SELECT new_values."form", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revision_id", new_values."rows", new_values."sha256", new_values."size", new_values."subject" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='31a2811e6596ebc901e853937f6ee37611530e89', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2820e', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_datafile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafile',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_datafileevent" ("form", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id", "rows", "sha256", "size", "subject") SELECT new_values."form", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revision_id", new_values."rows", new_values."sha256", new_values."size", new_values."subject" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."form" IS DISTINCT FROM (new_values."form") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."revision_id" IS DISTINCT FROM (new_values."revision_id") OR old_values."rows" IS DISTINCT FROM (new_values."rows") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."size" IS DISTINCT FROM (new_values."size") OR old_values."subject" IS DISTINCT FROM (new_values."subject")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b7c0cffc10e8f26c97ab0e8a71be61e674c503fc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_47708', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_datafile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='datafile',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_datafileevent" ("form", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id", "rows", "sha256", "size", "subject") SELECT old_values."form", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revision_id", old_values."rows", old_values."sha256", old_values."size", old_values."subject" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b33fd20b85dd2e7ccb86568b4589a863219687f4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_437bd', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_datafile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportrevisionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c955249819c0b1e54ea86ce616d8ced34fbc0d6d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6a928', table='reporting_reportrevisionevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='revisionwithdrawal',
                trigger=pgtrigger.compiler.Trigger(name='is_of_the_open_next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    PERFORM 1 FROM reporting_report p JOIN reporting_reportrevision r ON r.report_id = p.id\n                    WHERE p.id = NEW.report_id AND p.state NOT IN ('issued', 'accepted', 'returned')\n                    AND r.number = NEW.number - 1 AND r.issued_at <= NEW.withdrawn_at\n                    AND NOT EXISTS (\n                        SELECT 1 FROM reporting_reportrevision n WHERE n.report_id = p.id AND n.number > r.number\n                    )\n                    FOR NO KEY UPDATE OF p;\n                    IF NOT FOUND THEN\n                        RAISE EXCEPTION 'only a revision that was begun after an issue and not issued is withdrawn'\n                            USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'revisionwithdrawal_is_of_the_open_next_revision';\n                    END IF;\n                    RETURN NEW;\n                ", hash='f3804716c461dbc0ee10693d37d0810f9a3842a4', operation='INSERT', pgid='pgtrigger_is_of_the_open_next_revision_d6280', table='reporting_revisionwithdrawal', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='revisionwithdrawal',
                trigger=pgtrigger.compiler.Trigger(name='is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bc55a84fc68733896f944a9ebfc6c0878f20d080', operation='UPDATE OR DELETE', pgid='pgtrigger_is_final_8c51f', table='reporting_revisionwithdrawal', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='revisionwithdrawal',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_revisionwithdrawalevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."report_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dc56b438c30a3b74e57b093d6b5a4335a533641c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3c7e2', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_revisionwithdrawal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='revisionwithdrawal',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_revisionwithdrawalevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."report_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='01ec127bc6f88666c17f0c46b2464850d1ce9cbb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f5e5a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_revisionwithdrawal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='revisionwithdrawal',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_revisionwithdrawalevent" ("id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."report_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='03ef289b71056a93d607f2533e82e36d8f1b6a6c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_55620', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_revisionwithdrawal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='revisionwithdrawalevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a45f1d9e8a1587c8993c2940ba4a8bbe7affd27a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f130f', table='reporting_revisionwithdrawalevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='textclearance',
                trigger=pgtrigger.compiler.Trigger(name='frozen_with_its_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (\n                        SELECT 1 FROM reporting_reportrevision r\n                        WHERE r.issued_at IS NOT NULL\n                        AND r.id IN (CASE WHEN TG_OP = 'DELETE' THEN OLD.revision_id ELSE NEW.revision_id END,\n                            CASE WHEN TG_OP = 'INSERT' THEN NEW.revision_id ELSE OLD.revision_id END)\n                    ) THEN\n                        RAISE EXCEPTION 'the revision is issued'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'textclearance_frozen_with_its_revision';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='d314da98da29567fcd531362b838893050e42116', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_with_its_revision_cfdf6', table='reporting_textclearance', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='textclearance',
                trigger=pgtrigger.compiler.Trigger(name='is_of_every_place_of_the_open_making', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NOT EXISTS (\n                        SELECT 1 FROM reporting_reportrevision r\n                        WHERE r.id = NEW.revision_id AND r.pdf_sha256 = NEW.pdf_sha256\n                        AND (r.content #>> '{guard,hits}')::int = NEW.places\n                        AND (r.content #>> '{guard,refused}')::int = 0\n                    ) THEN\n                        RAISE EXCEPTION 'not all places of the open making were read, or one may never pass'\n                            USING ERRCODE = 'check_violation',\n                            CONSTRAINT = 'textclearance_is_of_every_place_of_the_open_making';\n                    END IF;\n                    RETURN NEW;\n                ", hash='e5ecd8a6e09008fc13bb59073445796d5c2d6798', operation='INSERT', pgid='pgtrigger_is_of_every_place_of_the_open_making_5d344', table='reporting_textclearance', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='textclearance',
                trigger=pgtrigger.compiler.Trigger(name='never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e54860a234c527f762c6dd2149c7bae58b338424', operation='UPDATE', pgid='pgtrigger_never_changes_c98c5', table='reporting_textclearance', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='textclearance',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_textclearanceevent" ("cleared_at", "cleared_by_id", "id", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "revision_id") SELECT new_values."cleared_at", new_values."cleared_by_id", new_values."id", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."places", new_values."revision_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='30ea1e1785b3df64b87ccdc527282d25acae35a9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3a2cf', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_textclearance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='textclearance',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_textclearanceevent" ("cleared_at", "cleared_by_id", "id", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "revision_id") SELECT new_values."cleared_at", new_values."cleared_by_id", new_values."id", new_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."places", new_values."revision_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8f015a5a051060f71aa4d01bce81e23d0bb2b11d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fa100', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_textclearance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='textclearance',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_textclearanceevent" ("cleared_at", "cleared_by_id", "id", "pdf_sha256", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "revision_id") SELECT old_values."cleared_at", old_values."cleared_by_id", old_values."id", old_values."pdf_sha256", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places", old_values."revision_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b610c1724601affd2caad872c0d635c5c6fcccc1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ab7fb', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_textclearance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='textclearanceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad02679e5ac91b64b103e10a98d1496b6282068c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1960b', table='reporting_textclearanceevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='withheldtext',
                trigger=pgtrigger.compiler.Trigger(name='only_lifted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."record_id" IS DISTINCT FROM (NEW."record_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."withheld_at" IS DISTINCT FROM (NEW."withheld_at") OR OLD."withheld_by_id" IS DISTINCT FROM (NEW."withheld_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6cfb434f82e7f935fc011b56c2ed0f93881baa94', operation='UPDATE', pgid='pgtrigger_only_lifted_bc856', table='reporting_withheldtext', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='withheldtext',
                trigger=pgtrigger.compiler.Trigger(name='lifted_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."lifted_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='92fbf8139c879a9f8a73c67f883c6620672f61f3', operation='UPDATE', pgid='pgtrigger_lifted_once_a2fbb', table='reporting_withheldtext', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='withheldtext',
                trigger=pgtrigger.compiler.Trigger(name='stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9ad70cf68cfc6f3dda4d2c09ba063d1c77b12082', operation='DELETE', pgid='pgtrigger_stays_5ffe0', table='reporting_withheldtext', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='withheldtext',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_withheldtextevent" ("id", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text", "withheld_at", "withheld_by_id") SELECT new_values."id", new_values."lifted_at", new_values."lifted_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."record_id", new_values."text", new_values."withheld_at", new_values."withheld_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='905652f2ad3aaede0b6d843e363d7fc1abaea290', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_134a9', referencing='REFERENCING NEW TABLE AS new_values ', table='reporting_withheldtext', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='withheldtext',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_withheldtextevent" ("id", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text", "withheld_at", "withheld_by_id") SELECT new_values."id", new_values."lifted_at", new_values."lifted_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."record_id", new_values."text", new_values."withheld_at", new_values."withheld_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='50f3afeadf3acaff7a28e54ae6af38d9b9f26dd3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_93b15', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reporting_withheldtext', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='withheldtext',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_withheldtextevent" ("id", "lifted_at", "lifted_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text", "withheld_at", "withheld_by_id") SELECT old_values."id", old_values."lifted_at", old_values."lifted_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."record_id", old_values."text", old_values."withheld_at", old_values."withheld_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a72718bbfbe7a8ddd5b26175a8681b3687468ac2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_882d0', referencing='REFERENCING OLD TABLE AS old_values ', table='reporting_withheldtext', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='withheldtextevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9dc18d5892195f2da31fa85303b772fb47af0a1a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5bd85', table='reporting_withheldtextevent', when='BEFORE')),
            ),
        ]),
    ]
