package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    private static String page(Report report) throws IOException {
        return ReportTest.text(report, ReportFormat.HTML);
    }

    private static String data(String page) {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return data.group(1);
    }

    @Test
    void html_ofHostileNames_hasNoMarkupInItsData() throws IOException {
        String page = page(Samples.hostile());
        String data = data(page);
        assertThat(data)
                .doesNotContain("<")
                .doesNotContain(">")
                .doesNotContain("&")
                .startsWith("{")
                .endsWith("}");
        assertThat(data).contains("\\u003Cscript\\u003E").contains("\\\\u{202e}gnp.exe");
        ReportFormatsTest.assertNothingHidden(data);
        assertThat(page).contains("<title>&lt;script&gt;document").doesNotContain("<img");
    }

    @Test
    void html_ofHostileNames_cutsThem() throws IOException {
        assertThat(data(page(Samples.hostile())))
                .contains("\u2026 (10000 characters)")
                .doesNotContain("x".repeat(2_001));
    }

    @Test
    void html_policy_letsRunExactlyItsScriptsAndStyle() throws IOException, NoSuchAlgorithmException {
        String page = page(Samples.sample(-0.32).build());
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(page);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1)).startsWith("default-src 'none';").doesNotContain("unsafe");
        Matcher parts =
                Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (parts.find()) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(parts.group(2).getBytes(StandardCharsets.UTF_8));
            assertThat(policy.group(1))
                    .contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
            count++;
        }
        assertThat(count).isEqualTo(3);
    }

    @Test
    void html_loadsNothing() throws IOException {
        String page = page(Samples.sample(-0.32).build());
        assertThat(page).doesNotContainPattern("<(link|img|iframe|object|embed|base|form)\\b");
        assertThat(page).doesNotContainPattern("(src|href|action)\\s*=\\s*[\"']?(https?:|//)");
    }

    @Test
    void html_of50000Rows_isAFewMegabytes() throws IOException {
        assertThat(page(Samples.large(50_000)).length()).isLessThan(4_000_000);
    }

    @Test
    void echarts_licence_isBesideIt() throws IOException {
        assertThat(HtmlReport.resource("echarts-LICENSE.txt")).contains("Apache License", "BSD 3-Clause License");
        assertThat(HtmlReport.resource("echarts.min.js"))
                .startsWith("/* Apache ECharts")
                .doesNotContain("eval(");
    }
}
