import pytest
import time_machine
from django.urls import reverse

from apps.accounts.enums import Role

pytestmark = pytest.mark.usefixtures("contract")


@pytest.mark.parametrize("path", ["/callcenter/", "/accounts/sign-ins/", "/no-such-page/"])
def test_page_of_somebody_signed_in_names_the_current_term(path, client_of):
    with time_machine.travel("2025-06-02 10:00:00+09:00", tick=False):
        assert "<span>令和7年度</span>" in client_of(Role.OPERATOR).get(path).content.decode()


def test_sign_in_page_names_no_term(client):
    assert "令和7年度" not in client.get(reverse("account_login")).content.decode()
