"""The command line. What is refused is one sentence on standard error and exit code 2.

Every command but `serve` works while a server does: it takes the database's write lock for its
one transaction, and the server sees what it wrote.
"""

import json
import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from tortoise.exceptions import DBConnectionError, OperationalError

from board import migrate, users
from board.errors import Refused
from server import config as settings
from server import serving
from server.auth import links, passwords, secret, tokens
from server.commands import opened, read, run
from server.exporting import export

app = typer.Typer(
    help="Andon: a live Kanban board that keeps its limits and shows its flow.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
user_app = typer.Typer(help="Accounts.", no_args_is_help=True, rich_markup_mode=None)
token_app = typer.Typer(help="API tokens.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(user_app, name="user")
app.add_typer(token_app, name="token")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="Address of the account.")]


def main() -> None:
    """Run the command that the command line names."""
    try:
        app()
    except Refused as refusal:
        _give_up(str(refusal))
    except (OSError, DBConnectionError, OperationalError) as error:
        _give_up(f"The database cannot be opened: {error}. See ANDON_DATABASE_URL and ANDON_DATA.")


def _give_up(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise SystemExit(2)


# -- serving


_SETTINGS = "\n".join(
    ["\b", "Settings are environment variables:"]
    + [f"  {name:<20}  {text}" for name, text in settings.described()]
)


@app.command(epilog=_SETTINGS)
def serve(
    host: Annotated[str | None, typer.Option(help="Instead of ANDON_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Instead of ANDON_PORT.")] = None,
) -> None:
    """Migrate the database, then serve until stopped."""
    serving.run(settings.load(host=host, port=port), typer.echo)


@app.command("migrate")
def migrate_() -> None:
    """Bring the database to the present schema; SQLite is copied aside first."""
    applied = run(migrate.migrate(settings.load().database))
    for name in applied or ["Nothing to do: the database is up to date."]:
        typer.echo(name)


# -- accounts


@user_app.command("add")
def add_user(
    email: Email,
    name: Annotated[str, typer.Option(help="The name that others see.")],
    admin: Annotated[bool, typer.Option("--admin", help="An administrator.")] = False,
) -> None:
    """Make an account. The password comes from standard input, or is asked for."""
    address, called = users.email(email), users.name(name)
    password = passwords.valid(_password(), address=address, name=called)
    config = settings.load()

    async def add() -> None:
        kept = await passwords.hashed(password)
        async with opened(config):
            await users.add(address, called, kept, admin=admin)

    run(add())
    typer.echo(f"{address} can sign in at {config.address}/sign-in")


def _password() -> str:
    """A password: the first line of standard input, or twice from the keyboard."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first, second = getpass("Password: "), getpass("The same again: ")
    if first != second:
        raise Refused("The two passwords differ, so nothing was done. Try again.")
    return first


@user_app.command("reset")
def reset_user(email: Email) -> None:
    """Print a one-time link that sets a new password; it stands for 30 minutes."""
    config = settings.load()

    async def reset() -> str:
        async with opened(config):
            user = await users.owner(email)
            return await links.reset(secret.load(config.secret), user["id"])

    typer.echo(f"{config.address}/reset/{run(reset())}")


@token_app.command("add")
def add_token(
    email: Email,
    name: Annotated[str, typer.Option(help="What it is for.")],
    scope: Annotated[str, typer.Option(help="read or write.")] = "write",
) -> None:
    """Make an API token and print it, this once."""
    config = settings.load()

    async def add() -> str:
        async with opened(config):
            user = await users.owner(email)
            return await tokens.add(secret.load(config.secret), user["id"], name, scope)

    typer.echo(run(add()))


# -- boards from elsewhere


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export of another tool.")],
    owner: Annotated[str, typer.Option(metavar="EMAIL", help="Whose board it becomes.")],
    format_: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="Its format, if it is not seen.")
    ] = None,
    stages: Annotated[
        Path | None, typer.Option(metavar="BOARD.json", help="Stages by the source's column ids.")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="The board's, such as Europe/Berlin.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE.json", help="What a table's columns hold.")
    ] = None,
    again: Annotated[
        str, typer.Option(metavar="HOW", help="Of a board that came before: copy, update or stop.")
    ] = "copy",
    without_archived: Annotated[
        bool, typer.Option("--without-archived", help="Leave archived cards and columns there.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come.")] = False,
) -> None:
    """Bring a board from elsewhere, with its history, and print a JSON report."""
    config, data = settings.load(), read(file)
    told, held = (read(path) if path else None for path in (stages, mapping))

    async def bring() -> dict[str, Any]:
        from board.exchange import imports
        from board.exchange import mapping as mappings

        async with opened(config):
            return await imports.run(
                data,
                await users.owner(owner),
                format=format_,
                stages=told,
                timezone=timezone,
                mapping=mappings.told(held) if held is not None else None,
                called=file.stem,
                again=again,
                without_archived=without_archived,
                everyone=True,
                dry_run=dry_run,
            )

    report = run(bring())
    if report.get("board") is not None:
        report["url"] = f"{config.address}/boards/{report['board']}"
    typer.echo(json.dumps(report, indent=2, ensure_ascii=False))


@app.command()
def demo(
    owner: Annotated[str, typer.Option(metavar="EMAIL", help="Whose board it becomes.")],
) -> None:
    """Make a board with some months of generated history, and print its address."""
    config = settings.load()

    async def make() -> int:
        from board.exchange import demo_boards

        async with opened(config):
            return await demo_boards.make(await users.owner(owner))

    typer.echo(f"{config.address}/boards/{run(make())}")


app.command()(export)


# -- figures


@app.command()
def flow(
    log: Annotated[Path, typer.Argument(metavar="LOG.csv", help="Transitions of cards.")],
    board: Annotated[Path, typer.Argument(metavar="BOARD.json", help="The board they are of.")],
) -> None:
    """Work out the flow figures of any log and print them as JSON; the README names the forms."""
    from board.exchange import flow_files

    typer.echo(json.dumps(flow_files.figures(read(log), read(board))))


@app.command("recompute")
def recompute_(
    verify: Annotated[bool, typer.Option("--verify", help="Only say what differs.")] = False,
) -> None:
    """Hold every stored figure against the log, and set right what differs, a line for each.

    With --verify nothing is written, and the exit code is 1 when something differs.
    """
    from board import recompute

    async def hold() -> list[str]:
        async with opened(settings.load()):
            return await (recompute.differences() if verify else recompute.set_right())

    found = run(hold())
    for line in found:
        typer.echo(line)
    if verify and found:
        raise typer.Exit(1)
