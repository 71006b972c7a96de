import pytest
from django.core.cache import cache

from apps.core.tasks import beat_heartbeat


@pytest.mark.django_db
def test_health_page_says_that_database_and_cache_answer(client):
    assert client.get("/healthz").json() == {"database": "ok", "cache": "ok", "scheduler": "late"}


@pytest.mark.django_db
def test_health_page_sees_scheduler_and_worker_at_work(client):
    beat_heartbeat()
    assert client.get("/healthz").json()["scheduler"] == "ok"


@pytest.mark.django_db
def test_health_page_answers_503_without_its_cache(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(cache, "get", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["cache"] == "down"
