import pytest
from django.core.management import call_command

from apps.accounts.models import User


@pytest.fixture
def masters(db: None) -> None:
    """Sites, opening rules, parameters, call profiles and categories as delivered.

    `loaddata` is quicker than `load_contract`, which checks every row.
    """
    names = [
        "contract",
        "contract_agreements",
        "contract_opening_rules",
        "contract_parameters",
        "call_profiles",
        "inquiry_categories",
    ]
    call_command("loaddata", *names, verbosity=0)


@pytest.fixture
def operator(masters: None, user_of) -> User:
    return user_of("operator")
