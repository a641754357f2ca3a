"""The first schema. Written by the ORM but for what stands under `_UNIQUE`: uniques are indexes
of their own, because a rebuild of an SQLite table loses those that stand in it."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

_UNIQUE = (
    ("users", ("email_key",)),
    ("sessions", ("token_hash",)),
    ("tokens", ("token_hash",)),
    ("links", ("token_hash",)),
    ("boards", ("key",)),
    ("members", ("board_id", "user_id")),
    ("invitations", ("token_hash",)),
    ("cards", ("board_id", "number")),
    ("cards", ("column_id", "rank")),
    ("events", ("board_id", "seq")),
    ("idempotency", ("user_id", "key")),
)


def _unique(table, columns):
    name = f"unique_{table}_{'_'.join(columns)}"
    return ops.RunSQL(
        f'CREATE UNIQUE INDEX "{name}" ON "{table}" ({", ".join(columns)})',
        f'DROP INDEX "{name}"',
    )


async def _bytewise(apps, schema_editor):
    """Ranks sort by their bytes on every database, whatever language it was set up for."""
    if schema_editor.DIALECT == "postgres":
        for table in ("cards", "columns"):
            await schema_editor.client.execute_script(
                f'ALTER TABLE "{table}" ALTER COLUMN rank TYPE varchar(255) COLLATE "C"'
            )


async def _nothing(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="AccountEvent",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                ("at", fields.BigIntField()),
                ("kind", fields.CharField(max_length=64)),
                ("user_id", fields.IntField(null=True)),
                ("by_id", fields.IntField(null=True)),
                ("data", fields.TextField(unique=False)),
            ],
            options={
                "table": "account_events",
                "app": "andon",
                "indexes": [Index(fields=["user_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                ("key", fields.CharField(max_length=16)),
                ("name", fields.CharField(max_length=200)),
                ("timezone", fields.CharField(max_length=64)),
                ("seq", fields.BigIntField(default=0)),
                ("epoch", fields.CharField(max_length=32)),
                ("cards_made", fields.IntField(default=0)),
                ("source", fields.CharField(null=True, max_length=255)),
                ("created_at", fields.BigIntField()),
                ("changed_at", fields.BigIntField()),
            ],
            options={"table": "boards", "app": "andon", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Column",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                (
                    "board",
                    fields.ForeignKeyField(
                        "andon.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("stage", fields.CharField(max_length=16)),
                ("wait", fields.BooleanField(db_default=False)),
                ("policy", fields.TextField(db_default="", unique=False)),
                ("wip_limit", fields.IntField(null=True)),
                ("wip_mode", fields.CharField(db_default="soft", max_length=8)),
                ("rank", fields.CharField(max_length=64)),
                ("source", fields.CharField(null=True, max_length=255)),
                ("archived_at", fields.BigIntField(null=True)),
            ],
            options={
                "table": "columns",
                "app": "andon",
                "indexes": [Index(fields=["board_id", "rank"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Card",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                (
                    "board",
                    fields.ForeignKeyField(
                        "andon.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "column",
                    fields.ForeignKeyField(
                        "andon.Column",
                        source_field="column_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("number", fields.IntField()),
                ("title", fields.CharField(max_length=1000)),
                ("description", fields.TextField(db_default="", unique=False)),
                ("rank", fields.CharField(max_length=255)),
                ("version", fields.BigIntField()),
                ("created_at", fields.BigIntField()),
                ("started_at", fields.BigIntField(null=True)),
                ("finished_at", fields.BigIntField(null=True)),
                ("archived_at", fields.BigIntField(null=True)),
                ("deleted_at", fields.BigIntField(null=True)),
                ("history", fields.CharField(db_default="full", max_length=8)),
                ("source", fields.CharField(null=True, max_length=255)),
            ],
            options={
                "table": "cards",
                "app": "andon",
                "indexes": [
                    Index(fields=["column_id", "archived_at"]),
                    Index(fields=["board_id", "finished_at"]),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                ("email", fields.CharField(max_length=254)),
                ("email_key", fields.CharField(max_length=254)),
                ("name", fields.CharField(max_length=200)),
                ("password_hash", fields.CharField(null=True, max_length=255)),
                ("is_admin", fields.BooleanField(db_default=False)),
                ("timezone", fields.CharField(db_default="UTC", max_length=64)),
                ("created_at", fields.BigIntField()),
                ("disabled_at", fields.BigIntField(null=True)),
            ],
            options={"table": "users", "app": "andon", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                (
                    "board",
                    fields.ForeignKeyField(
                        "andon.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("token_hash", fields.CharField(max_length=64)),
                ("role", fields.CharField(max_length=16)),
                (
                    "by",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="by_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("made_at", fields.BigIntField()),
                ("expires_at", fields.BigIntField()),
                ("withdrawn_at", fields.BigIntField(null=True)),
            ],
            options={"table": "invitations", "app": "andon", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                ("kind", fields.CharField(max_length=16)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("token_hash", fields.CharField(max_length=64)),
                ("created_at", fields.BigIntField()),
                ("expires_at", fields.BigIntField(null=True)),
                ("used_at", fields.BigIntField(null=True)),
            ],
            options={"table": "links", "app": "andon", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LoggedEvent",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "board",
                    fields.ForeignKeyField(
                        "andon.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("seq", fields.BigIntField()),
                ("at", fields.BigIntField()),
                ("kind", fields.CharField(max_length=64)),
                (
                    "by",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="by_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("card_id", fields.IntField(null=True)),
                ("data", fields.TextField(unique=False)),
                ("undoes", fields.BigIntField(null=True)),
            ],
            options={
                "table": "events",
                "app": "andon",
                "indexes": [Index(fields=["card_id", "seq"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                (
                    "board",
                    fields.ForeignKeyField(
                        "andon.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("role", fields.CharField(max_length=16)),
                ("joined_at", fields.BigIntField()),
            ],
            options={
                "table": "members",
                "app": "andon",
                "indexes": [Index(fields=["user_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("key", fields.CharField(max_length=255)),
                ("digest", fields.CharField(max_length=64)),
                ("answer", fields.TextField(unique=False)),
                ("at", fields.BigIntField()),
            ],
            options={
                "table": "idempotency",
                "app": "andon",
                "indexes": [Index(fields=["at"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("token_hash", fields.CharField(max_length=64)),
                ("agent", fields.CharField(db_default="", max_length=255)),
                ("address", fields.CharField(db_default="", max_length=64)),
                ("created_at", fields.BigIntField()),
                ("seen_at", fields.BigIntField()),
                ("expires_at", fields.BigIntField()),
                ("ended_at", fields.BigIntField(null=True)),
            ],
            options={
                "table": "sessions",
                "app": "andon",
                "indexes": [Index(fields=["user_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("scope", fields.CharField(max_length=8)),
                ("token_hash", fields.CharField(max_length=64)),
                ("created_at", fields.BigIntField()),
                ("used_at", fields.BigIntField(null=True)),
                ("revoked_at", fields.BigIntField(null=True)),
            ],
            options={
                "table": "tokens",
                "app": "andon",
                "indexes": [Index(fields=["user_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                (
                    "board",
                    fields.ForeignKeyField(
                        "andon.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "card",
                    fields.ForeignKeyField(
                        "andon.Card",
                        source_field="card_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "column",
                    fields.ForeignKeyField(
                        "andon.Column",
                        source_field="column_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("began_at", fields.BigIntField()),
                ("ended_at", fields.BigIntField(null=True)),
                ("gone", fields.BooleanField(db_default=False)),
            ],
            options={
                "table": "visits",
                "app": "andon",
                "indexes": [
                    Index(fields=["card_id", "began_at"]),
                    Index(fields=["board_id", "began_at"]),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.RunPython(_bytewise, _nothing),
        *(_unique(table, columns) for table, columns in _UNIQUE),
    ]
