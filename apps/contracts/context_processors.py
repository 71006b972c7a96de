from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .models import ContractTerm


def current_term(request: HttpRequest) -> dict[str, object]:
    """The term that the top bar names; asked for only where a page is rendered for somebody signed in."""
    return {"current_term": SimpleLazyObject(lambda: ContractTerm.objects.current(timezone.localdate()))}
