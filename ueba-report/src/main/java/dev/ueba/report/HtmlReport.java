package dev.ueba.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * One page with everything in it. Its policy lets run exactly the scripts and the style written here, known by their
 * digests; nothing is loaded, nothing is sent.
 */
final class HtmlReport {

    private HtmlReport() {}

    static void write(Report report, OutputStream out) throws IOException {
        String style = resource("page.css");
        String charts = resource("echarts.min.js");
        String script = resource("text.js")
                + resource("charts.js")
                + resource("table.js")
                + resource("risk.js")
                + resource("page.js");
        String policy = "default-src 'none'; script-src " + digest(charts) + " " + digest(script) + "; style-src "
                + digest(style) + "; base-uri 'none'; form-action 'none'";
        Utf8.write(
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
                        + "<title>" + escaped(report.title()) + "</title>\n<style>" + style + "</style>\n</head>\n",
                out);
        Utf8.write(resource("body.html"), out);
        Utf8.write("<script type=\"application/json\" id=\"data\">", out);
        PageData.write(report, out);
        Utf8.write("</script>\n<script>", out);
        Utf8.write(charts, out);
        Utf8.write("</script>\n<script>" + script + "</script>\n</body>\n</html>\n", out);
    }

    /** Returns text of at most 200 characters for an element or a quoted attribute. */
    static String escaped(String text) {
        return escaped(text, 200);
    }

    /** Returns text for an element or a quoted attribute; what is beyond the limit is cut and marked. */
    static String escaped(String text, int limit) {
        return SafeText.of(text, limit)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String digest(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), "resource " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
