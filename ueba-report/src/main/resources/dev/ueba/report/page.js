// Puts the page together.
const FIRST_CARDS = 12;
const CARDS_MORE = 24;
const FEATURES_OF_CARD = 5;
const REASONS_OF_CARD = 3;

function fillTop() {
    byId("title").textContent = data.title;
    byId("counts").textContent = data.counts;
    byId("ranked-hint").textContent = data.told;
    const labelled = data.labels.filter((text) => text).length;
    const tiles = [
        [worded("rows scored"), thousands(data.rowCount)],
        [worded("actors"), thousands(data.actorCount)],
        ["below the cutoff " + data.cutoff, thousands(data.anomalies), data.anomalies > 0 ? "alarm" : ""],
    ];
    if (data.risks) {
        tiles.push(["alerts", thousands(data.risks.alerts), data.risks.alerts > 0 ? "alarm" : ""]);
    }
    if (rowCount > 0) {
        tiles.push(["lowest score", decimals(data.score[0], 3)]);
    }
    if (labelled > 0) {
        tiles.push(["labelled", thousands(labelled)]);
    }
    byId("tiles").replaceChildren(...tiles.map(([name, value, kind]) => make("div", kind || "", make("dt", "", name), make("dd", "", value))));
    byId("zone-told").textContent = data.zone ? "Times and days are those of " + data.zone + ". " : "";
    byId("notes").replaceChildren(...data.notes.map((note) => make("li", "name", note)));
}

function fillSections() {
    const links = [];
    for (const section of document.querySelectorAll("main > section:not([hidden])")) {
        const link = make("a", "", section.querySelector("h2").textContent);
        link.href = "#" + section.id;
        links.push(link);
    }
    byId("sections").replaceChildren(...links);
}

function featureTable(features) {
    const explained = data.details.some((detail) => detail.path);
    const heads = ["Feature", "Value", "% rank", ...(data.deviations ? ["Deviation"] : []), ...(explained ? ["Edges"] : [])].map((name, i) => {
        const head = make("th", i > 0 ? "number" : "", name);
        head.scope = "col";
        return head;
    });
    const lines = features.map(([feature, value, rank, deviation, , edges]) => make("tr", "",
        make("td", "", nameOf(data.features[feature])), make("td", "number", plain(value)),
        make("td", "number", decimals(rank, 1)), ...(data.deviations ? [make("td", "number", decimals(deviation, 1))] : []),
        ...(explained ? [make("td", "number", decimals(edges, 2))] : [])));
    return make("table", "", make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...lines));
}

function reasonList(reasons) {
    return make("ul", "reasons", ...reasons.map((reason) => make("li", "name", reason)));
}

function card(row, table) {
    const detail = data.details[row];
    const item = make("li", isFlagged(row) ? "flagged" : "",
        make("h3", "", make("span", "rank", thousands(row + 1)), table.actorButton(row)),
        make("p", "when", whenText(row) + " · score " + decimals(data.score[row], 6)));
    const chips = [];
    if (isFlagged(row)) {
        chips.push(make("span", "chip alarm", "anomaly"));
    }
    if (label(row)) {
        chips.push(nameOf(label(row), "chip label"));
    }
    for (const identity of data.identities) {
        if (identity.values[row]) {
            chips.push(nameOf(identity.name + ": " + identity.values[row], "chip", 120));
        }
    }
    if (data.clusters.length > 1) {
        chips.push(make("span", "chip", "cluster " + data.clusterOf[row]));
    }
    if (chips.length > 0) {
        item.append(make("div", "chips", ...chips));
    }
    if (detail.path) {
        item.append(make("p", "when", "average path " + decimals(detail.path, 1) + " edges, expected " + decimals(detail.expectedPath, 1)));
    }
    if (detail.reasons.length > 0) {
        item.append(reasonList(detail.reasons.slice(0, REASONS_OF_CARD)));
        const rest = detail.reasons.slice(REASONS_OF_CARD);
        if (rest.length > 0) {
            item.append(make("details", "", make("summary", "", "and " + count(rest.length, "more reason")), reasonList(rest)));
        }
    }
    if (detail.features.length === 0) {
        item.append(make("p", "when", "No single feature stands out."));
    } else {
        item.append(featureTable(detail.features.slice(0, FEATURES_OF_CARD)));
        const rest = detail.features.slice(FEATURES_OF_CARD);
        if (rest.length > 0) {
            item.append(make("details", "", make("summary", "", "and " + rest.length + " more"), featureTable(rest)));
        }
    }
    return item;
}

/** Fills a list with cards, some at first and more on demand. */
function fillList(listId, buttonId, total, makeCard) {
    let shown = 0;
    const more = (wanted) => {
        const until = Math.min(wanted, total);
        const cards = [];
        while (shown < until) {
            cards.push(makeCard(shown++));
        }
        byId(listId).append(...cards);
        byId(buttonId).hidden = shown >= total;
        return cards;
    };
    byId(buttonId).addEventListener("click", () => {
        const cards = more(shown + CARDS_MORE);
        if (cards.length > 0) {
            cards[0].querySelector("button").focus();
        }
    });
    more(FIRST_CARDS);
}

