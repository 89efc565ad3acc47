package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.AlertQueue.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertQueueTest {

    private static Candidate person(int row, double risk) {
        return new Candidate(row, "actor-" + row, ActorClass.PERSON, risk, "git_clone", false);
    }

    private static Candidate sensitive(int row, double risk) {
        return new Candidate(row, "actor-" + row, ActorClass.PERSON, risk, "secret", true);
    }

    private static Candidate machine(int row, double risk) {
        return new Candidate(row, "bot-" + row, ActorClass.MACHINE, risk, "git_clone", false);
    }

    /** Chooses the alerts of a day and remembers them. */
    private static int[] select(AlertQueue queue, int day, List<Candidate> candidates) {
        List<Candidate> chosen = queue.choose(day, candidates);
        assertThat(queue.choose(day, candidates))
                .as("a question changes nothing")
                .isEqualTo(chosen);
        queue.remember(day, candidates, chosen);
        return chosen.stream().mapToInt(Candidate::row).toArray();
    }

    @Test
    void select_takesTheRiskiestWithinTheBudget() {
        AlertQueue queue = new AlertQueue(AlertBudget.perDay(2));
        assertThat(select(queue, 1, List.of(person(0, 5), person(1, 9), person(2, 7))))
                .containsExactly(1, 2);
        assertThat(select(queue, 2, List.of(person(5, 3.9)))).isEmpty();
        assertThat(select(queue, 3, List.of())).isEmpty();
    }

    @Test
    void select_ofTies_isByNameWhateverTheOrder() {
        List<Candidate> candidates = new ArrayList<>(List.of(person(3, 8), person(1, 8), person(2, 8)));
        assertThat(select(new AlertQueue(AlertBudget.perDay(2)), 1, candidates)).containsExactly(1, 2);
        Collections.reverse(candidates);
        assertThat(select(new AlertQueue(AlertBudget.perDay(2)), 1, candidates)).containsExactly(1, 2);
    }

    @Test
    void select_placesWhatIsSensitiveAndNewFirst_butLeavesHalfOfTheBudget() {
        AlertQueue queue = new AlertQueue(AlertBudget.perDay(4));
        assertThat(select(
                        queue,
                        1,
                        List.of(
                                person(0, 20),
                                person(1, 19),
                                person(2, 18),
                                sensitive(3, 0.5),
                                sensitive(4, 1),
                                sensitive(5, 0))))
                .containsExactly(4, 3, 0, 1);
    }

    @Test
    void select_ofMachines_leavesTheRestToPeople() {
        AlertQueue queue = new AlertQueue(AlertBudget.perDay(4).withMachineAlertsPerDay(1));
        assertThat(select(queue, 1, List.of(machine(0, 20), machine(1, 19), person(2, 5), person(3, 6))))
                .containsExactly(0, 3, 2);
        assertThat(select(new AlertQueue(AlertBudget.perDay(4).withMachineAlertsPerDay(0)), 1, List.of(machine(0, 20))))
                .isEmpty();
    }

    @Test
    void select_ofTheSameReasonAgain_coolsDownUnlessRiskier() {
        AlertQueue queue = new AlertQueue(AlertBudget.perDay(2).withCoolDown(3, 2.0));
        assertThat(select(queue, 10, List.of(person(0, 8)))).containsExactly(0);
        assertThat(select(queue, 12, List.of(person(0, 9)))).isEmpty();
        assertThat(select(queue, 13, List.of(person(0, 10.5)))).containsExactly(0);
        assertThat(select(queue, 17, List.of(person(0, 8)))).containsExactly(0);
        Candidate other = new Candidate(0, "actor-0", ActorClass.PERSON, 8, "repo_access", false);
        assertThat(select(queue, 18, List.of(other))).containsExactly(0);
    }

    @Test
    void select_onAverage_learnsItsCutFromPastDays() {
        AlertQueue queue = new AlertQueue(AlertBudget.average(1, 4).withCoolDown(0, 0));
        for (int day = 0; day < 4; day++) {
            select(queue, day, List.of(person(0, 5 + day), person(1, 5)));
        }
        // The risks of the past days: 8, 7, 6, 5, 5, ...; one a day had been those above 5.
        assertThat(select(queue, 5, List.of(person(0, 5)))).isEmpty();
        assertThat(select(queue, 6, List.of(person(0, 30), person(1, 20), person(2, 10), person(3, 9))))
                .containsExactly(0, 1, 2);
    }

    @Test
    void budget_outOfRange_isRefused() {
        AlertBudget budget = AlertBudget.defaults();
        assertThatIllegalArgumentException().isThrownBy(() -> AlertBudget.perDay(0));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.withMachineAlertsPerDay(11));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.withAverageDays(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.withLeastRisk(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.withCoolDown(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.withCoolDown(1, Double.NaN));
    }
}
