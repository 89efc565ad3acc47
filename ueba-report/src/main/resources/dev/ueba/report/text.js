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
    return thousands(number) + " " + noun + (number === 1 ? "" : "s");
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

function weekday(epochDay) {
    return WEEKDAYS[(((epochDay + 4) % 7) + 7) % 7];
}

function actorName(row) {
    return data.actors[data.actor[row]] || "(no actor)";
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

/** A name as text, with places where a long word may break; what is too long for a line or two is cut. */
function nameOf(text, className, longest = 60) {
    const cut = shorten(text, longest);
    const element = make("span", "name " + (className || "") + (/[^\s_/@]{32}/.test(cut) ? " long" : ""));
    for (const part of cut.split(/(?<=[_/@]|\.(?=[a-z]))/)) {
        element.append(part, document.createElement("wbr"));
    }
    return element;
}

function shorten(text, length) {
    const letters = [...text];
    return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : text;
}
