// The table of all rows: sorted, searched, and shown a page at a time, so that it costs the same for fifty rows and fifty thousand.
const SHORT_NAME = 28;

class RowTable {
    constructor(selectActor) {
        this.selectActor = selectActor;
        this.sortedBy = 0;
        this.descending = false;
        this.start = 0;
        this.columns = this.makeColumns();
        this.order = Int32Array.from({ length: rowCount }, (_, row) => row);
        this.shown = this.order;
        this.makeHeads();
        let waiting = 0;
        byId("search").addEventListener("input", () => {
            clearTimeout(waiting);
            waiting = setTimeout(() => this.filter(), 80);
        });
        byId("flagged").addEventListener("change", () => this.filter());
        byId("only").hidden = data.anomalies === 0;
        byId("size").addEventListener("change", () => this.show(0));
        byId("first").addEventListener("click", () => this.show(0));
        byId("previous").addEventListener("click", () => this.show(this.start - this.size()));
        byId("next").addEventListener("click", () => this.show(this.start + this.size()));
        byId("last").addEventListener("click", () => this.show(Math.floor((this.shown.length - 1) / this.size()) * this.size()));
        this.filter();
    }

    makeColumns() {
        const columns = [
            { name: "Rank", numeric: true, key: (row) => row, cell: (row) => thousands(row + 1) },
            { name: data.time ? "Time" : "Day", fixed: true, key: (row) => whenAt(row), cell: (row) => whenText(row) },
            { name: worded("Actor"), key: this.places(data.actors, (row) => data.actor[row]), cell: (row) => this.actorButton(row) },
            { name: "Score", numeric: true, key: (row) => data.score[row], cell: (row) => decimals(data.score[row], 6) },
        ];
        if (data.anomalies > 0) {
            columns.push({ name: "Flag", key: (row) => (isFlagged(row) ? 0 : 1), cell: (row) => (isFlagged(row) ? make("span", "chip alarm", "anomaly") : "") });
        }
        if (data.risks) {
            columns.push({ name: "Risk", numeric: true, key: (row) => data.risks.risk[row], cell: (row) => decimals(data.risks.risk[row], 2) });
            columns.push({ name: "Alert", key: (row) => 1 - data.risks.alert[row], cell: (row) => (data.risks.alert[row] ? make("span", "chip alarm", "alert") : "") });
        }
        for (const identity of data.identities) {
            const short = identity.values.every((text) => text.length <= SHORT_NAME);
            columns.push({ name: identity.name, fixed: short, wide: !short, key: this.places(identity.values, (row) => row), cell: (row) => nameOf(identity.values[row], "", 100) });
        }
        columns.push({ name: "Stands out", wide: true, key: (row) => -data.top[row].length, cell: (row) => nameOf(standsOut(row), "", 150) });
        if (data.labels.length > 0) {
            columns.push({ name: "Label", key: this.places(data.labels, (row) => row, true), cell: (row) => (label(row) ? nameOf(label(row), "chip label", 40) : "") });
        }
        return columns;
    }

    /** Sorts texts once, by their characters and not by a locale; a key is then a number. */
    places(texts, indexOf, emptyLast) {
        let places = null;
        return (row) => {
            if (!places) {
                const distinct = [...new Set(texts)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
                const place = new Map(distinct.map((text, i) => [text, text === "" && emptyLast ? distinct.length : i]));
                places = Int32Array.from(texts, (text) => place.get(text));
            }
            return places[indexOf(row)];
        };
    }

    actorButton(row) {
        const button = make("button", "link", nameOf(actorName(row)));
        button.type = "button";
        button.addEventListener("click", () => this.selectActor(data.actor[row], true));
        return button;
    }

    makeHeads() {
        this.heads = this.columns.map((column, i) => {
            const button = make("button", "", shorten(column.name, 30), make("span", "arrow", ""));
            button.type = "button";
            button.addEventListener("click", () => this.sort(i));
            const head = make("th", column.numeric ? "number" : "", button);
            head.scope = "col";
            return head;
        });
        byId("heads").replaceChildren(...this.heads);
        this.tellSorting();
    }

    tellSorting() {
        this.heads.forEach((head, i) => {
            const sorted = i === this.sortedBy;
            head.setAttribute("aria-sort", sorted ? (this.descending ? "descending" : "ascending") : "none");
            head.querySelector(".arrow").textContent = sorted ? (this.descending ? " ▼" : " ▲") : "";
        });
    }

    sort(column) {
        this.descending = column === this.sortedBy ? !this.descending : false;
        this.sortedBy = column;
        const key = this.columns[column].key;
        const keys = Float64Array.from({ length: rowCount }, (_, row) => key(row));
        const sign = this.descending ? -1 : 1;
        // Rows with equal keys stay in the order of their ranks.
        this.order = Int32Array.from({ length: rowCount }, (_, row) => row).sort((a, b) => sign * (keys[a] - keys[b]) || a - b);
        this.tellSorting();
        this.filter();
    }

    filter() {
        const words = byId("search").value.toLowerCase().split(/\s+/).filter((word) => word);
        const flaggedOnly = byId("flagged").checked;
        if (words.length === 0 && !flaggedOnly) {
            this.shown = this.order;
        } else {
            this.shown = this.order.filter((row) => (!flaggedOnly || isFlagged(row)) && words.every((word) => this.textOf(row).includes(word)));
        }
        this.show(0);
    }

    /** What a search looks at; made once for each row. */
    textOf(row) {
        this.texts = this.texts || new Array(rowCount);
        if (this.texts[row] === undefined) {
            const identities = data.identities.map((identity) => identity.values[row]);
            this.texts[row] = [actorName(row), whenText(row), standsOut(row), label(row), ...identities].join(" ").toLowerCase();
        }
        return this.texts[row];
    }

    searchFor(text) {
        byId("search").value = text;
        byId("flagged").checked = false;
        this.filter();
        byId("all").scrollIntoView();
        byId("search").focus({ preventScroll: true });
    }

    size() {
        return Number(byId("size").value);
    }

    show(start) {
        const total = this.shown.length;
        this.start = Math.max(0, Math.min(start, total - 1));
        const end = Math.min(total, this.start + this.size());
        const lines = [];
        for (let i = this.start; i < end; i++) {
            const row = this.shown[i];
            const cells = this.columns.map((column) => make("td", column.numeric ? "number" : column.fixed ? "fixed" : column.wide ? "wide" : "", column.cell(row)));
            lines.push(make("tr", isFlagged(row) ? "flagged" : "", ...cells));
        }
        if (total === 0) {
            const cell = make("td", "", worded("No row fits."));
            cell.colSpan = this.columns.length;
            lines.push(make("tr", "", cell));
        }
        byId("rows").replaceChildren(...lines);
        byId("page").textContent = total === 0 ? "" : thousands(this.start + 1) + "–" + thousands(end) + " of " + thousands(total);
        byId("found").textContent = total === rowCount ? count(rowCount, "row") : count(total, "row") + " of " + thousands(rowCount);
        byId("first").disabled = byId("previous").disabled = this.start === 0;
        byId("next").disabled = byId("last").disabled = end >= total;
    }
}
