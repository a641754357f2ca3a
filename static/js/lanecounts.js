/** On a narrow screen the head of a lane stands in every column: its lamp, its count and its limit
 * are painted there from the lane's own head, which the feed redraws. */
function paint() {
  for (const place of document.querySelectorAll("[data-lane-count]")) {
    const { lamp, count, limit } = document.getElementById(`lane-${place.dataset.laneCount}`).dataset;
    const says = limit ? `${count}/${limit}` : `${count} in progress`;
    place.closest("button").dataset.uiLamp = lamp;
    if (place.textContent !== says) place.textContent = says;
  }
}

document.addEventListener("board:drawn", paint);
paint();
