"""Everything else that a board has: lanes, labels, assignments, dates, blocks, checklists, comments."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

_UNIQUE = (
    ("card_labels", ("card_id", "label_id")),
    ("assignments", ("card_id", "user_id")),
    ("stars", ("user_id", "board_id")),
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
        for table in ("lanes", "checklists", "checklist_items"):
            await schema_editor.client.execute_script(
                f'ALTER TABLE "{table}" ALTER COLUMN rank TYPE varchar(255) COLLATE "C"'
            )


async def _nothing(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    dependencies = [("andon", "0001_initial")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
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
                    "user",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "assignments",
                "app": "andon",
                "indexes": [Index(fields=["user_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Block",
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
                    "by",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="by_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("reason", fields.CharField(max_length=500)),
                ("began_at", fields.BigIntField()),
                ("ended_at", fields.BigIntField(null=True)),
            ],
            options={
                "table": "blocks",
                "app": "andon",
                "indexes": [
                    Index(fields=["card_id", "began_at"]),
                    Index(fields=["board_id", "began_at"]),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Checklist",
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
                ("name", fields.CharField(max_length=200)),
                ("rank", fields.CharField(max_length=64)),
                ("removed_at", fields.BigIntField(null=True)),
            ],
            options={
                "table": "checklists",
                "app": "andon",
                "indexes": [Index(fields=["card_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Comment",
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
                    "by",
                    fields.ForeignKeyField(
                        "andon.User",
                        source_field="by_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("text", fields.TextField(unique=False)),
                ("written_at", fields.BigIntField()),
                ("edited_at", fields.BigIntField(null=True)),
                ("removed_at", fields.BigIntField(null=True)),
                ("source", fields.CharField(null=True, max_length=255)),
            ],
            options={
                "table": "comments",
                "app": "andon",
                "indexes": [Index(fields=["card_id", "written_at"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
                ),
                (
                    "checklist",
                    fields.ForeignKeyField(
                        "andon.Checklist",
                        source_field="checklist_id",
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
                ("text", fields.CharField(max_length=1000)),
                ("rank", fields.CharField(max_length=64)),
                ("done_at", fields.BigIntField(null=True)),
                ("removed_at", fields.BigIntField(null=True)),
            ],
            options={
                "table": "checklist_items",
                "app": "andon",
                "indexes": [Index(fields=["card_id"]), Index(fields=["checklist_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Label",
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
                ("name", fields.CharField(max_length=100)),
                ("color", fields.CharField(max_length=16)),
                ("source", fields.CharField(null=True, max_length=255)),
                ("removed_at", fields.BigIntField(null=True)),
            ],
            options={
                "table": "labels",
                "app": "andon",
                "indexes": [Index(fields=["board_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CardLabel",
            fields=[
                (
                    "id",
                    fields.IntField(generated=True, primary_key=True, unique=True, db_index=True),
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
                    "label",
                    fields.ForeignKeyField(
                        "andon.Label",
                        source_field="label_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "card_labels",
                "app": "andon",
                "indexes": [Index(fields=["label_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Lane",
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
                ("rank", fields.CharField(max_length=64)),
                ("wip_limit", fields.IntField(null=True)),
                ("wip_mode", fields.CharField(db_default="soft", max_length=8)),
                ("source", fields.CharField(null=True, max_length=255)),
                ("archived_at", fields.BigIntField(null=True)),
            ],
            options={
                "table": "lanes",
                "app": "andon",
                "indexes": [Index(fields=["board_id", "rank"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Star",
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
                (
                    "board",
                    fields.ForeignKeyField(
                        "andon.Board",
                        source_field="board_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "stars",
                "app": "andon",
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Board",
            name="archived_at",
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name="Board",
            name="deleted_at",
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name="Board",
            name="wip_limit",
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name="Board",
            name="wip_mode",
            field=fields.CharField(db_default="soft", max_length=8),
        ),
        ops.AddField(
            model_name="Card",
            name="blocked_at",
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name="Card",
            name="blocked_by",
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name="Card",
            name="blocked_reason",
            field=fields.CharField(null=True, max_length=500),
        ),
        ops.AddField(
            model_name="Card",
            name="class_of_service",
            field=fields.CharField(db_default="standard", max_length=16),
        ),
        ops.AddField(
            model_name="Card",
            name="due_on",
            field=fields.CharField(null=True, max_length=10),
        ),
        ops.AddField(
            model_name="Card",
            name="estimate",
            field=fields.FloatField(null=True),
        ),
        ops.AddField(
            model_name="Card",
            name="lane",
            field=fields.ForeignKeyField(
                "andon.Lane",
                source_field="lane_id",
                null=True,
                db_constraint=True,
                to_field="id",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Card",
            name="start_on",
            field=fields.CharField(null=True, max_length=10),
        ),
        ops.AddField(
            model_name="User",
            name="shortcuts",
            field=fields.BooleanField(db_default=True),
        ),
        ops.AddField(
            model_name="User",
            name="theme",
            field=fields.CharField(db_default="system", max_length=8),
        ),
        ops.RunPython(_bytewise, _nothing),
        *(_unique(table, columns) for table, columns in _UNIQUE),
    ]
