/** A file that is too large is said to be so before it is sent. */
const box = document.getElementById("import-file");
const most = Number(box.dataset.most);

box.addEventListener("change", () => {
  const size = box.files[0]?.size ?? 0;
  const told = `The file has ${Math.ceil(size / 1e6)} MB; ${most / 1e6} MB fit.`;
  box.setCustomValidity(size > most ? told : "");
  if (size > most) box.reportValidity();
});
