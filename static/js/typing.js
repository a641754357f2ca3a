/** Whether somebody types there: then characters are no shortcuts, and the focus is left alone. */
export const typing = target =>
  Boolean(target?.closest?.("input, textarea, select, [contenteditable], dialog[open], [popover]"));
