"""Signatures that the scheme's own library accepts, and only from whoever holds the secret."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from service.postings.signing import new_secret, signed_headers

BODY = '{"type": "submission.decided"}'


def test_a_secret_is_new_each_time_and_long_enough() -> None:
    made = {new_secret() for _ in range(20)}
    assert len(made) == 20
    assert {len(base64.b64decode(secret.removeprefix("whsec_"))) for secret in made} == {32}


def test_a_receiver_can_check_what_it_gets() -> None:
    secret = new_secret()
    headers = signed_headers("msg_1", datetime.now(UTC), BODY, [secret])
    assert Webhook(secret).verify(BODY, headers) == {"type": "submission.decided"}


@pytest.mark.parametrize("changed", ["body", "id", "secret", "time"])
def test_whatever_was_changed_is_found_out(changed: str) -> None:
    secret = new_secret()
    moment = datetime.now(UTC) - timedelta(minutes=6 if changed == "time" else 0)
    headers = signed_headers("msg_1", moment, BODY, [secret])
    if changed == "id":
        headers["webhook-id"] = "msg_2"
    checker = Webhook(new_secret() if changed == "secret" else secret)
    with pytest.raises(WebhookVerificationError):
        checker.verify(BODY.replace("decided", "referred") if changed == "body" else BODY, headers)


def test_while_a_secret_is_changed_both_are_good() -> None:
    old, new = new_secret(), new_secret()
    headers = signed_headers("msg_1", datetime.now(UTC), BODY, [new, old])
    for secret in (old, new):
        Webhook(secret).verify(BODY, headers)


def test_the_example_of_the_specification() -> None:
    """Published with the scheme: this secret, id, time and body give this signature."""
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        '{"test": 2432232314}',
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-timestamp"] == "1614265330"
