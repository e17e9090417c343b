"""Posting to a real server: what arrives, what fails and how, and that no address is reached behind one's back."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from standardwebhooks import Webhook

from service.postings.destinations import Address, Destinations
from service.postings.poster import Failure, Poster, Posting, Resolve
from service.postings.signing import new_secret

if TYPE_CHECKING:
    from tests.service.receivers import Receiver

LOCAL = Destinations(local=True)
KEY = new_secret()
BODY = json.dumps({"type": "submission.decided", "data": {"submission": "0d5c"}})


def posting(url: str) -> Posting:
    return Posting(url, "msg_1", BODY, [KEY])


def leading_to(*addresses: str) -> Resolve:
    """Every name leads to these addresses."""

    async def lookup(_host: str, _port: int) -> Sequence[Address]:
        return [ip_address(address) for address in addresses]

    return lookup


def test_what_arrives_is_signed_and_whole(receiver: Receiver) -> None:
    outcome = Poster(LOCAL).post(posting(receiver.url))
    assert (outcome.arrived, outcome.status, outcome.failure) == (True, 204, None)
    (received,) = receiver.received
    assert received.path == "/hooks/tallymark"
    assert received.headers["Content-Type"] == "application/json"
    assert received.headers["User-Agent"].startswith("Tallymark/")
    assert Webhook(KEY).verify(received.body, received.headers) == json.loads(BODY)


@pytest.mark.parametrize("status", [301, 307, 400, 404, 410, 500, 503])
def test_every_answer_but_success_is_a_failure_and_no_redirect_is_followed(receiver: Receiver, status: int) -> None:
    receiver.answers = [status]
    outcome = Poster(LOCAL).post(posting(receiver.url))
    assert (outcome.arrived, outcome.status, outcome.failure) == (False, status, Failure.STATUS)
    assert len(receiver.received) == 1


def test_a_receiver_that_keeps_us_waiting_is_given_up(receiver: Receiver) -> None:
    receiver.hold = True
    outcome = Poster(LOCAL, seconds=0.3).post(posting(receiver.url))
    assert (outcome.failure, outcome.status) == (Failure.TIME, None)
    assert outcome.milliseconds >= 300


def test_nobody_there(free_port: int) -> None:
    assert Poster(LOCAL).post(posting(f"http://127.0.0.1:{free_port}/")).failure is Failure.CONNECTION


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 64 + ".example"])
def test_a_name_that_leads_nowhere(host: str) -> None:
    assert Poster(LOCAL).post(posting(f"http://{host}/")).failure is Failure.NAME


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["169.254.169.254"], ["::1"]])
def test_a_name_that_leads_inside_is_refused(receiver: Receiver, addresses: list[str]) -> None:
    poster = Poster(Destinations(), resolve=leading_to(*addresses))
    assert poster.post(posting(receiver.url)).failure is Failure.ADDRESS
    assert poster.post(posting("https://hooks.example/")).failure is Failure.ADDRESS
    assert not receiver.received


def test_a_name_is_looked_up_once_so_that_it_cannot_change_between_check_and_use(receiver: Receiver) -> None:
    asked = []

    async def lookup(host: str, port: int) -> Sequence[Address]:
        asked.append((host, port))
        return [ip_address("127.0.0.1" if len(asked) == 1 else "10.0.0.1")]

    url = receiver.url.replace("127.0.0.1", "hooks.example")
    assert Poster(LOCAL, resolve=lookup).post(posting(url)).arrived
    assert [host for host, _ in asked] == ["hooks.example"]
    assert receiver.received[0].headers["Host"] == url.split("/")[2]


def test_a_proxy_of_the_environment_is_not_used(
    receiver: Receiver, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port}")
    assert Poster(LOCAL).post(posting(receiver.url)).arrived


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Start a server with a certificate for a name; gives its address; trusted.pem is its certificate."""
    servers = []

    def start(name: str) -> str:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(hours=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, SHA256())
        )
        pem = certificate.public_bytes(Encoding.PEM)
        (tmp_path / "trusted.pem").write_bytes(pem)
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (tmp_path / "server.pem").write_bytes(secret + pem)
        server = HTTPServer(("127.0.0.1", 0), _Accepting)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "server.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        servers.append((server, thread))
        return f"https://hooks.example:{server.server_port}/in"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


class _Accepting(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(("name", "failure"), [("hooks.example", None), ("elsewhere.example", Failure.CONNECTION)])
def test_the_certificate_must_be_that_of_the_name(
    encrypted: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, failure: Failure | None
) -> None:
    url = encrypted(name)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    assert Poster(LOCAL, resolve=leading_to("127.0.0.1")).post(posting(url)).failure is failure


def test_the_certificate_must_be_of_somebody_trusted(encrypted: Callable[[str], str]) -> None:
    url = encrypted("hooks.example")
    assert Poster(LOCAL, resolve=leading_to("127.0.0.1")).post(posting(url)).failure is Failure.CONNECTION
