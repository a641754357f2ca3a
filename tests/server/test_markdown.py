import time

import pytest
from lxml import html as lxml_html

from server import markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    '<div hx-get="/sign-out" hx-trigger="load" id="board" class="top">x</div>',
    '<hx-partial hx-target="#board">x</hx-partial>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<\tjavascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:alert(1)) [y](data:text/html;base64,PHNjcmlwdD4=) [z](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n[x]",
    "![x](javascript:alert(1))",
    '[x](http://example.com "onmouseover=alert(1)")',
    "```<script>\n</code><script>alert(1)</script>\n```",
    "{{7*7}} {% raw %} ${7*7} %n%s",
    "| <b>a</b> |\n|---|\n| <script> |",
]
TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code"),
    *("strong", "em", "s", "a", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_acts_comes_out_of_a_text(text: str) -> None:
    tree = lxml_html.fragment_fromstring(markdown.html(text), create_parent="main")

    for element in list(tree.iter())[1:]:
        assert element.tag in TAGS
        assert set(element.attrib) <= {"href", "title", "rel", "start"}
        assert element.get("href", "http:").startswith(("http:", "https:", "mailto:"))


def test_a_link_hands_nothing_on() -> None:
    assert markdown.html("[Andon](https://example.com/a)") == (
        '<p><a href="https://example.com/a" rel="noopener noreferrer nofollow">Andon</a></p>\n'
    )


def test_an_image_becomes_its_words() -> None:
    assert (
        markdown.html("![a *small* <b>](http://example.com/x.png)") == "<p>a small &lt;b&gt;</p>\n"
    )


def test_html_is_shown_as_it_was_typed() -> None:
    assert markdown.html("a <b>bold</b> claim") == "<p>a &lt;b&gt;bold&lt;/b&gt; claim</p>\n"


def test_lists_tables_and_code_come_out_as_such() -> None:
    text = "# Head\n\n- one\n- ~~two~~\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx < y\n```"

    drawn = markdown.html(text)

    for piece in ("<h1>Head</h1>", "<li>one</li>", "<s>two</s>", "<td>1</td>", "x &lt; y"):
        assert piece in drawn


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["[", "*a ", "[a](", "> ", "- a\n", "`", "|a", "<", "![](x "])
def test_the_longest_texts_are_drawn_in_reasonable_time(piece: str) -> None:
    assert markdown.html((piece * 50_000)[:50_000])


PEOPLE = ((1, "Sara Almeida"), (2, "Tom"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.com/a_b_c?x=1&y=2.", "https://example.com/a_b_c?x=1&y=2"),
        ("(https://example.com/a_(b))", "https://example.com/a_(b)"),
        ("HTTP://EXAMPLE.COM", "HTTP://EXAMPLE.COM"),
        ("- https://example.com, and so on", "https://example.com"),
        ("NW-214 is it", "/NW-214"),
        ("(NW-1)", "/NW-1"),
    ],
)
def test_an_address_or_a_cards_key_becomes_a_link(text: str, expected: str) -> None:
    tree = lxml_html.fragment_fromstring(markdown.html(text, "NW"), create_parent="main")
    (link,) = tree.iter("a")
    assert link.get("href") == expected
    assert tree.text_content().strip() == text.removeprefix("- ")


@pytest.mark.parametrize(
    "text",
    [
        "`https://example.com` and `NW-1` and `@Tom`",
        "OTHER-1, nw-1, NW-0, NW-1-2, XNW-1, NW-1x, a/NW-1",
        "httpx://example.com and xhttps://example.com",
        "javascript:alert(1) mailto:a@tom.example",
        "    NW-1 https://example.com @Tom",
    ],
)
def test_what_only_looks_like_a_reference_stays_text(text: str) -> None:
    drawn = markdown.html(text, "NW", PEOPLE)
    assert "<a" not in drawn and "mention" not in drawn


def test_a_link_is_not_linked_within() -> None:
    drawn = markdown.html("[NW-1 at https://example.com](https://example.org)", "NW")
    assert drawn.count("<a ") == 1


def test_members_who_are_named_are_marked() -> None:
    drawn = markdown.html("@Sara and **@tom** and @Eve <b>@Tom</b>", "", PEOPLE)
    assert drawn.count('<span class="mention">') == 3
    assert '<span class="mention">@Sara</span>' in drawn
    assert "&lt;b&gt;" in drawn


def test_a_name_that_is_markup_is_shown_as_it_is() -> None:
    drawn = markdown.html("@<img", "", ((1, "<img src=x>"), (2, "<img")))
    assert "<img" not in drawn


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["@", "@a", "https://", "NW-1 ", "https://a)", "A-"])
def test_the_longest_references_are_drawn_in_reasonable_time(piece: str) -> None:
    people = tuple((n, f"member {n} {'x' * (n % 60)}") for n in range(1, 500))
    assert markdown.html((piece * 50_000)[:50_000], "NW", people)


def test_an_address_with_a_long_tail_is_drawn_at_once() -> None:
    began = time.process_time()
    drawn = markdown.html("http://a" + ")" * 49_000)
    assert drawn.startswith('<p><a href="http://a"')
    assert time.process_time() - began < 1
