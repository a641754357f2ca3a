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


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["[", "*a ", "[a](", "> ", "- a\n", "`", "|a", "<", "![](x "])
def test_the_longest_texts_are_drawn_in_reasonable_time(piece: str) -> None:
    assert markdown.html((piece * 50_000)[:50_000])
