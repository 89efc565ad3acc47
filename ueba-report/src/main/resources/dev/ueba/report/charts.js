// Charts. Tooltips are elements made here: no text of the data is ever parsed as markup.
const PALETTE = {
    light: ["#1f77b4", "#d55e00", "#009e73", "#8a5fbf", "#b58900", "#c2447f", "#56a5d8", "#555555", "#7a5230", "#2b8a8a"],
    dark: ["#6cb4ff", "#ff9b5e", "#4fd1a5", "#c3a1f5", "#f2d06b", "#f08fbb", "#a7dcff", "#c4c4c4", "#d8b48f", "#7fe0e0"],
};
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "path://M0,0L10,0L5,9Z", "path://M3,0h4v3h3v4h-3v3h-4v-3h-3v-4h3z",
    "path://M5,0L10,4L8,10L2,10L0,4Z", "path://M5,0L6.5,3.5L10,3.8L7.3,6.2L8.2,10L5,8L1.8,10L2.7,6.2L0,3.8L3.5,3.5Z", "path://M2.5,0L7.5,0L10,5L7.5,10L2.5,10L0,5Z"];
const darkQuery = matchMedia("(prefers-color-scheme: dark)");
const PAPER_WIDTH = 660;
const MOST_DAYS = 400;
const charts = new Map();
let printing = false;

function isDark() {
    return darkQuery.matches && !printing;
}

function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

function seriesColours() {
    return isDark() ? PALETTE.dark : PALETTE.light;
}

/** Draws a chart and keeps its recipe, for other colours and widths. */
function draw(id, description, recipe) {
    const element = byId(id);
    element.setAttribute("aria-label", description);
    let known = charts.get(id);
    if (!known) {
        known = { chart: uebaCharts.init(element, null, { renderer: "canvas" }) };
        charts.set(id, known);
    }
    known.recipe = recipe;
    known.chart.setOption(withDefaults(recipe()), true);
    return known.chart;
}

function redrawAll() {
    document.documentElement.classList.toggle("paper", printing);
    document.querySelectorAll("canvas.printed").forEach((canvas) => canvas.remove());
    for (const [id, { chart, recipe }] of charts) {
        const element = byId(id);
        element.hidden = false;
        chart.resize({ width: printing ? PAPER_WIDTH : "auto" });
        chart.setOption(withDefaults(recipe()), true);
        if (printing) {
            // Paper does not wait for the next frame, and keeps only one of several canvases that lie on each other.
            const canvas = chart.renderToCanvas({ pixelRatio: 2 });
            canvas.className = "printed";
            // Not over the page, where ECharts lays its canvases.
            canvas.style.cssText = "width: " + PAPER_WIDTH + "px";
            element.after(canvas);
            element.hidden = true;
        }
    }
}

function withDefaults(option) {
    return {
        animation: false,
        useUTC: true,
        textStyle: { color: colour("text"), fontFamily: "system-ui, sans-serif" },
        color: seriesColours(),
        ...option,
        tooltip: {
            confine: true,
            backgroundColor: colour("card"),
            borderColor: colour("line"),
            textStyle: { color: colour("text") },
            ...option.tooltip,
        },
    };
}

function axis(extra) {
    return {
        axisLine: { onZero: false, lineStyle: { color: colour("soft") } },
        axisLabel: { color: colour("soft"), hideOverlap: true, ...extra.axisLabel },
        nameTextStyle: { color: colour("soft") },
        splitLine: { lineStyle: { color: colour("line") } },
        splitArea: { show: false },
        ...Object.fromEntries(Object.entries(extra).filter(([key]) => key !== "axisLabel")),
    };
}

function dayAxis(first, last) {
    if (data.time) {
        const margin = Math.max((last - first) * 0.02, 60000);
        const label = { year: "{yyyy}", month: "{yyyy}-{MM}", day: "{MM}-{dd}", hour: "{HH}:{mm}", minute: "{HH}:{mm}", second: "{HH}:{mm}:{ss}", none: "{MM}-{dd} {HH}:{mm}" };
        return axis({ type: "time", min: first - margin, max: last + margin, splitLine: { show: false }, axisLabel: { formatter: label } });
    }
    return axis({
        type: "value", min: first - 1, max: last + 1, minInterval: 1, splitLine: { show: false },
        axisLabel: { formatter: (value) => (Number.isInteger(value) && value >= first && value <= last ? dayText(value) : "") },
    });
}

