import datetime

from apps.contracts.models import Agreement


def decided(code="C8", on=datetime.date(2025, 5, 20)):
    """A seeded agreement, decided."""
    agreement = Agreement.objects.get(code=code)
    agreement.decided_on, agreement.decision = on, "承諾する。"
    agreement.save()
    return agreement
