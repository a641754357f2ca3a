"""The strip: everybody's figures move with a move, and with the day."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import SOON, Window

Look = Callable[..., Window]

SLEPT = "strip => { strip.dataset.day = '2026-01-01'; strip.querySelector('b').remove(); }"


def told(window: Window) -> list[str]:
    """The figures of the strip."""
    return [window.figure(name) for name in ("wip", "p85", "finished", "week", "ageing")]


def test_every_figure_moves_for_everybody_and_leads_to_its_chart(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    board.add("one", "Doing")
    for n in range(9):
        board.add(f"{n}", "Done")
    ana, bo = look("ana", board), look("bo", board)
    assert (bo.figure("finished"), bo.figure("week"), bo.figure("ageing")) == ("9", "9", "–")
    ana.drag("one", "Done")
    for window in (ana, bo):
        window.eventually(lambda w=window: told(w), ["0", "1", "10", "10", "0"], SOON)
        window.same(board)
    links = bo.page.locator("#strip a")
    charts = [link.get_attribute("href").rpartition("/")[2] for link in links.all()]
    assert charts == ["flow#wip", "flow#cycle-time", "flow#throughput", "flow#ageing"]


def test_a_page_that_slept_over_midnight_gets_the_new_days_figures(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing Done")
    ana = look("ana", board)
    strip = ana.page.locator("#strip")
    day, seq = strip.get_attribute("data-day"), ana.page.locator("body").get_attribute("data-seq")
    strip.evaluate(SLEPT)
    ana.page.evaluate("dispatchEvent(new Event('online'))")
    expect(strip).to_have_attribute("data-day", day or "")
    expect(strip.locator("[data-figure=wip]")).to_have_text("0")
    assert ana.page.locator("body").get_attribute("data-seq") == seq
    ana.same(board)
