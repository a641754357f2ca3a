/** Whether somebody types: then characters are no shortcuts, and the focus is left alone. */
let coming = 0;

/** Holds characters back until `field` is there, a promise: who types before means what is coming,
 * and no shortcuts. Answers what it answers. */
export async function awaited(field) {
  coming++;
  try { return await field; } finally { coming--; }
}

/** Whether what is typed at `target` goes into a field, or will. */
export const typing = target =>
  coming > 0 || Boolean(target?.closest?.("input, textarea, select, [contenteditable], dialog[open], [popover]"));
