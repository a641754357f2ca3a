"""Boards from elsewhere: the people who came along with them, and what was last brought."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("andon", "0004_removals")]

    initial = False

    operations = [
        ops.AddField("User", "placeholder_of", fields.IntField(null=True)),
        ops.AddField("Member", "source", fields.CharField(max_length=255, null=True)),
        ops.AddField("Checklist", "source", fields.CharField(max_length=255, null=True)),
        ops.AddField("Item", "source", fields.CharField(max_length=255, null=True)),
        ops.CreateModel(
            name="Import",
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
                ("seq", fields.BigIntField()),
                ("at", fields.BigIntField()),
                ("source", fields.CharField(max_length=255)),
                ("digests", fields.TextField()),
            ],
            options={
                "table": "imports",
                "app": "andon",
                "indexes": [Index(fields=["board_id", "seq"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PastEvent",
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
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("at", fields.BigIntField()),
                ("kind", fields.CharField(max_length=64)),
                ("by_name", fields.CharField(max_length=200)),
                ("data", fields.TextField()),
            ],
            options={
                "table": "past_events",
                "app": "andon",
                "indexes": [
                    Index(fields=["board_id", "id"]),
                    Index(fields=["card_id", "id"]),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
    ]
