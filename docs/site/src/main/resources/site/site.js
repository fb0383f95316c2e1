// The search: every word has to stand in a section, at the beginning of a word; titles count more.
"use strict";

const MOST = 30;
const AROUND = 70;
const field = document.getElementById("site-words");
const found = document.getElementById("site-found");
let asked = false;

/** The sections come with the first use, not with every page. */
function load() {
  if (!asked) {
    asked = true;
    const script = document.createElement("script");
    script.src = "search-index.js";
    script.addEventListener("load", show);
    document.head.append(script);
  }
}

function beginning(word) {
  return new RegExp("(^|[^\\p{L}\\p{N}])" + word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "iu");
}

function points(section, words) {
  let sum = 0;
  for (const word of words) {
    const title = word.test(section.title);
    const page = word.test(section.page);
    if (!title && !page && !word.test(section.text)) {
      return 0;
    }
    sum += 1 + (title ? 4 : 0) + (page ? 2 : 0);
  }
  return sum;
}

function excerpt(section, words) {
  const at = Math.max(0, section.text.search(words[0]) - AROUND);
  const text = section.text.slice(at, at + 2.5 * AROUND);
  return (at > 0 ? "… " : "") + text + (at + text.length < section.text.length ? " …" : "");
}

function show() {
  const words = field.value.trim().split(/\s+/).filter(Boolean).map(beginning);
  found.replaceChildren();
  found.hidden = words.length === 0 || !self.tributarySections;
  if (found.hidden) {
    return;
  }
  const hits = self.tributarySections
    .map((section) => ({ section, points: points(section, words) }))
    .filter((hit) => hit.points > 0)
    .sort((one, other) => other.points - one.points);
  const count = document.createElement("p");
  count.textContent =
    hits.length === 0 ? "Nothing found."
    : hits.length > MOST ? `${hits.length} sections, of which the first ${MOST}:`
    : hits.length === 1 ? "1 section:" : `${hits.length} sections:`;
  found.append(count);
  for (const { section } of hits.slice(0, MOST)) {
    const link = document.createElement("a");
    link.href = section.at;
    link.textContent = section.title === section.page ? section.page : `${section.page}: ${section.title}`;
    const text = document.createElement("span");
    text.textContent = excerpt(section, words);
    link.append(text);
    found.append(link);
  }
}

function close() {
  found.hidden = true;
}

document.getElementById("site-search").hidden = false;
field.addEventListener("focus", load);
field.addEventListener("input", () => { load(); show(); });
found.addEventListener("click", (event) => { if (event.target.closest("a")) { close(); } });
document.addEventListener("click", (event) => {
  if (!event.target.closest("#site-search")) { close(); }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    close();
  } else if (event.key === "/" && event.target !== field) {
    event.preventDefault();
    field.focus();
  } else if (event.key === "Enter" && event.target === field) {
    const first = found.querySelector("a");
    if (first && !found.hidden) { first.click(); }
  }
});
