"""Settings come from the environment, a wrong one is told in one line, and all are documented."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from citewell import Settings, load_settings
from citewell.errors import SettingsInvalid

README = Path(__file__).parents[1] / "README.md"

FROM_ENVIRONMENT = {
    "corpus": ("papers", Path("papers")),
    "index": ("/var/index", Path("/var/index")),
    "chroma_url": ("http://localhost:8000", "http://localhost:8000"),
    "chroma_token": ("abc-123", SecretStr("abc-123")),
    "file_size": ("128", 128),
    "file_seconds": ("2.5", 2.5),
    "file_memory": ("2048", 2048),
    "model": ("other-model", "other-model"),
    "precision": ("bfloat16", "bfloat16"),
    "passage_tokens": ("96", 96),
    "passages_read": ("7", 7),
    "reader": ("off", "off"),
    "confidence": ("0.25", 0.25),
    "changes": ("off", "off"),
    "feedback": ("off", False),
    "login": ("ada:00:00", "ada:00:00"),
    "hosts": ("a.example,b.example", "a.example,b.example"),
    "per_minute": ("7", 7),
    "host": ("0.0.0.0", "0.0.0.0"),
    "port": ("8080", 8080),
}


def test_every_field_can_be_set_in_the_environment(monkeypatch):
    for name, (written, _) in FROM_ENVIRONMENT.items():
        monkeypatch.setenv(f"CITEWELL_{name.upper()}", written)
    assert load_settings().model_dump() == {
        name: value for name, (_, value) in FROM_ENVIRONMENT.items()
    }


def test_what_is_given_goes_before_the_environment(monkeypatch):
    monkeypatch.setenv("CITEWELL_PORT", "8080")
    monkeypatch.setenv("CITEWELL_HOST", "127.0.0.2")
    settings = load_settings(port=9090, host=None)
    assert (settings.port, settings.host) == (9090, "127.0.0.2")


def test_the_page_is_local_unless_told_otherwise():
    assert load_settings().host == "127.0.0.1"


def refusal_of(name, value, monkeypatch) -> str:
    """What is told of a value in the environment that cannot be."""
    monkeypatch.setenv(f"CITEWELL_{name.upper()}", value)
    with pytest.raises(SettingsInvalid) as told:
        load_settings()
    return str(told.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("passage_tokens", "8"),
        ("passages_read", "many"),
        ("precision", "float16"),
        ("confidence", "1.5"),
        ("port", "70000"),
        ("file_seconds", "0"),
    ],
)
def test_an_invalid_value_is_told_in_one_line(name, value, monkeypatch):
    told = refusal_of(name, value, monkeypatch)
    assert re.fullmatch(rf"CITEWELL_{name.upper()}='{value}': [^\n]+\.", told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("chroma_url", "localhost:8000"),
        ("chroma_url", "ftp://localhost"),
        ("chroma_url", "http://"),
        ("chroma_url", "http://localhost:port"),
        ("chroma_url", "http://ada:opensesame@localhost:8000"),
        ("chroma_url", "http://localhost:8000/?token=opensesame"),
        ("chroma_token", "open sesame"),
        ("chroma_token", "opensesame\r\nX-Other: 1"),
    ],
)
def test_what_may_be_secret_is_not_repeated(name, value, monkeypatch):
    told = refusal_of(name, value, monkeypatch)
    assert re.fullmatch(rf"CITEWELL_{name.upper()}=\(hidden\): [^\n]+\.", told)
    assert "sesame" not in told


def test_a_token_is_not_shown_with_the_settings():
    settings = load_settings(chroma_token=SecretStr("opensesame"))
    assert "sesame" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_an_unknown_setting_is_refused():
    with pytest.raises(SettingsInvalid, match=r"^CITEWELL_COLOUR='red': "):
        load_settings(colour="red")


def test_settings_do_not_change():
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1


def test_every_setting_has_its_sentence():
    undescribed = [name for name, field in Settings.model_fields.items() if not field.description]
    assert undescribed == []


def test_the_table_in_the_readme_lists_every_setting():
    if not README.exists():
        pytest.skip("there is no README.md yet")
    rows = re.findall(r"^\|\s*`(CITEWELL_\w+)`", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(f"CITEWELL_{name.upper()}" for name in Settings.model_fields)
