import json
import threading

from server.api.writing import written


async def test_an_answer_is_put_together_beside_the_loop() -> None:
    where = []

    def told() -> dict[str, object]:
        where.append(threading.current_thread())
        return {"n": 1, "items": ({"id": each, "name": "Größe"} for each in range(2))}

    answer = await written(told, 201)
    assert (answer.status_code, answer.media_type) == (201, "application/json")
    items = [{"id": 0, "name": "Größe"}, {"id": 1, "name": "Größe"}]
    assert json.loads(answer.body) == {"n": 1, "items": items}
    assert where != [threading.current_thread()]


async def test_what_is_written_already_goes_out_as_it_is() -> None:
    answer = await written(lambda: b'{"n":1}')
    assert (answer.body, answer.media_type) == (b'{"n":1}', "application/json")
