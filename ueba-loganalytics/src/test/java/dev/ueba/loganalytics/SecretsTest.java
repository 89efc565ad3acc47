package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever goes wrong, and however much is logged: no token, and no row, is in logs or messages. */
@Timeout(60)
class SecretsTest {

    private static final String ROW = "an-actor-of-a-row";

    private static List<String> everythingSaid(LoopbackService.Answer answer) throws Exception {
        List<String> said = new ArrayList<>();
        Handler handler = new Handler() {

            @Override
            public synchronized void publish(LogRecord logged) {
                said.add(logged.getLoggerName() + " " + KeptLogs.text(logged.getMessage(), logged.getThrown()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        Handler[] others = root.getHandlers();
        for (Handler other : others) {
            root.removeHandler(other);
        }
        root.setLevel(Level.ALL);
        root.addHandler(handler);
        KeptLogs.keep();
        try (LoopbackService service = new LoopbackService(answer)) {
            Throwable thrown = catchThrowable(() -> service.executor().run("T | where actor == 'somebody'"));
            assertThat(thrown).isInstanceOf(LogAnalyticsException.class);
            said.add(KeptLogs.text("thrown", thrown));
            assertThat(service.requests().get(0).headers().get("Authorization"))
                    .containsExactly("Bearer " + LoopbackService.TOKEN);
        } finally {
            said.addAll(KeptLogs.end());
            root.removeHandler(handler);
            root.setLevel(before);
            for (Handler other : others) {
                root.addHandler(other);
            }
        }
        return said;
    }

    @Test
    void logsAndMessages_ofEveryFailure_haveNeitherTokenNorRow() throws Exception {
        for (int status : new int[] {200, 400, 401, 403, 404, 408, 429, 500, 504}) {
            String echo = "{\"error\":{\"code\":\"E\",\"message\":\"Authorization: Bearer " + LoopbackService.TOKEN
                    + "\"},\"tables\":[{\"name\":\"P\",\"columns\":[{\"name\":\"actor\",\"type\":\"string\"}],\"rows\":[[\""
                    + ROW
                    + "\"]]}]}";
            assertThat(everythingSaid(LoopbackService.json(status, echo)))
                    .as("status " + status)
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(LoopbackService.TOKEN))
                    .noneMatch(line -> status == 200 && line.contains(ROW));
        }
        String cut = LoopbackService.table(List.of("actor:string"), List.of("[\"" + ROW + "\"]"));
        assertThat(everythingSaid(LoopbackService.json(200, cut.substring(0, cut.length() - 3))))
                .noneMatch(line -> line.contains(ROW));
    }

    @Test
    void keptLogs_hearTheClientLibrary() throws Exception {
        // Otherwise the test above could not fail.
        assertThat(everythingSaid(LoopbackService.json(500, "{}"))).anyMatch(line -> line.startsWith("com.azure."));
    }
}
