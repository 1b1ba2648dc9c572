"""Every setting, declared once with its default and its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from citewell.errors import SettingsInvalid

Precision = Literal["auto", "float32", "bfloat16"]


_SECRET = ("chroma_token", "chroma_url")  # not repeated: an address may have a password in it


class Settings(BaseSettings):
    """What a user can choose. Each field can be set as `CITEWELL_<NAME>` in the environment."""

    model_config = SettingsConfigDict(env_prefix="CITEWELL_", frozen=True, extra="forbid")

    corpus: Path = Field(Path("corpus"), description="The folder of documents. It is only read.")
    index: Path = Field(Path("index"), description="Where the built index is kept.")
    chroma_url: str = Field(
        "",
        description="Keep the vectors on the Chroma server at this address instead of in the "
        "index folder.",
    )
    chroma_token: SecretStr = Field(
        SecretStr(""),
        description="Sent to the Chroma server, or the proxy before it, as a bearer token.",
    )
    file_size: int = Field(
        64, ge=1, le=4096, description="The largest file that is read, in megabytes."
    )
    file_seconds: float = Field(
        60.0, gt=0, description="How long one file may take to read; then it fails alone."
    )
    file_memory: int = Field(
        1024,
        ge=256,
        description="How much memory the reader of one PDF, DOCX, HTML, EPUB or PPTX file may "
        "take, in megabytes (not on Windows).",
    )
    model: str = Field(
        "all-MiniLM-L6-v2",
        description="The embedding model: the one that is installed along, or any other of "
        "sentence-transformers by name or path.",
    )
    precision: Precision = Field(
        "auto",
        description="Arithmetic of the models: `float32`, `bfloat16`, or `auto`: bfloat16 "
        "where the processor has instructions for it (AVX-512 BF16, AMX).",
    )
    passage_tokens: int = Field(
        160,
        ge=32,
        le=2048,
        description="Upper bound of a passage's own text in tokens of the embedding model; "
        "title and headings come on top, and the model's window is never exceeded.",
    )
    passages_read: int = Field(
        20, ge=1, le=100, description="How many of the best passages are read for an answer."
    )
    reader: str = Field(
        "built-in",
        description="The model that says whether a sentence answers: `built-in`, `small` (the "
        "smaller of the built-in two alone: quicker, and less often right), `off` (similarity "
        "alone decides), or any cross-encoder by name or path.",
    )
    confidence: float = Field(
        0.5,
        ge=0.0,
        le=1.0,
        description="How sure citewell has to be that the documents answer; below, it declines.",
    )
    changes: Literal["auto", "on", "off"] = Field(
        "auto",
        description="Whether whoever sees the page may add, remove and re-index documents; `auto` "
        "allows it while the page listens on this machine alone.",
    )
    feedback: bool = Field(
        True,
        description="Keep what readers think of answers, in `feedback.jsonl` in the index folder.",
    )
    login: str = Field(
        "",
        description="Ask for a name and password; the line that `citewell login NAME` prints.",
    )
    hosts: str = Field(
        "",
        description="Names, separated by commas, under which the page may be reached besides "
        "`localhost` and addresses in numbers.",
    )
    per_minute: int = Field(
        120,
        ge=0,
        description="How many questions and other requests for work one address may send a "
        "minute; 0 for any number.",
    )
    host: str = Field("127.0.0.1", description="The address on which the page listens.")
    port: int = Field(7860, ge=0, le=65535, description="The port on which the page listens.")

    @field_validator("chroma_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and not (parts.scheme in ("http", "https") and parts.hostname):
            raise ValueError("it has to be an address such as http://localhost:8000")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("no name, password or query goes with it; see CITEWELL_CHROMA_TOKEN")
        _ = parts.port  # raises ValueError if it is no number of a port
        return url

    @field_validator("chroma_token")
    @classmethod
    def _is_header(cls, token: SecretStr) -> SecretStr:
        if not all("!" <= letter <= "~" for letter in token.get_secret_value()):
            raise ValueError("it may have letters, digits and marks of ASCII only, and no blanks")
        return token

    @property
    def may_change(self) -> bool:
        """Whether whoever sees the page may change the library."""
        is_near = self.host == "localhost" or self.host.startswith("127.") or self.host == "::1"
        return self.changes == "on" or (self.changes == "auto" and is_near)


def load_settings(**given: Any) -> Settings:
    """The settings of the environment, with those `given` (other than None) taking precedence.

    Raises:
        SettingsInvalid: naming the setting, what it was and what it may be.
    """
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**chosen)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        variable = f"CITEWELL_{name.upper()}"
        shown = "(hidden)" if name in _SECRET else repr(first.get("input"))
        # From None: the library's own message repeats the value.
        raise SettingsInvalid(f"{variable}={shown}: {first['msg']}.") from None