function scoreAxis() {
    return axis({
        type: "value", scale: true, name: "anomaly score", nameLocation: "middle", nameGap: 46,
        axisLabel: { formatter: (value) => value.toFixed(2) },
        min: (range) => Math.floor((Math.min(range.min, data.cutoff) - 0.01) * 20) / 20,
        max: (range) => Math.ceil((Math.max(range.max, data.cutoff) + 0.01) * 20) / 20,
    });
}

function cutoffLine() {
    return {
        silent: true, symbol: "none", lineStyle: { color: colour("alarm"), type: "dashed", width: 1.5 },
        label: { position: "insideStartTop", color: colour("alarm"), formatter: "cutoff " + data.cutoff },
        data: [{ yAxis: data.cutoff }],
    };
}

function rowTip(row) {
    const tip = make("div", "tip", make("p", "", make("b", "", actorName(row))),
        make("p", "", whenText(row) + ", score " + decimals(data.score[row], 6)),
        make("p", "", "rank " + thousands(row + 1) + (isFlagged(row) ? ", below the cutoff" : "")));
    if (label(row)) {
        tip.append(make("p", "", "label: " + label(row)));
    }
    if (standsOut(row)) {
        tip.append(make("p", "", standsOut(row)));
    }
    return tip;
}

function dayBounds() {
    let first = Infinity;
    let last = -Infinity;
    for (let row = 0; row < rowCount; row++) {
        first = Math.min(first, whenAt(row));
        last = Math.max(last, whenAt(row));
    }
    return [first, last];
}

function drawScatter(first, last, select) {
    const group = (wanted) => data.score.map((score, row) => [whenAt(row), score, row]).filter(([, , row]) => wanted(row));
    const many = rowCount > 3000;
    const chart = draw("scatter", count(rowCount, "row") + " by " + (data.time ? "time" : "day") + " and score, " + thousands(data.anomalies) + " below the cutoff "
        + data.cutoff + worded(". The same numbers are in the table of all rows."), () => {
        const series = (name, wanted, item, size) => ({
            name, type: "scatter", data: group(wanted), symbolSize: size, itemStyle: item, large: many && size < 6, largeThreshold: 3000, progressive: 0,
            cursor: "pointer",
        });
        const list = [
            { ...series("not flagged", (row) => !isFlagged(row) && !label(row), { color: colour("bar"), opacity: many ? 0.5 : 0.7 }, many ? 3 : 7), markLine: cutoffLine() },
            series("below the cutoff", (row) => isFlagged(row) && !label(row), { color: colour("alarm") }, 9),
        ];
        if (data.labels.length > 0) {
            list.push({ ...series("labelled", (row) => label(row) !== "", { color: seriesColours()[4], borderColor: colour("text"), borderWidth: 1 }, 12), symbol: "diamond" });
        }
        return {
            grid: { left: 64, right: 24, top: 40, bottom: 36 },
            legend: { top: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: colour("text") } },
            tooltip: { trigger: "item", formatter: (at) => (at.value ? rowTip(at.value[2]) : "") },
            xAxis: dayAxis(first, last), yAxis: scoreAxis(), series: list,
        };
    });
    chart.on("click", (at) => at.value && select(data.actor[at.value[2]]));
}

