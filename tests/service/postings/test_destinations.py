"""Where webhooks may go, and above all where they may not."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.postings.destinations import Destinations
from service.settings import Settings

PUBLIC = Destinations()
ANY = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::6810:84e5"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert PUBLIC.allows(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104 - to refuse it
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "fe80::1",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_every_other_address_is_refused(address: str) -> None:
    assert not PUBLIC.allows(ip_address(address))


@given(ANY)
def test_nothing_is_allowed_that_python_calls_private(address: IPv4Address | IPv6Address) -> None:
    if PUBLIC.allows(address):
        assert not any([address.is_private, address.is_loopback, address.is_link_local, address.is_unspecified])


def test_an_installation_can_allow_networks_of_its_own() -> None:
    own = Destinations([ip_network("10.2.0.0/16")])
    assert own.allows(ip_address("10.2.3.4"))
    assert not own.allows(ip_address("10.3.3.4"))
    assert not own.allows(ip_address("127.0.0.1"))


def test_this_machine_is_for_development_only() -> None:
    assert Destinations.of(Settings()).allows(ip_address("127.0.0.1"))
    production = Settings.model_validate(
        {
            "environment": "production",
            "secret_key": "kP3x9vQm2Lr8Zt5Wc7Yb1Nd4Hf6Jg0As",
            "public_url": "https://tallymark.example",
            "webhook_networks": "10.2.0.0/16",
        }
    )
    assert not Destinations.of(production).allows(ip_address("127.0.0.1"))
    assert Destinations.of(production).allows(ip_address("10.2.0.1"))


@pytest.mark.parametrize(
    "url", ["https://hooks.example/in?centre=1", "https://hooks.example:8443/", "https://8.8.8.8/"]
)
def test_an_address_that_can_be_used_has_no_fault(url: str) -> None:
    assert PUBLIC.fault_of(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example",
        "http://hooks.example/",
        "ftp://hooks.example/",
        "file:///etc/passwd",
        "https:///in",
        "https://user:password@hooks.example/",
        "https://hooks.example/#part",
        "https://hooks.example:port/",
        "https://[::1",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
    ],
)
def test_an_address_that_cannot_be_used_is_told_at_once(url: str) -> None:
    fault = PUBLIC.fault_of(url)
    assert fault
    assert "password" not in fault


def test_in_development_a_receiver_needs_no_encryption() -> None:
    assert Destinations(local=True).fault_of("http://127.0.0.1:9000/hook") == ""
