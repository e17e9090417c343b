"""Where webhooks may be posted to. Whoever sets one up must not reach into the network that the service stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from service.setting_types import Network
from service.settings import Settings

Address = IPv4Address | IPv6Address
# Unicast, less what carries an IPv4 address inside it: 6to4 (RFC 3056) and Teredo (RFC 4380).
_UNICAST = IPv6Network("2000::/3")
_TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))


@dataclass(frozen=True, slots=True)
class Destinations:
    """Public addresses and these private ``networks``; ``local``: this machine too, and without encryption."""

    networks: Sequence[Network] = ()
    local: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Destinations:
        """Those that an installation allows."""
        return cls(settings.webhook_networks, local=not settings.in_production)

    def fault_of(self, url: str) -> str:
        """What is wrong with an address that somebody wants webhooks at; empty where nothing is.

        Names are not looked up: what they lead to can change, so that is asked each time (`allows`).
        """
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname or "", parts.port
        except ValueError:
            return "This is no web address."
        if parts.scheme != "https" and not (self.local and parts.scheme == "http"):
            return "The address must begin with https://."
        if not host or parts.username is not None or parts.fragment:
            return "The address must have a host name, and neither a user name nor a fragment."
        if _is_address(host) and not self.allows(ip_address(host)):
            return "The address must be reachable from everywhere; this one is private."
        return ""

    def allows(self, address: Address) -> bool:
        """Whether anything may be posted to ``address``."""
        if any(address in network for network in self.networks) or (self.local and address.is_loopback):
            return True
        return _is_public(address)


def _is_public(address: Address) -> bool:
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return address.version == 4 or (address in _UNICAST and not any(address in tunnel for tunnel in _TUNNELS))  # noqa: PLR2004


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
