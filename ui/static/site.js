// Only comfort: every page works without this file.
"use strict";

const search = document.querySelector("[data-search]");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
  if (!search) {
    const home = document.querySelector(".brand");
    if (home) window.location.assign(home.href);
    return;
  }
  event.preventDefault();
  search.focus();
  search.select();
});

// A link to a provision that names no part of a long text leads to the part that has it.
const anchor = decodeURIComponent(window.location.hash.slice(1));
if (anchor && document.querySelector("[data-parts]") && !document.getElementById(anchor)) {
  const address = new URL(window.location.href);
  if (address.searchParams.get("at") !== anchor) {
    address.searchParams.set("at", anchor);
    window.location.replace(address);
  }
}

// Empty fields are left out of the address, so that it stays short enough to send.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ((form.method || "get").toLowerCase() !== "get") return;
  const empty = [...form.elements].filter((field) => field.name && field.value === "" && !field.disabled);
  empty.forEach((field) => { field.disabled = true; });
  window.setTimeout(() => empty.forEach((field) => { field.disabled = false; }), 0);
});

if (navigator.clipboard) {
  const { copyLabel, copiedLabel } = document.body.dataset;
  for (const place of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.lang = document.documentElement.lang;
    button.textContent = copyLabel;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(place.textContent.trim());
      button.textContent = copiedLabel;
      window.setTimeout(() => { button.textContent = copyLabel; }, 2000);
    });
    place.after(button);
  }
}

// What is still being worked out: tell how far it is, and show it when it is ready, over nothing that is being read.
const waiting = document.querySelector("[data-waiting]");
const ready = document.querySelector("[data-ready]");
const lookAgain = async () => {
  try {
    const answer = await fetch(window.location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.querySelector("[data-waiting]");
    if (!told && !ready) {
      window.location.reload();
      return;
    }
    waiting.replaceChildren(...(told ? told.childNodes : []));
    if (!told) return;
  } catch {
    // The service is away for a moment.
  }
  window.setTimeout(lookAgain, 2000);
};
if (waiting) window.setTimeout(lookAgain, 2000);
