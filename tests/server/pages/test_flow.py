from tests.edge import Edge
from tests.look import look


async def test_the_bar_says_what_the_address_asks_for(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    html = (await ana.get(f"/boards/{board.id}/flow?period=365&class=expedite&to=%3Cb%3E")).text

    chosen = [option.get("value") for option in look(html, "#flow-filter option[selected]")]
    assert chosen == ["365", "expedite"]
    assert "<b>" not in html.partition('id="flow-filter"')[2].partition("</form>")[0]


async def test_the_strip_stands_over_the_charts(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    html = (await ana.get(f"/boards/{board.id}/flow")).text

    charts = [section.get("id") for section in look(html, "[data-chart]")]
    assert charts == ["cycle-time", "ageing", "throughput", "cumulative-flow", "wip", "efficiency"]
    assert look(html, "#strip") and 'aria-current="page"' in html
