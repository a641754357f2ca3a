/** The board page: everything that moves on it. Each module owns one behaviour and finds its
 * elements by data attributes; they talk through DOM events on `document`. */
import "./page.js";
import "./place.js";
import "./live.js";
import "./presence.js";
import "./drag.js";
import "./move.js";
import "./keys.js";
import "./facemenu.js";
import "./select.js";
import "./together.js";
import "./pick.js";
import "./facts.js";
import "./quickadd.js";
import "./contents.js";
import "./arrange.js";
import "./mention.js";
import "./transfer.js";
import "./spent.js";
import "./dialog.js";
import "./filter.js";
import "./filterbar.js";
import "./boardcommands.js";
import "./picker.js";
import "./collapse.js";
import "./lanecounts.js";
import "./heads.js";
