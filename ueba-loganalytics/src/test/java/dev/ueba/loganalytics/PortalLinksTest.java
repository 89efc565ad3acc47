package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalLinksTest {

    private static final String RESOURCE = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/a.b_(c)"
            + "/providers/Microsoft.OperationalInsights/workspaces/logs-1";

    @Test
    void page_ofAWorkspace_isItsLogs() {
        assertThat(new PortalLinks(RESOURCE).page())
                .hasToString("https://portal.azure.com/#resource" + RESOURCE + "/logs");
    }

    @Test
    void page_ofAQuery_holdsItPacked() throws IOException {
        String kql = "T | where a == \"b+c/d é \\\" &?#\"";

        String link = new PortalLinks(RESOURCE).page(kql).toString();

        assertThat(link)
                .startsWith(
                        "https://portal.azure.com/#blade/Microsoft_OperationsManagementSuite_Workspace/Logs.ReactView/resourceId/"
                                + "%2Fsubscriptions%2F00000000-0000-0000-0000-000000000001%2FresourceGroups%2Fa.b_%28c%29%2F");
        String packed = link.substring(link.lastIndexOf('/') + 1);
        assertThat(packed).matches("[A-Za-z0-9%]+");
        byte[] bytes = Base64.getDecoder().decode(URLDecoder.decode(packed, StandardCharsets.UTF_8));
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(kql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000-0000-0000-0000-000000000001",
                RESOURCE + "/",
                RESOURCE + "?a=b",
                "/subscriptions/x/resourceGroups/a/providers/Microsoft.OperationalInsights/workspaces/logs",
                "javascript:alert(1)"
            })
    void of_anythingElse_isRefused(String resource) {
        assertThatThrownBy(() -> new PortalLinks(resource))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the resource of a workspace");
    }
}
