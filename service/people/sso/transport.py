"""Requests to identity providers. Whoever sets one must not reach into the network that the service stands in."""

from __future__ import annotations

import socket
import ssl
from ipaddress import ip_address

import httpx2

from service.postings.destinations import Address, Destinations


class GuardedTransport(httpx2.BaseTransport):
    """Connects to where webhooks may go too: the address that a name leads to is checked, and that one is taken."""

    def __init__(self, destinations: Destinations) -> None:
        self._destinations = destinations
        self._inner = httpx2.HTTPTransport(verify=ssl.create_default_context(), trust_env=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass a request on; raises ConnectError where it may not go."""
        name = request.url.raw_host.decode("ascii")
        addresses = _addresses(request.url)
        if not addresses or not all(map(self._destinations.allows, addresses)):
            raise httpx2.ConnectError("This address may not be asked.", request=request)
        # The header Host, made from the name, stays; so does the name that the certificate has to show.
        request.url = request.url.copy_with(host=str(addresses[0]))
        request.extensions = {**request.extensions, "sni_hostname": name}
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()


def _addresses(url: httpx2.URL) -> list[Address]:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ip_address(str(place[4][0]).partition("%")[0]) for place in found]