function fillFeatures() {
    const told = Math.min(data.details.length, Math.max(data.anomalies, 20));
    const counts = new Map();
    for (const detail of data.details.slice(0, told)) {
        for (const [feature] of detail.features) {
            counts.set(feature, (counts.get(feature) || 0) + 1);
        }
    }
    const bars = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 15).map(([feature, rows]) => [data.features[feature], rows]);
    byId("features").hidden = bars.length === 0;
    byId("features-hint").textContent = worded("In how many of the " + told + " strangest rows each feature stands out.");
    if (bars.length > 0) {
        drawBars("feature-chart", worded("Features by the number of rows in which they stand out: ") + bars.map(([name, rows]) => name + " " + rows).join(", "), bars, "row");
    }
}

function fillClusters(select) {
    byId("groups").hidden = data.map.length === 0;
    if (data.map.length === 0) {
        return;
    }
    byId("groups-hint").textContent = worded("The " + thousands(data.map.length) + " strangest rows; neighbours " + (data.deviations ? "deviate" : "differ from the rest")
        + " in the same features. Only distances mean something.")
        + (data.clusters.length === 1 ? " There are no clear clusters." : "");
    byId("clusters").replaceChildren(...data.clusters.map((features, i) => {
        const rows = data.clusterOf.filter((cluster) => cluster === i + 1).length;
        const dot = make("span", "dot");
        const strangest = data.clusterOf.indexOf(i + 1);
        return make("tr", "", make("td", "", dot, String(i + 1)), make("td", "number", thousands(rows)),
            make("td", "", nameOf(actorName(strangest)), " ", make("span", "fixed", whenText(strangest))),
            make("td", "wide", nameOf(features.map((feature) => data.features[feature]).join(", ") || "nothing in particular", "", 200)));
    }));
    colourDots();
    drawMap(select);
}

function colourDots() {
    document.querySelectorAll("#clusters .dot").forEach((dot, i) => {
        dot.style.background = seriesColours()[i % SYMBOLS.length];
    });
}

function redraw() {
    redrawAll();
    colourDots();
}

function fillActivity() {
    if (!data.activity) {
        return;
    }
    byId("activity").hidden = false;
    const names = data.activity.names;
    const show = () => {
        const measure = Number(byId("measure").value);
        drawHours(data.activity.hours, measure);
        const bars = names.filter((name) => name[1 + measure] > 0).map((name) => [name[0], name[1 + measure]]).sort((a, b) => b[1] - a[1]).slice(0, 30);
        byId("names-hint").textContent = count(data.activity.nameCount, "name") + (names.length > bars.length || data.activity.nameCount > names.length ? "; the most frequent are shown." : ".");
        drawBars("names", "Events by name: " + bars.map(([name, events]) => name + " " + events).join(", "), bars, measure === 0 ? "event" : "anomalous event");
    };
    byId("measure").addEventListener("change", show);
    show();
}

function start() {
    wordPage();
    fillTop();
    const [first, last] = dayBounds();
    const rowsOf = new Map();
    data.actor.forEach((actor, row) => {
        const rows = rowsOf.get(actor);
        if (rows) {
            rows.push(row);
        } else {
            rowsOf.set(actor, [row]);
        }
    });
    let selected = 0;
    const select = (actor, scroll) => {
        selected = actor;
        const rows = rowsOf.get(actor) || [];
        byId("actor").value = data.actors[actor] || "";
        byId("actor-told").textContent = count(rows.length, "row") + (rows.length > 0 ? ", best rank " + thousands(rows[0] + 1) : "");
        drawTimeline(byId("actor").value, rows, first, last);
        if (scroll) {
            byId("timeline").scrollIntoView();
            byId("timeline").focus({ preventScroll: true });
        }
    };
    const table = new RowTable(select);
    fillAlerts(table);
    fillList("cards", "more", data.details.length, (row) => card(row, table));
    if (rowCount > 0) {
        drawScatter(first, last, (actor) => select(actor, true));
        byId("actor-names").replaceChildren(...data.actors.slice(0, 500).map((name) => {
            const option = make("option");
            option.value = name;
            return option;
        }));
        byId("actor").addEventListener("change", () => {
            const wanted = byId("actor").value;
            const exact = data.actors.indexOf(wanted);
            const found = exact >= 0 ? exact : data.actors.findIndex((name) => name.toLowerCase().includes(wanted.toLowerCase()));
            if (found >= 0) {
                select(found);
            } else {
                byId("actor-told").textContent = worded("There is no such actor.");
            }
        });
        byId("actor-rows").addEventListener("click", () => table.searchFor(data.actors[selected]));
        select(0);
    } else {
        byId("scores").hidden = byId("timeline").hidden = true;
    }
    fillFeatures();
    fillClusters((actor) => select(actor, true));
    fillActivity();
    fillSections();

    let width = 0;
    addEventListener("resize", () => {
        clearTimeout(width);
        width = setTimeout(redraw, 100);
    });
    darkQuery.addEventListener("change", redraw);
    const print = (now) => {
        if (printing !== now) {
            printing = now;
            redraw();
        }
    };
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    matchMedia("print").addEventListener("change", (query) => print(query.matches));
    document.documentElement.dataset.ready = "yes";
}

start();
