/** Every page: toasts, times, and forms that carry their Idempotency-Key. */
import "./times.js";
import "./toast.js";
import "./forms.js";
import "./palette.js";
import "./star.js";