function drawTimeline(actor, rows, first, last) {
    const points = rows.map((row) => [whenAt(row), data.score[row], row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    draw("actor-chart", "Scores of " + actor + " by " + (data.time ? "time" : "day") + ": " + count(rows.length, "row") + ", the lowest "
        + (rows.length ? decimals(data.score[rows[0]], 6) : "none"), () => ({
        grid: { left: 64, right: 24, top: 16, bottom: 36 },
        tooltip: { trigger: "item", formatter: (at) => (at.value ? rowTip(at.value[2]) : "") },
        xAxis: dayAxis(first, last), yAxis: scoreAxis(),
        series: [{
            type: "line", data: points, symbol: "circle", symbolSize: 8, lineStyle: { color: colour("line"), width: 1.5 },
            itemStyle: { color: (at) => colour(isFlagged(at.value[2]) ? "alarm" : label(at.value[2]) ? "label" : "bar") },
            markLine: cutoffLine(),
        }],
    }));
}

/** Horizontal bars, the greatest on top: [name, number] each. */
function drawBars(id, description, bars, noun) {
    byId(id).style.height = Math.max(120, 50 + 24 * bars.length) + "px";
    const chart = draw(id, description, () => ({
        grid: { left: 8, right: 60, top: 6, bottom: 30, containLabel: true },
        tooltip: { trigger: "item", formatter: (at) => make("div", "tip", bars[at.dataIndex][0] + ": " + count(bars[at.dataIndex][1], noun)) },
        xAxis: axis({ type: "value", minInterval: 1 }),
        yAxis: axis({
            type: "category", inverse: true, data: bars.map((bar, i) => String(i)), axisTick: { show: false },
            axisLabel: { interval: 0, color: colour("text"), formatter: (value) => shorten(bars[Number(value)][0], byId(id).clientWidth < 600 ? 18 : 48) },
        }),
        series: [{
            type: "bar", data: bars.map((bar) => bar[1]), barMaxWidth: 18, itemStyle: { color: colour("bar") },
            label: { show: true, position: "right", color: colour("text"), formatter: (at) => thousands(at.value) },
        }],
    }));
    chart.resize();
}

/** All days from the first to the last or, if they are too many, the newest of those with events: one wrong date is not the whole chart. */
function hourColumns(hours) {
    const days = [...new Set(hours.map((hour) => hour[0]))].sort((a, b) => a - b);
    const [first, last] = [days[0], days[days.length - 1]];
    return last - first < MOST_DAYS ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : days.slice(-MOST_DAYS);
}

function drawHours(hours, measure) {
    const columns = hourColumns(hours);
    const columnOf = new Map(columns.map((day, i) => [day, i]));
    const cells = hours.filter((hour) => hour[2 + measure] > 0 && columnOf.has(hour[0])).map((hour) => [columnOf.get(hour[0]), hour[1], hour[2 + measure]]);
    const most = cells.reduce((greatest, cell) => Math.max(greatest, cell[2]), 1);
    const days = columns.map(dayText);
    const labelled = (byId("hours").clientWidth - 80) / columns.length >= 9 * thousands(most).length;
    draw("hours", "Heat map of events by hour of the day and day, at most " + thousands(most) + " in an hour", () => ({
        grid: { left: 64, right: 16, top: 8, bottom: 84 },
        tooltip: { trigger: "item", formatter: (at) => make("div", "tip", days[at.value[0]] + " " + weekday(columns[at.value[0]]) + ", "
            + at.value[1] + " to " + (at.value[1] + 1) + " h: " + thousands(at.value[2])) },
        xAxis: axis({ type: "category", data: days, splitLine: { show: false } }),
        yAxis: axis({ type: "category", data: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")), name: "hour", nameLocation: "middle", nameGap: 36, splitLine: { show: false },
            axisLabel: { interval: byId("hours").clientHeight < 330 ? (hour) => hour % 3 === 0 : 0 } }),
        visualMap: {
            type: "continuous", min: 0, max: most, calculable: false, orient: "horizontal", left: "center", bottom: 0, itemHeight: 160,
            textStyle: { color: colour("soft") }, text: [thousands(most), "0"],
            inRange: { color: isDark() ? (labelled ? ["#223047", "#2c4a78", "#3560a4", "#3a6cbb"] : ["#223047", "#3f6fb5", "#8fc1ff", "#fff3b0"]) : labelled ? ["#e8eef7", "#bcd3f0", "#8fb6e8", "#6f9fe0"] : ["#e8eef7", "#8fb6e8", "#2f69b8", "#0b2f63"] },
        },
        series: [{ type: "heatmap", data: cells, progressive: 0, label: { show: labelled, color: isDark() ? "#ffffff" : "#10151c", fontSize: 11, formatter: (at) => thousands(at.value[2]) }, itemStyle: { borderColor: colour("card"), borderWidth: 1 } }],
    }));
}

function drawMap(select) {
    const chart = draw("map", worded("Map of the " + thousands(data.map.length) + " strangest rows in ") + count(data.clusters.length, "cluster")
        + "; the table beside it lists them.", () => ({
        grid: { left: 8, right: 8, top: 52, bottom: 8 },
        legend: { top: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: colour("text") } },
        tooltip: { trigger: "item", formatter: (at) => (at.value ? rowTip(at.value[2]) : "") },
        xAxis: { type: "value", show: false, scale: true }, yAxis: { type: "value", show: false, scale: true },
        series: data.clusters.map((features, cluster) => ({
            name: "cluster " + (cluster + 1), type: "scatter", symbolSize: 10, symbol: SYMBOLS[cluster % SYMBOLS.length],
            itemStyle: { color: seriesColours()[cluster % SYMBOLS.length], opacity: 0.85 }, cursor: "pointer",
            data: data.map.map(([x, y], row) => [x, y, row]).filter(([, , row]) => data.clusterOf[row] === cluster + 1),
        })),
    }));
    chart.on("click", (at) => at.value && select(data.actor[at.value[2]]));
}
