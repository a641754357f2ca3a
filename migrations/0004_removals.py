"""When the adding of a column or a lane was undone."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("andon", "0003_search")]

    initial = False

    operations = [
        ops.AddField("Column", "removed_at", fields.BigIntField(null=True)),
        ops.AddField("Lane", "removed_at", fields.BigIntField(null=True)),
    ]
