// Alerts and the parts of their risk, if the report has any.
const REASONS_OF_ALERT = 3;

function partTable(parts) {
    const shown = parts.filter(([, bits]) => Math.abs(bits) >= 0.05);
    const most = Math.max(...shown.map(([, bits]) => Math.abs(bits)), 1e-9);
    const heads = ["Part of the strangeness", "Bits", ""].map((name, i) => {
        const head = make("th", i === 1 ? "number" : "", name);
        head.scope = "col";
        return head;
    });
    const lines = shown.map(([name, bits]) => {
        const bar = make("span", bits < 0 ? "part less" : "part");
        bar.style.width = (100 * Math.abs(bits)) / most + "%";
        return make("tr", "", make("td", "", nameOf(name)), make("td", "number", decimals(bits, 1)), make("td", "parts", bar));
    });
    return make("table", "", make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...lines));
}

function alertCard(rank, entry, table) {
    const row = entry.row;
    const isAlert = data.risks.alert[row] === 1;
    const chips = [make("span", isAlert ? "chip alarm" : "chip", isAlert ? "alert" : "no alert")];
    if (label(row)) {
        chips.push(nameOf(label(row), "chip label"));
    }
    for (const pattern of entry.patterns) {
        chips.push(nameOf("pattern: " + pattern, "chip"));
    }
    const item = make("li", isAlert ? "flagged" : "",
        make("h3", "", make("span", "rank", thousands(rank)), table.actorButton(row)),
        make("p", "when", whenText(row) + " · risk " + decimals(data.risks.risk[row], 1) + " bits · score " + decimals(data.score[row], 6)),
        make("div", "chips", ...chips));
    const [summary, ...reasons] = entry.reasons;
    item.append(make("p", "name", summary));
    if (entry.parts.some(([, bits]) => Math.abs(bits) >= 0.05)) {
        item.append(partTable(entry.parts));
    }
    if (reasons.length > 0) {
        item.append(reasonList(reasons.slice(0, REASONS_OF_ALERT)));
    }
    const rest = reasons.slice(REASONS_OF_ALERT);
    if (rest.length > 0) {
        item.append(make("details", "", make("summary", "", "and " + count(rest.length, "more reason")), reasonList(rest)));
    }
    return item;
}

function fillAlerts(table) {
    if (!data.risks) {
        return;
    }
    byId("alerts").hidden = byId("risk-told").hidden = false;
    byId("alerts-hint").textContent = worded(data.risks.told) + " Risk is in bits; higher is stranger: 10 bits are 1 in 1,024 past days of an actor.";
    fillList("alert-cards", "more-alerts", data.risks.cards.length, (i) => alertCard(i + 1, data.risks.cards[i], table));
}
