"""Settings: environment variables that begin with ANDON_, read once, at the start.

What is derived from them stands here too, so that there is one place that says which addresses
this server answers to.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from board.errors import Invalid

_OWN_NAMES = ("127.0.0.1", "localhost", "::1")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104


class Config(BaseSettings):
    """All settings. Those without a default are worked out from the others."""

    model_config = SettingsConfigDict(env_prefix="ANDON_", frozen=True, extra="ignore")

    data: Annotated[
        Path, Field(description="Folder of the database and the secret when they have no other")
    ] = Path("data")
    database_url: Annotated[
        str, Field(description="sqlite:///FILE or postgres://…; default: a file in ANDON_DATA")
    ] = ""
    host: Annotated[str, Field(description="Address to listen on")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="Port to listen on; 0 takes any")] = 8000
    url: Annotated[
        str, Field(description="Address that people type; default: http://ANDON_HOST:ANDON_PORT")
    ] = ""
    secret_file: Annotated[
        Path | None,
        Field(
            description="File of the secret that credentials are hashed with, made when there is"
            " none; default: secret in ANDON_DATA"
        ),
    ] = None
    proxies: Annotated[
        str,
        Field(
            description="Addresses of the reverse proxies that are believed when they name the"
            " sender of a request, separated by commas; default: none"
        ),
    ] = ""
    signup: Annotated[
        Literal["invite", "open"], Field(description="Who may make an account: invite or open")
    ] = "invite"
    rate_limit: Annotated[
        bool, Field(description="on, or off for load tests: lifts every rate and socket limit")
    ] = True

    @model_validator(mode="before")
    @classmethod
    def _with_an_address(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Where people find this server when nobody says: where it listens."""
        if given.get("url"):
            return given
        host, port = (given.get(name, cls.model_fields[name].default) for name in ("host", "port"))
        host = "localhost" if host in _EVERYWHERE else host
        return {**given, "url": f"http://{_bracketed(host)}:{port}"}

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and parts.scheme not in ("sqlite", "postgres", "postgresql"):
            raise ValueError("it begins with sqlite:/// or postgres://")
        if parts.scheme == "sqlite" and (parts.netloc or not Path(parts.path).name):
            raise ValueError("a file is named from the root on: sqlite:///var/lib/andon.sqlite3")
        return value.replace("postgresql://", "postgres://", 1)

    @field_validator("url")
    @classmethod
    def _an_origin(cls, value: str) -> str:
        parts = urlsplit(value.rstrip("/"))
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
            raise ValueError("it looks like https://board.example.com, without a path")
        standard = {"http": ":80", "https": ":443"}[parts.scheme]
        return f"{parts.scheme}://{parts.netloc.lower().removesuffix(standard)}"

    def at(self, port: int) -> "Config":
        """The same settings, once it is known which port was taken."""
        update = {"port": port, "url": re.sub(r":0$", f":{port}", self.url)}
        return self.model_copy(update=update)

    @property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite://{(self.data / 'andon.sqlite3').resolve()}"

    @property
    def secret(self) -> Path:
        """The secret's file."""
        return self.secret_file or self.data / "secret"

    @property
    def address(self) -> str:
        """Where people find this server: scheme, host and perhaps port."""
        return self.url

    @property
    def secure(self) -> bool:
        """Whether people come by https."""
        return self.url.startswith("https:")

    @property
    def is_everywhere(self) -> bool:
        """Whether this server listens on every address of the machine."""
        return self.host in _EVERYWHERE

    @property
    def is_own(self) -> bool:
        """Whether it is known only by a name that a machine has for itself."""
        return urlsplit(self.url).hostname in _OWN_NAMES

    @property
    def origins(self) -> frozenset[str]:
        """What a browser may name as the origin of a request: the public address, and the names
        that a machine has for itself when this server listens to them."""
        known = {self.url}
        if self.is_own or self.host in _OWN_NAMES:
            known |= {f"http://{_bracketed(name)}:{self.port}" for name in _OWN_NAMES}
        return frozenset(origin.removesuffix(":80") for origin in known)

    @property
    def hosts(self) -> frozenset[str]:
        """What a Host header may say: an origin's host, with or without a standard port."""
        known = set()
        for origin in self.origins:
            scheme, _, host = origin.partition("://")
            known.add(host)
            if urlsplit(origin).port is None:
                known.add(host + {"http": ":80", "https": ":443"}[scheme])
        return frozenset(known)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def load(**given: Any) -> Config:
    """The settings of the environment, with what the command line says instead.

    Raises Invalid with a sentence that names the first setting that is wrong.
    """
    try:
        return Config(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        setting = f"ANDON_{str(first['loc'][0]).upper()}"
        why = first["msg"].removeprefix("Value error, ")
        raise Invalid(f"{setting} is {first['input']!r}: {why}.", field=setting) from None


def described() -> list[tuple[str, str]]:
    """Every setting and what it is for."""
    return [
        (f"ANDON_{name.upper()}", _description(field))
        for name, field in Config.model_fields.items()
    ]


def _description(field: Any) -> str:
    shown = {True: "on", False: "off"}.get(field.default, field.default)
    default = f" (default {shown})" if shown not in (None, "") else ""
    return f"{field.description}{default}"
