import datetime
import io

import pytest
from django.core.management import call_command

from apps.contracts.models import Agreement, ContractTerm, OpeningRule, Parameter, ServiceStart, Site, TaxRate
from apps.core.encryption import keyring

KINDS = [Agreement, ContractTerm, OpeningRule, Parameter, ServiceStart, Site, TaxRate]

pytestmark = pytest.mark.usefixtures("contract")


def counts():
    return {kind.__name__: kind.objects.count() for kind in KINDS}


def test_the_specifications_own_contract_is_there():
    term = ContractTerm.objects.get()
    assert (term.code, term.starts_on, term.ends_on) == ("R7", datetime.date(2025, 6, 1), datetime.date(2026, 3, 31))
    assert [site.code for site in Site.objects.all()] == [
        "honcho",
        "takashina",
        "ohigashi",
        "kasumigaseki",
        "naguwashi",
        "station",
        "callcenter",
        "city",
    ]
    assert Site.objects.counters().count() == 6


def test_a_second_run_adds_nothing():
    before = counts()
    out = io.StringIO()
    call_command("load_contract", stdout=out)
    assert counts() == before
    assert out.getvalue().startswith("0件")


def test_an_edited_row_stays_as_it_is_and_a_missing_one_comes_back():
    Parameter.objects.filter(key="callcenter.minimum_seats").update(value=3)
    Site.objects.filter(code="callcenter").update(address="川越市新宿町")
    Agreement.objects.filter(code="C4").delete()
    call_command("load_contract", verbosity=0)
    assert Parameter.objects.get(key="callcenter.minimum_seats").value == 3
    assert Site.objects.get(code="callcenter").address == "川越市新宿町"
    assert Agreement.objects.filter(code="C4").exists()


def test_a_parameter_that_was_changed_by_day_is_not_loaded_again():
    Parameter.objects.filter(key="callcenter.minimum_seats").update(valid_to=datetime.date(2025, 9, 30))
    before = counts()
    call_command("load_contract", verbosity=0)
    assert counts() == before


def test_each_term_has_its_data_key():
    assert keyring.exists("R7")


def test_a_destroyed_data_key_is_not_made_anew(settings, tmp_path):
    settings.KEYRING_DIR = tmp_path
    call_command("load_contract", verbosity=0)
    keyring.destroy("R7")
    call_command("load_contract", verbosity=0)
    assert keyring.is_destroyed("R7")
    assert not keyring.exists("R7")
