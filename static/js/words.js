/** Folds texts as board/words.py does: case and accents make no difference. */

/** A text without what makes no difference. */
export function fold(text) {
  const same = text.normalize("NFKD").toUpperCase().toLowerCase().replaceAll("ς", "σ");
  return same.normalize("NFKD").replace(/\p{Mn}/gu, "").normalize("NFC");
}
