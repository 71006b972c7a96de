import apps.accounts.fields
import apps.core.fields
import apps.core.textguard
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from apps.core.migration_operations import AddTriggers, CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='AccessEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('sign_in', 'ログイン'), ('sign_in_failed', 'ログイン失敗'), ('sign_out', 'ログアウト'), ('refused', '拒否'), ('second_factor', '二段階認証の変更'), ('view', '閲覧'), ('unmask', '個人情報の表示'), ('export', 'ファイル出力')], max_length=20, verbose_name='種類')),
                    ('login_id', models.CharField(blank=True, max_length=40, verbose_name='入力されたログインID')),
                    ('address', models.GenericIPAddressField(blank=True, null=True, verbose_name='接続元')),
                    ('path', models.CharField(blank=True, max_length=200, verbose_name='画面')),
                    ('target_type', models.CharField(blank=True, max_length=60, verbose_name='対象の種類')),
                    ('target_id', models.CharField(blank=True, max_length=40, verbose_name='対象の番号')),
                    ('reason', apps.core.fields.GuardedCharField(blank=True, max_length=200, verbose_name='理由')),
                    ('at', models.DateTimeField(verbose_name='日時')),
                ],
                options={
                    'verbose_name': 'アクセス記録',
                    'verbose_name_plural': 'アクセス記録',
                    'ordering': ['-id'],
                },
            ),
            migrations.CreateModel(
                name='AllowedNetwork',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('general_manager', '統括責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者'), ('city_staff', '市職員'), ('city_approver', '市の承認者'), ('system_admin', 'システム管理者')], max_length=20, verbose_name='役割')),
                    ('cidr', apps.accounts.fields.NetworkField(max_length=43, verbose_name='接続元の範囲')),
                    ('note', apps.core.fields.GuardedCharField(max_length=100, verbose_name='場所・回線')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='登録日時')),
                ],
                options={
                    'verbose_name': '接続元の範囲',
                    'verbose_name_plural': '接続元の範囲',
                    'ordering': ['role', 'cidr'],
                },
            ),
            migrations.CreateModel(
                name='AllowedNetworkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('role', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('general_manager', '統括責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者'), ('city_staff', '市職員'), ('city_approver', '市の承認者'), ('system_admin', 'システム管理者')], max_length=20, verbose_name='役割')),
                    ('cidr', apps.accounts.fields.NetworkField(max_length=43, verbose_name='接続元の範囲')),
                    ('note', apps.core.fields.GuardedCharField(max_length=100, verbose_name='場所・回線')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='登録日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('form_key', apps.core.fields.GuardedCharField(max_length=120, verbose_name='入力画面')),
                    ('content', apps.core.fields.EncryptedTextField(key_from='KEY_ID', verbose_name='内容')),
                    ('saved_at', models.DateTimeField(db_index=True, verbose_name='保存日時')),
                ],
                options={
                    'verbose_name': '下書き',
                    'verbose_name_plural': '下書き',
                },
            ),
            migrations.CreateModel(
                name='UserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('username', models.CharField(error_messages={'unique': 'このログインIDはすでに使われています。'}, max_length=40, validators=[django.core.validators.RegexValidator('\\A(?=.*[a-z])[a-z0-9][a-z0-9._-]{2,39}\\Z', '半角の英小文字・数字・「.」「_」「-」を使い、英小文字を1文字以上含めて、3文字以上40文字以内で入力してください。'), apps.core.textguard.refuse_forbidden], verbose_name='ログインID')),
                    ('display_name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='氏名')),
                    ('role', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('general_manager', '統括責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者'), ('city_staff', '市職員'), ('city_approver', '市の承認者'), ('system_admin', 'システム管理者')], max_length=20, verbose_name='役割')),
                    ('is_active', models.BooleanField(default=True, verbose_name='有効')),
                    ('must_change_password', models.BooleanField(default=True, verbose_name='初回のパスワード変更が必要')),
                    ('password_changed_at', models.DateTimeField(blank=True, null=True, verbose_name='パスワードの変更日時')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='作成日時')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('username', models.CharField(error_messages={'unique': 'このログインIDはすでに使われています。'}, max_length=40, unique=True, validators=[django.core.validators.RegexValidator('\\A(?=.*[a-z])[a-z0-9][a-z0-9._-]{2,39}\\Z', '半角の英小文字・数字・「.」「_」「-」を使い、英小文字を1文字以上含めて、3文字以上40文字以内で入力してください。'), apps.core.textguard.refuse_forbidden], verbose_name='ログインID')),
                    ('display_name', apps.core.fields.GuardedCharField(max_length=60, verbose_name='氏名')),
                    ('role', models.CharField(choices=[('counter_staff', '従事者'), ('site_leader', '運営責任者'), ('general_manager', '統括責任者'), ('operator', 'オペレーター'), ('cc_leader', 'コールセンター運営責任者'), ('city_staff', '市職員'), ('city_approver', '市の承認者'), ('system_admin', 'システム管理者')], max_length=20, verbose_name='役割')),
                    ('is_active', models.BooleanField(default=True, verbose_name='有効')),
                    ('must_change_password', models.BooleanField(default=True, verbose_name='初回のパスワード変更が必要')),
                    ('password_changed_at', models.DateTimeField(blank=True, null=True, verbose_name='パスワードの変更日時')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='作成日時')),
                ],
                options={
                    'verbose_name': '利用者',
                    'verbose_name_plural': '利用者',
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_username_is_unique', violation_error_message='このログインIDはすでに使われています。'), models.CheckConstraint(condition=models.Q(('role__in', ['counter_staff', 'site_leader', 'general_manager', 'operator', 'cc_leader', 'city_staff', 'city_approver', 'system_admin'])), name='user_role_is_known', violation_error_message='役割を選んでください。')],
                },
            ),
            migrations.AddField(
                model_name='accessevent',
                name='user',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='access_events', to=settings.AUTH_USER_MODEL, verbose_name='利用者'),
            ),
            migrations.AddConstraint(
                model_name='allowednetwork',
                constraint=models.UniqueConstraint(fields=('role', 'cidr'), name='allowednetwork_is_listed_once', violation_error_message='この役割には、同じ範囲がすでに登録されています。'),
            ),
            migrations.AddConstraint(
                model_name='allowednetwork',
                constraint=models.CheckConstraint(condition=models.Q(('role__in', ['counter_staff', 'site_leader', 'general_manager', 'operator', 'cc_leader', 'city_staff', 'city_approver', 'system_admin'])), name='allowednetwork_role_is_known', violation_error_message='役割を選んでください。'),
            ),
            migrations.AddField(
                model_name='allowednetworkevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='allowednetworkevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.allowednetwork'),
            ),
            migrations.AddField(
                model_name='draft',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='利用者'),
            ),
            migrations.AddField(
                model_name='userevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='userevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddIndex(
                model_name='accessevent',
                index=models.Index(fields=['user', '-id'], name='accessevent_user'),
            ),
            migrations.AddIndex(
                model_name='accessevent',
                index=models.Index(fields=['kind', '-id'], name='accessevent_kind'),
            ),
            migrations.AddIndex(
                model_name='accessevent',
                index=models.Index(fields=['at'], name='accessevent_at'),
            ),
            migrations.AddIndex(
                model_name='accessevent',
                index=models.Index(fields=['target_type', 'target_id', '-id'], name='accessevent_target'),
            ),
            migrations.AddConstraint(
                model_name='draft',
                constraint=models.UniqueConstraint(fields=('user', 'form_key'), name='draft_is_one_per_user_and_form', violation_error_message='この画面の下書きはすでにあります。'),
            ),
        ]),
        AddTriggers([
            pgtrigger.migrations.AddTrigger(
                model_name='user',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("created_at", "display_name", "id", "is_active", "must_change_password", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "username") SELECT new_values."created_at", new_values."display_name", new_values."id", new_values."is_active", new_values."must_change_password", new_values."password_changed_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."username" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4ffb78f34aab5f44e7b14605b976087f63b6590b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_user', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='user',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("created_at", "display_name", "id", "is_active", "must_change_password", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "username") SELECT new_values."created_at", new_values."display_name", new_values."id", new_values."is_active", new_values."must_change_password", new_values."password_changed_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."username" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."display_name" IS DISTINCT FROM (new_values."display_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."must_change_password" IS DISTINCT FROM (new_values."must_change_password") OR old_values."password_changed_at" IS DISTINCT FROM (new_values."password_changed_at") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."username" IS DISTINCT FROM (new_values."username")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='791dd9c3f8aace95c4675a026702dba07d0c01c9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0e890', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_user', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='user',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("created_at", "display_name", "id", "is_active", "must_change_password", "password_changed_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "username") SELECT old_values."created_at", old_values."display_name", old_values."id", old_values."is_active", old_values."must_change_password", old_values."password_changed_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."username" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='be8f9e12b4dffc7df7b05b6b5161cd46c5825c32', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', referencing='REFERENCING OLD TABLE AS old_values ', table='accounts_user', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='allowednetwork',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_allowednetworkevent" ("cidr", "created_at", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") SELECT new_values."cidr", new_values."created_at", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='567f052d143298e237f0b7769183fdd522a505e9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_43aee', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_allowednetwork', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='allowednetwork',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_allowednetworkevent" ("cidr", "created_at", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") SELECT new_values."cidr", new_values."created_at", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9d308eb8066133cc53e1e46ba4422d4d84b8fcb0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_45ac1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_allowednetwork', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='allowednetwork',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_allowednetworkevent" ("cidr", "created_at", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") SELECT old_values."cidr", old_values."created_at", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='11f6c711f3aa013dbd1fa365221c32cdc49a3ab6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_16b61', referencing='REFERENCING OLD TABLE AS old_values ', table='accounts_allowednetwork', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accessevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c6bdf1d5b84fff1edfaab0faac7fba8956cd63ea', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d47d5', table='accounts_accessevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='allowednetworkevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c347b458a8a892dd59ae5ff0e08c1c534f3610ef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b402b', table='accounts_allowednetworkevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='userevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE')),
            ),
        ]),
    ]
