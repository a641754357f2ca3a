"""A past is in the order of its instants, wherever its entries were written."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("andon", "0005_imports")]

    initial = False

    operations = [
        ops.RemoveIndex("PastEvent", fields=["board_id", "id"]),
        ops.RemoveIndex("PastEvent", fields=["card_id", "id"]),
        ops.AddIndex("PastEvent", Index(fields=["board_id", "at", "id"])),
        ops.AddIndex("PastEvent", Index(fields=["card_id", "board_id", "at", "id"])),
    ]
