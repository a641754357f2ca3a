"""A wider title, and a column that every card gets: SQLite rebuilds `cards` for it."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("andon", "0004_removals")]

    operations = [
        ops.AlterField("Card", "title", fields.CharField(max_length=2000)),
        ops.AlterField("Column", "name", fields.CharField(max_length=300)),
        ops.AddField("Card", "later", fields.CharField(max_length=10, db_default="new")),
    ]
