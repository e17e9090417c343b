// How far the reading of a draft has come, told by the server as it happens (server-sent events).

import { announce } from "./page.js";

const ENDED = ["done", "failed", "cancelled"];

function watch(line) {
  const events = new EventSource(`/v1/jobs/${line.dataset.job}/events`);
  events.addEventListener("job", (event) => {
    const job = JSON.parse(event.data);
    if (!ENDED.includes(job.state)) {
      const words = job.state === "running" ? line.dataset.running : line.dataset.waiting.replace("{place}", job.place ?? 1);
      line.querySelector("[data-words]").textContent = words;
      return;
    }
    events.close();
    announce(line.dataset.ended);
    if (line.dataset.part) renew(line.dataset.part);
    else location.replace(location.pathname);
  });
}

// Only the part about this draft: she may be writing the next one below.
async function renew(id) {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [here, now] = [document.getElementById(id), page.getElementById(id)];
  if (here && now) here.replaceWith(document.adoptNode(now));
}

for (const line of document.querySelectorAll("[data-job]")) watch(line);
