package dev.ueba.loganalytics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Links to the page of a workspace in the Azure portal where people run queries. */
final class PortalLinks {

    private static final String PORTAL = "https://portal.azure.com/#";

    // Names of resource groups may have parentheses; nothing here can run away, all repetitions are of single classes.
    private static final Pattern WORKSPACE = Pattern.compile(
            "/subscriptions/[0-9A-Fa-f-]{36}/resource[gG]roups/"
                    + "[A-Za-z0-9._()-]{1,90}/providers/[mM]icrosoft\\.[oO]perational[iI]nsights/workspaces/[A-Za-z0-9-]{4,63}");

    private final String resource;

    /**
     * Takes the resource of a workspace, as the portal shows it.
     *
     * @throws IllegalArgumentException if it is none
     */
    PortalLinks(String workspaceResource) {
        if (!WORKSPACE.matcher(workspaceResource).matches()) {
            throw new IllegalArgumentException(
                    "expected the resource of a workspace, /subscriptions/<id>/resourceGroups/<group>"
                            + "/providers/Microsoft.OperationalInsights/workspaces/<name>, but found another text of "
                            + workspaceResource.length() + " characters; see the workspace's page, JSON view");
        }
        this.resource = workspaceResource;
    }

    URI page() {
        return URI.create(PORTAL + "resource" + resource + "/logs");
    }

    /** Returns the page with a query in its editor, in the form of the portal's own links: gzip, base64, percent-encoded. */
    URI page(String kql) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(kql.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        String packed = Base64.getEncoder().encodeToString(bytes.toByteArray());
        return URI.create(PORTAL + "blade/Microsoft_OperationsManagementSuite_Workspace/Logs.ReactView/resourceId/"
                + URLEncoder.encode(resource, StandardCharsets.UTF_8)
                + "/source/LogsBlade.AnalyticsShareLinkToQuery/q/"
                + URLEncoder.encode(packed, StandardCharsets.UTF_8));
    }
}
