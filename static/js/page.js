/** Every page: toasts, times, forms that carry their Idempotency-Key, ways out of
 * dialogs, the palette and the stars. The page says when it listens to keys. */
import "./times.js";
import "./toast.js";
import "./forms.js";
import "./dismiss.js";
import "./palette.js";
import "./star.js";
import "./sure.js";

document.body.dataset.uiReady = "";
