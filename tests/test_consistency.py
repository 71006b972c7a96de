"""Rules that hold for the whole tree, each the end of a class of mistakes."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from packaging.requirements import Requirement

from apps.core.fields import EncryptedTextField, GuardedCharField, GuardedTextField

ROOT = Path(settings.BASE_DIR)
OUR_MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("apps.") and not hasattr(model, "pgh_tracked_model")
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC_TEXT = sorted(path for ending in ("*.css", "*.js") for path in (ROOT / "static").rglob(ending))
PYTHON = sorted(path for folder in ("apps", "kawagoe_mynumber", "tests") for path in (ROOT / folder).rglob("*.py"))
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / "requirements-node.lock"]

# Columns that hold a code, a hash or a name of the office, never words that a citizen said.
PLAIN_TEXT = {
    "accounts.User.username",
    "accounts.User.display_name",
    "accounts.User.password",
    "accounts.AllowedNetwork.cidr",
    "accounts.AccessEvent.login_id",
    "accounts.AccessEvent.path",
    "accounts.AccessEvent.target_type",
    "accounts.AccessEvent.target_id",
    "callcenter.AgentEvent.operator_code",
    "callcenter.AgentEvent.queue",
    "callcenter.Call.external_id",
    "callcenter.Call.operator_code",
    "callcenter.CallImport.sha256",
    "callcenter.ImportChunk.key_id",
    "callcenter.LiveCall.extension",
    "callcenter.LiveCall.external_id",
    "callcenter.TelephoneEvent.event_id",
    "callcenter.TelephoneEvent.extension",
    "callcenter.TelephoneSource.token_hash",
    "callcenter.Callback.key_id",
    "callcenter.Callback.phone_index",
    "outreach.CalendarFeed.token_hash",
    "outreach.FacilityLink.token_hash",
    "outreach.FacilityPass.secret_hash",
    "outreach.LeafletAddress.match_key",
    "outreach.FacilityImport.sha256",
    "reporting.DataFile.sha256",
    "reporting.DoubtfulPlace.column",
    "reporting.DoubtfulPlace.rule",
    "reporting.FrozenCell.measure",
    "reporting.FrozenCell.place",
    "reporting.FrozenCell.source",
    "reporting.InvoiceRevision.pdf_sha256",
    "reporting.InvoiceRevision.xlsx_sha256",
    "reporting.ReminderMail.failure",
    "reporting.ReminderSent.kind",
    "reporting.Report.failure",
    "reporting.ReportRevision.pdf_sha256",
    "reporting.ReportRevision.xlsx_sha256",
    "reporting.TextClearance.pdf_sha256",
    "reservations.Applicant.key_id",
    "reservations.Applicant.phone_index",
    "reservations.Reservation.number",
    "workforce.RosterImport.sha256",
}


def named(paths):
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


@pytest.mark.parametrize("lock", named([*LOCKS, ROOT / "package-lock.json"]))
def test_lock_file_names_no_host(lock):
    assert "://" not in lock.read_text()


def test_lock_files_satisfy_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    for lock, wanted in {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": [*project["project"]["dependencies"], *groups["dev"], *groups["embedded"]],
        "requirements-node.lock": groups["node"],
    }.items():
        pinned = dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", (ROOT / lock).read_text(), re.MULTILINE))
        for line in wanted:
            requirement = Requirement(line)
            assert requirement.name in pinned, f"{lock} lacks {requirement.name}: make lock"
            assert requirement.specifier.contains(pinned[requirement.name]), (
                f"{lock}: {line} is not {pinned[requirement.name]}: make lock"
            )


def test_module_names_say_what_is_inside():
    vague = re.compile(r"(^|_)(utils?|helpers?|services|selectors?|managers?|mixins?|misc|constants?|signals)\.py$")
    assert [
        str(path)
        for path in PYTHON
        if vague.search(path.name) and path.name != "with_services.py" and path.name != "pytest_services.py"
    ] == []


@pytest.mark.parametrize("path", named(TEMPLATES))
def test_template_has_nothing_inline_and_asks_no_other_host(path):
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|hx-vals=.js:|javascript:|hx-disable-elt", text), (
        "inline style or script"
    )
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text), "inline script"
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", text), "another host"
    assert not re.search(r"\|\s*safe\b|autoescape off", text), "unescaped output"


@pytest.mark.parametrize("path", named(STATIC_TEXT))
def test_static_file_asks_no_other_host_and_keeps_nothing_in_the_browser(path):
    text = path.read_text()
    assert not re.search(
        r"(?:https?:)?//(?!www\.w3\.org)[a-z0-9-]+\.[a-z]",
        re.sub(r"/\*.*?\*/|//\s.*", "", text, flags=re.DOTALL if path.suffix == ".css" else 0),
    )
    assert not re.search(r"localStorage|sessionStorage(?!\.removeItem)|indexedDB|document\.cookie|\beval\(", text)


@pytest.mark.parametrize("path", named(sorted((ROOT / "templates" / "_components").glob("*.html"))))
def test_component_opens_with_its_parameters(path):
    assert path.read_text().lstrip().startswith(("{% comment %}", "{#"))


def test_every_template_form_that_posts_carries_the_token():
    for path in TEMPLATES:
        for form in re.findall(
            r"<form[^>]*method=[\"']post[\"'].*?</form>", path.read_text(), re.DOTALL | re.IGNORECASE
        ):
            assert "csrf_token" in form, f"{path.relative_to(ROOT)}: a form without csrf_token"


def test_no_model_stores_files_or_pictures():
    kept = [
        f"{model._meta.label}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.fields
        if isinstance(field, models.FileField)
    ]
    assert kept == []


def test_free_text_columns_are_guarded():
    """A text column is guarded, encrypted, a choice or a named code."""
    loose = [
        f"{model._meta.label}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, GuardedCharField | GuardedTextField | EncryptedTextField)
        and not field.choices
        and f"{model._meta.label}.{field.name}" not in PLAIN_TEXT
    ]
    assert loose == []


def test_personal_columns_declare_purpose_and_retention():
    for model in OUR_MODELS:
        declared = getattr(model, "PERSONAL_DATA", {})
        encrypted = {field.name for field in model._meta.local_fields if isinstance(field, EncryptedTextField)}
        assert encrypted <= declared.keys(), f"{model._meta.label}: {encrypted - declared.keys()} not in PERSONAL_DATA"
        assert all(entry.purpose and entry.retention for entry in declared.values())


def test_personal_columns_stay_out_of_the_history():
    for model in OUR_MODELS:
        for relation in model._meta.related_objects:
            event = relation.related_model
            if getattr(event, "pgh_tracked_model", None) is model:
                leaked = {field.name for field in event._meta.fields} & {
                    field.name for field in model._meta.local_fields if isinstance(field, EncryptedTextField)
                }
                assert not leaked, f"{event._meta.label} copies {leaked}"


def test_constraints_carry_the_rule_as_name_and_a_japanese_sentence():
    for model in OUR_MODELS:
        for constraint in model._meta.constraints:
            assert re.search(r"[ぁ-んァ-ン一-龥]", str(constraint.violation_error_message)), (
                f"{constraint.name}: no Japanese sentence"
            )
            assert constraint.name.startswith(model._meta.model_name) or "_" in constraint.name


def test_models_are_named_in_japanese():
    assert [m._meta.label for m in OUR_MODELS if not re.search(r"[ぁ-んァ-ン一-龥]", str(m._meta.verbose_name))] == []


def test_columns_are_named_in_japanese():
    """The audit shows them by name."""
    unnamed = [
        f"{model._meta.label}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.fields
        if not field.auto_created and not re.search(r"[ぁ-んァ-ン一-龥]", str(field.verbose_name))
    ]
    assert unnamed == []


@pytest.mark.django_db
def test_field_that_is_unique_by_itself_is_found_by_the_name_of_its_constraint():
    """`core.db.sentence_for` knows PostgreSQL's own naming."""
    wanted = {
        f"{model._meta.db_table}_{field.column}_key"
        for model in OUR_MODELS
        for field in model._meta.local_concrete_fields
        if field.unique and not field.primary_key
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'u'")
        assert wanted - {name for (name,) in cursor.fetchall()} == set()


def test_glossary_names_every_model():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    assert [model.__name__ for model in OUR_MODELS if f"`{model.__name__}`" not in glossary] == []


def test_scheduled_tasks_exist():
    from kawagoe_mynumber.celery import app

    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_compose_file_holds_every_part_and_no_secret():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert {"proxy", "web", "worker", "beat", "db", "cache", "backup", "migrate"} == compose["services"].keys()
    for name in ("SECRET_KEY", "MASTER_KEY"):
        assert compose["services"]["web"]["environment"][name].startswith("${" + name + ":?")


def test_tracked_files_name_no_path_of_a_machine():
    tracked = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    )
    home = f"{ROOT}/"
    found = []
    for name in filter(None, tracked):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".svg"} and home in path.read_text(errors="ignore"):
            found.append(name)
    assert found == []


def test_clock_is_read_at_the_edge():
    """`localdate()` and `now()` belong to views, tasks, commands and middleware; rules get the moment passed in."""
    inner = re.compile(r"(models|enums|permissions|calendar|deadlines|numbers|textguard|figures)")
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "apps").rglob("*.py")
        if path.parent.name != "views" and (inner.search(path.stem) or path.parent.name == "figures")
        if re.search(r"timezone\.(now|localdate|localtime)\(\)", path.read_text())
    ]
    assert found == []
