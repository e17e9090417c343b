"""A certified OpenID provider on loopback (npm's `oidc-provider`), and a browser to sign in there with."""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
import pytest

from tests.patience import PATIENCE

SOURCES = Path(__file__).parent / "oidc_provider"
INSTALLED = Path(__file__).parents[4] / "build" / "oidc-provider"
OLDEST_NODE = 20


@dataclass(frozen=True, slots=True)
class RunningProvider:
    """The provider's address, and how a person signs in to it."""

    issuer: str

    def sign_in(self, address: str, login: str, until: str) -> str:
        """Go to ``address`` as a browser would, sign in as ``login``, and give the first address below ``until``."""
        with httpx2.Client(timeout=PATIENCE) as browser:
            response = browser.get(address)
            while True:
                if response.is_redirect:
                    following = str(httpx2.URL(address).join(response.headers["location"]))
                    if following.startswith(until):
                        return following
                    response = browser.get(following)
                elif form := re.search(r'action="([^"]+)"', response.text):
                    fields = {"prompt": "login", "login": login, "password": "any"}
                    response = browser.post(str(httpx2.URL(address).join(html.unescape(form[1]))), data=fields)
                else:
                    pytest.fail(f"the provider answers {response.status_code} and no form")


@contextmanager
def identity_provider(
    client: Mapping[str, Any], accounts: Mapping[str, Mapping[str, Any]]
) -> Iterator[RunningProvider]:
    """Run the provider for one client and the accounts given by login; skips the test where there is no Node.js."""
    node, folder = _node(), _install()
    command = [node, str(folder / "provider.mjs"), json.dumps({"client": client, "accounts": accounts})]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        issuer = process.stdout.readline().strip()
        assert issuer, "the provider did not start"
        try:
            yield RunningProvider(issuer)
        finally:
            process.terminate()


def _node() -> str:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        pytest.skip("needs Node.js and npm (Debian: apt-get install nodejs npm)")
    version = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    if int(version.removeprefix("v").partition(".")[0]) < OLDEST_NODE:
        pytest.skip(f"needs Node.js {OLDEST_NODE} or later")
    return node


def _install() -> Path:
    """The folder with the provider and what it needs; installed once for each state of the lockfile."""
    names = ("package.json", "package-lock.json", "provider.mjs")
    state = hashlib.sha256(b"".join((SOURCES / name).read_bytes() for name in names)).hexdigest()[:16]
    folder = INSTALLED / state
    if not folder.exists():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=INSTALLED) as temporary:
            fresh = Path(temporary) / "made"
            shutil.copytree(SOURCES, fresh)
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=fresh, check=True, capture_output=True)
            fresh.rename(folder)
    return folder
