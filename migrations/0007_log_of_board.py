"""What happened to a board itself is found without what happened to others, or to cards."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("andon", "0006_past_order")]

    initial = False

    operations = [
        ops.RemoveIndex("LoggedEvent", fields=["card_id", "seq"]),
        ops.AddIndex("LoggedEvent", Index(fields=["card_id", "board_id", "seq"])),
    ]
