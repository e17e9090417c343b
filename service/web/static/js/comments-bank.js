// The comment bank: what screen readers are told when it was searched.

import { announce } from "./page.js";

document.addEventListener("htmx:afterSettle", () => announce(document.getElementById("bank").dataset.said));
