"""The client's address, told by the number of trusted proxies in front of us and by nothing else."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Canonical address of the client, or "" where it cannot be told.

    With no proxy it is the peer's. With n proxies each appends the address it saw, so the client's is the n-th entry of
    X-Forwarded-For from the right; what stands left of it came from the client and is not believed.
    """
    hops: int = settings.TRUSTED_PROXY_COUNT
    if hops == 0:
        return _canonical(request.META.get("REMOTE_ADDR", ""))
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return _canonical(entries[-hops]) if len(entries) >= hops else ""


def _canonical(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return ""
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
    return str(address)


def address_of(request: HttpRequest) -> str:
    """The address that the middleware found for this request (`request.client_address`)."""
    found: str | None = getattr(request, "client_address", None)
    return client_address(request) if found is None else found
