/**
 * Results for people: CSV, JSON lines, Markdown, text, one self-contained HTML page, and PNG charts. Start with
 * {@link dev.ueba.report.Report}.
 */
@NullMarked
package dev.ueba.report;

import org.jspecify.annotations.NullMarked;
