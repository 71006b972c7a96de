import pytest


@pytest.mark.django_db
def test_health_page_says_that_database_and_cache_answer(client):
    assert client.get("/healthz").json() == {"database": "ok", "cache": "ok"}
