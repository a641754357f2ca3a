import re

import pytest

from server import assets
from tests.edge import Edge


async def test_a_file_is_kept_for_ever_under_its_version(site: Edge) -> None:
    browser = await site.browser()

    answer = await browser.get(assets.static("css/app.css"))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


async def test_under_another_version_it_is_asked_for_again(site: Edge) -> None:
    browser = await site.browser()

    answer = await browser.get("/static/older/css/app.css")

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


async def test_a_browser_that_has_it_is_told_so(site: Edge) -> None:
    browser = await site.browser()
    address = assets.static("css/app.css")
    tag = (await browser.get(address)).headers["etag"]

    again = await browser.get(address, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


async def test_ten_thousand_ranges_get_one_whole_file(site: Edge) -> None:
    browser = await site.browser()
    address = assets.static("css/app.css")

    answer = await browser.get(address, headers={"Range": "bytes=" + "0-," * 10_000 + "0-"})

    assert (answer.status_code, answer.content) == (200, (await browser.get(address)).content)


async def test_a_style_sheet_comes_with_all_that_it_imports_in_their_layers(site: Edge) -> None:
    browser = await site.browser()
    card = (assets.ROOT / "css/card.css").read_text()

    sheet = (await browser.get(assets.static("css/app.css"))).text

    assert "@import" not in sheet
    assert f"@layer parts {{\n{card}}}" in sheet


async def test_a_page_needs_no_other_file_for_its_icons(site: Edge) -> None:
    browser = await site.browser()

    page = (await browser.get("/sign-in")).text

    assert "sprite.svg" not in page
    assert assets.shapes()["plus"] == '<path d="M5 12h14" /><path d="M12 5v14" />'


@pytest.mark.parametrize(
    "path", ["", "css", "css/none.css", "../server/app.py", "%2e%2e/README.md"]
)
async def test_nothing_else_is_served(site: Edge, path: str) -> None:
    browser = await site.browser()

    assert (await browser.get(assets.static("") + path)).status_code == 404


def test_scripts_and_styles_that_name_each_other_do_so_relatively() -> None:
    for file in [*assets.ROOT.glob("js/**/*.js"), *assets.ROOT.glob("css/*.css")]:
        named = re.findall(r"""(?:from|import|url\()\s*["']([^"']+)["']""", file.read_text())
        absolute = [path for path in named if not path.startswith((".", "data:", "#"))]
        assert not [path for path in absolute if "/" in path and path.startswith(("/", "http"))]


def test_vendored_folders_exist() -> None:
    assert set(assets.vendor()) == {"htmx", "sortable", "lucide", "inter", "charts"}
    assert all((assets.ROOT / folder).is_dir() for folder in assets.vendor().values())


def test_a_page_names_every_module_that_its_script_imports_so_that_they_come_at_once() -> None:
    named = assets.modules("js/board.js")

    assert named[0] == assets.static("js/board.js")
    assert {file.name for file in assets.ROOT.glob("js/*.js")} - {
        address.rpartition("/")[2] for address in named
    } == {"attic.js", "search.js", "settings.js", "theme.js", "upload.js"}
    assert len(set(named)) == len(named)


async def test_a_page_fetches_its_modules_before_it_reads_them(site: Edge) -> None:
    browser = await site.browser()

    page = (await browser.get("/sign-in")).text

    for address in assets.modules("js/page.js")[1:]:
        assert f'<link rel="modulepreload" href="{address}">' in page
