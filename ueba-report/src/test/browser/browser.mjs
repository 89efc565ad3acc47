// A Chromium that knows no network, and pages opened from disk in it.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const module = process.env.UEBA_REPORT_MODULE ?? resolve(import.meta.dirname, "../../..");
export const pages = join(module, "target/pages");
export const pictures = join(module, "target/pictures");
mkdirSync(pictures, { recursive: true });

const FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps",
];

/**
 * Opens a page in a browser of its own, waits until it is drawn, and hands it to a test with what it complained about.
 * Whatever the page asks for but itself is refused and noted.
 */
export async function withPage(name, options, test) {
    const profile = mkdtempSync(join(tmpdir(), "ueba-browser-"));
    const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS, viewport: { width: 1200, height: 900 },
        ...options,
    });
    try {
        const page = await context.newPage();
        const complaints = [];
        const requests = [];
        page.on("console", (message) => complaints.push(message.type() + ": " + message.text()));
        page.on("pageerror", (error) => complaints.push("error: " + error.message));
        page.on("dialog", (dialog) => {
            complaints.push("dialog: " + dialog.message());
            dialog.dismiss();
        });
        const url = pathToFileURL(join(pages, name)).href;
        page.on("request", (request) => requests.push(request.url()));
        const begun = Date.now();
        await page.goto(url);
        await page.waitForSelector("html[data-ready]", { timeout: 30_000 });
        const opened = Date.now() - begun;
        await test(page, { complaints, opened, others: () => requests.filter((request) => request !== url) });
    } finally {
        await context.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
}

/** The texts of a column of the table of all rows. */
export function column(page, index) {
    return page.locator(`#rows tr td:nth-child(${index})`).allTextContents();
}

export function picture(page, name, fullPage = true) {
    return page.screenshot({ path: join(pictures, name + ".png"), fullPage });
}
