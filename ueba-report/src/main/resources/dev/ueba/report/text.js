"use strict";
// Elements and words. Names come from logs: they go into text nodes and canvases, never into markup.
const data = JSON.parse(document.getElementById("data").textContent);
const rowCount = data.score.length;

function byId(id) {
    return document.getElementById(id);
}

/** Makes an element with a class and children; strings become text nodes. */
function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) {
        element.className = className;
    }
    element.append(...children);
    return element;
}

function count(number, noun) {
    return thousands(number) + " " + worded(noun + (number === 1 ? "" : "s"));
}

/** The same digits in every locale. */
function thousands(number) {
    return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

function decimals(number, digits) {
    return number === null ? "–" : number.toFixed(digits);
}

function plain(number) {
    if (number === null) {
        return "–";
    }
    return Number.isInteger(number) && Math.abs(number) < 1e15 ? thousands(number) : String(number);
}

function dayText(epochDay) {
    const date = new Date(epochDay * 86400000);
    return String(date.getUTCFullYear()).padStart(4, "0") + "-" + String(date.getUTCMonth() + 1).padStart(2, "0") + "-"
        + String(date.getUTCDate()).padStart(2, "0");
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Day and weekday of a row, with the time of day if rows have times. */
function whenText(row) {
    if (!data.time) {
        return dayText(data.day[row]) + " " + weekday(data.day[row]);
    }
    const seconds = ((data.time[row] % 86400) + 86400) % 86400;
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    return dayText(data.day[row]) + " " + two(seconds / 3600) + ":" + two((seconds / 60) % 60) + ":" + two(seconds % 60) + " " + weekday(data.day[row]);
}

/** Where a row lies on an axis of time: a day, or milliseconds if rows have times. */
function whenAt(row) {
    return data.time ? data.time[row] * 1000 : data.day[row];
}

/** The words of this report instead of row and actor, in text of the page's own; never used on names. */
function worded(text) {
    return text.replace(/\b([rR]ow|[aA]ctor)(s?)\b/g, (found, word, several) => {
        const wanted = data.words[word.toLowerCase() + several];
        return word[0] === word[0].toLowerCase() ? wanted : wanted[0].toUpperCase() + wanted.slice(1);
    });
}

/** Exchanges the words in what the page says before any data is on it. */
function wordPage() {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
        (node.parentElement.closest("script, style") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    while (texts.nextNode()) {
        texts.currentNode.data = worded(texts.currentNode.data);
    }
    byId("search").placeholder = worded(byId("search").placeholder);
    if (data.time) {
        byId("scores-title").textContent = "Scores over time";
        byId("search").placeholder = byId("search").placeholder.replace("day", "time");
    }
    if (!data.deviations) {
        byId("deviation-told").hidden = true;
        byId("standing-told").textContent = "its value has";
    }
}

function weekday(epochDay) {
    return WEEKDAYS[(((epochDay + 4) % 7) + 7) % 7];
}

function actorName(row) {
    return data.actors[data.actor[row]] || worded("(no actor)");
}

function label(row) {
    return data.labels.length > 0 ? data.labels[row] : "";
}

function isFlagged(row) {
    return row < data.anomalies;
}

/** "git_clone 312, repo_access 80": what stands out in a row. */
function standsOut(row) {
    const top = data.top[row];
    const words = [];
    for (let i = 0; i < top.length; i += 2) {
        words.push(data.features[top[i]] + " " + plain(top[i + 1]));
    }
    return words.join(", ");
}

/** A name as text, with places where a long word may break; what is too long for a line or two loses its middle. */
function nameOf(text, className, longest = 60) {
    const cut = shortenMiddle(text, longest);
    const element = make("span", "name " + (className || "") + (/[^\s_/@]{32}/.test(cut) ? " long" : ""));
    for (const part of cut.split(/(?<=[_/@]|\.(?=[a-z]))/)) {
        element.append(part, document.createElement("wbr"));
    }
    return element;
}

/** Cuts the middle out: of paths, addresses and ids the end tells as much as the beginning. */
function shortenMiddle(text, length) {
    const letters = [...text];
    const half = Math.floor((length - 1) / 2);
    return letters.length > length ? letters.slice(0, half).join("") + "…" + letters.slice(-half).join("") : text;
}

function shorten(text, length) {
    const letters = [...text];
    return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : text;
}
