"""The index of the words on cards. It is written by `board/search.py` and filled by a rebuild."""

from tortoise import migrations
from tortoise.migrations import operations as ops

SQLITE = (
    "CREATE VIRTUAL TABLE card_words USING fts5(title, words, tokenize = 'ascii', prefix = '1 2 3')"
)
POSTGRES = """
CREATE TABLE card_words (card_id integer PRIMARY KEY, title tsvector NOT NULL, words tsvector NOT NULL);
CREATE INDEX card_words_words ON card_words USING gin (words);
"""


async def _make(apps, schema_editor):
    made = SQLITE if schema_editor.DIALECT == "sqlite" else POSTGRES
    await schema_editor.client.execute_script(made)


async def _drop(apps, schema_editor):
    await schema_editor.client.execute_script("DROP TABLE card_words")


class Migration(migrations.Migration):
    dependencies = [("andon", "0002_whole_board")]

    initial = False

    operations = [ops.RunPython(_make, _drop)]
