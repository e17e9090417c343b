"""Settings from the environment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.errors import SettingsInvalid
from service.setting_names import variable_name
from service.settings import SECRETS, Settings
from service.settings_table import MANUAL, tables, tables_in

SECRET = "kP3x9vQm2Lr8Zt5Wc7Yb1Nd4Hf6Jg0As"
PRODUCTION = {
    "TALLYMARK_ENVIRONMENT": "production",
    "TALLYMARK_SECRET_KEY": SECRET,
    "TALLYMARK_PUBLIC_URL": "https://tallymark.example/",
}


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings() == Settings.from_environment({"TALLYMARK_WORKERS": ""})


def test_variables_are_read() -> None:
    settings = Settings.from_environment(
        {"TALLYMARK_WORKERS": "3", "TALLYMARK_TIME_LIMIT": "1.5", "TALLYMARK_LOG_LEVEL": "DEBUG", "PATH": "/bin"}
    )
    assert (settings.workers, settings.time_limit, settings.log_level) == (3, 1.5, "DEBUG")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "0"),
        ("WORKERS", "several"),
        ("QUEUE", "-1"),
        ("TIME_LIMIT", "-2.5"),
        ("TIME_LIMIT", "inf"),
        ("MAX_BODY_BYTES", "20 MB"),
        ("PORT", "65536"),
        ("LOG_LEVEL", "LOUD"),
        ("ENVIRONMENT", "staging"),
        ("PUBLIC_URL", "tallymark.example"),
        ("PUBLIC_URL", "javascript:alert(1)"),
        ("DATABASE_URL", "mysql://host/name"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, the proxy"),
        ("JOB_WORKERS", "-1"),
        ("SMTP_SECURITY", "ssl"),
        ("RATE_PER_PERSON", "very many"),
        ("ANONYMOUS_ANALYSES", "sometimes"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_to_do(name: str, value: str) -> None:
    with pytest.raises(SettingsInvalid, match=rf"^TALLYMARK_{name} cannot be used \(.+\)\. Correct or unset it\.$"):
        Settings.from_environment({f"TALLYMARK_{name}": value})


def test_a_value_is_not_repeated() -> None:
    with pytest.raises(SettingsInvalid) as error:
        Settings.from_environment({"TALLYMARK_WORKERS": "a password in the wrong place"})
    assert "password" not in str(error.value)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(SettingsInvalid) as error:
        Settings.from_environment({"TALLYMARK_WORKERS": "x", "TALLYMARK_PORT": "x"})
    assert re.findall(r"^TALLYMARK_\w+", str(error.value), re.MULTILINE) == ["TALLYMARK_PORT", "TALLYMARK_WORKERS"]


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("TALLYMARK_ENVIROMENT", "TALLYMARK_ENVIRONMENT"),
        ("TALLYMARK_PUBLIC_URL_FILE", "TALLYMARK_PUBLIC_URL"),
        ("TALLYMARK_METRIC_TOKEN", "TALLYMARK_METRICS_TOKEN"),
        ("TALLYMARK_XYZ", "docs/settings.md"),
    ],
)
def test_a_name_that_is_no_setting_is_not_passed_over(misspelt: str, meant: str) -> None:
    with pytest.raises(SettingsInvalid, match=rf"^{misspelt} is no setting\. .*{meant}"):
        Settings.from_environment({misspelt: "production"})


def test_what_other_parts_of_the_program_read_is_left_to_them() -> None:
    others = {"TALLYMARK_UNIT": "a", "TALLYMARK_UNITS_DIR": "b", "TALLYMARK_MODEL_DIR": "c"}
    assert Settings.from_environment({**others, "TALLYMARK_TEST_DATABASE_URL": "d"}) == Settings()


def test_a_token_that_anybody_would_try_is_refused() -> None:
    for token in ("prometheus", "change-me-to-something"):
        with pytest.raises(SettingsInvalid, match="TALLYMARK_METRICS_TOKEN"):
            Settings.from_environment({"TALLYMARK_METRICS_TOKEN": token})


def test_lists_are_parted_by_commas() -> None:
    settings = Settings.from_environment(
        {"TALLYMARK_TRUSTED_HOSTS": "a.example, *.b.example,", "TALLYMARK_TRUSTED_PROXIES": "10.1.0.0/16,::1"}
    )
    assert settings.trusted_hosts == ("a.example", "*.b.example")
    assert [str(network) for network in settings.trusted_proxies] == ["10.1.0.0/16", "::1/128"]


def test_what_is_not_set_lies_in_the_data_folder() -> None:
    settings = Settings(data=Path("/srv/tallymark"))
    assert settings.database_address == "sqlite:////srv/tallymark/tallymark.sqlite"
    assert settings.files_address == "/srv/tallymark/files"
    elsewhere = Settings(database_url="postgresql://host/name", files_url="s3://bucket")
    assert (elsewhere.database_address, elsewhere.files_address) == ("postgresql://host/name", "s3://bucket")


def test_production_starts_with_a_secret_of_its_own_and_https() -> None:
    settings = Settings.from_environment(PRODUCTION)
    assert settings.in_production
    assert settings.rate_limits
    assert settings.secret_key.get_secret_value() == SECRET
    assert (settings.public_url, settings.public_host) == ("https://tallymark.example", "tallymark.example")


@pytest.mark.parametrize(
    "secret",
    ["", SECRET[:31], "changeme" * 8, "a" * 64, "please-change-this-to-something-random", "example-" + SECRET],
)
def test_production_refuses_a_secret_that_can_be_guessed(secret: str) -> None:
    with pytest.raises(SettingsInvalid, match=r"^TALLYMARK_SECRET_KEY cannot be used") as error:
        Settings.from_environment({**PRODUCTION, "TALLYMARK_SECRET_KEY": secret})
    assert not secret or secret not in str(error.value)


def test_production_refuses_an_address_without_encryption() -> None:
    with pytest.raises(SettingsInvalid, match=r"^TALLYMARK_PUBLIC_URL .+ https://"):
        Settings.from_environment({**PRODUCTION, "TALLYMARK_PUBLIC_URL": "http://tallymark.example"})


def test_a_password_is_not_sent_to_a_mail_server_in_the_open() -> None:
    with pytest.raises(SettingsInvalid, match=r"^TALLYMARK_SMTP_PASSWORD"):
        Settings.from_environment({"TALLYMARK_SMTP_SECURITY": "none", "TALLYMARK_SMTP_PASSWORD": "hunter2"})


@pytest.mark.parametrize("setting", SECRETS)
def test_no_secret_is_shown(setting: str) -> None:
    value = f"postgresql://tallymark:{SECRET}@host/name" if setting == "database_url" else SECRET
    settings = Settings.from_environment({variable_name(setting): value})
    assert SECRET not in f"{settings!r} {settings}"
    with pytest.raises(SettingsInvalid) as error:
        Settings.from_environment({variable_name(setting): value, "TALLYMARK_PORT": "x"})
    assert SECRET not in str(error.value)


@pytest.mark.parametrize("setting", SECRETS)
def test_a_secret_can_lie_in_a_file(tmp_path: Path, setting: str) -> None:
    value = "sqlite:////srv/records.sqlite" if setting == "database_url" else SECRET
    (tmp_path / "secret").write_text(f"{value}\n", encoding="utf-8")
    variable = variable_name(setting)
    settings = Settings.from_environment({f"{variable}_FILE": str(tmp_path / "secret")})
    assert settings == Settings.from_environment({variable: value}) != Settings()
    with pytest.raises(SettingsInvalid, match=rf"either {variable} or {variable}_FILE"):
        Settings.from_environment({f"{variable}_FILE": str(tmp_path / "secret"), variable: value})
    with pytest.raises(SettingsInvalid, match=rf"{variable}_FILE names cannot be read"):
        Settings.from_environment({f"{variable}_FILE": str(tmp_path / "nowhere")})


def test_the_manual_lists_every_setting() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    assert tables_in(manual) == tables(), "python -m service.settings_table writes it anew"
    assert all(f"| `{variable_name(name)}` |" in manual for name in Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())
