package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.baseline.TrainingSets;
import dev.ueba.explain.AttackTechnique;
import dev.ueba.explain.Attribution;
import dev.ueba.explain.Attributions;
import dev.ueba.explain.Explanation;
import dev.ueba.novelty.Surprise;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RiskReasonTest {

    private static final int NEVER = Surprise.NEVER;

    /** Of any forest; what is tested here does not look at it. */
    private static final Attribution ATTRIBUTION = attribution();

    private static Attribution attribution() {
        DetectorOptions options = Samples.quick();
        DetectorModel model = DetectorModel.fit(
                TrainingSets.split(Samples.base(1, 3, 20), 0.5, options.deviations())
                        .training(),
                options);
        return Attributions.of(model.forest()).of(new double[model.features().size()]);
    }

    private static RiskReason reason(int actorSince, int groupSince, int organisationSince, int knownDays) {
        return new RiskReason(
                "git_clone",
                12.0,
                Optional.of(new Surprise(
                        "git_clone", 12.0, 0.25, 8.04, 7.0, 6.0, actorSince, groupSince, organisationSince)),
                Optional.empty(),
                1.5,
                99.95,
                knownDays,
                OptionalDouble.of(4.0),
                List.of(
                        new AttackTechnique("T1213.003", "Repositories", "19", false, AttackTechnique.Confidence.RULE),
                        new AttackTechnique("T1020", "Other", "19", true, AttackTechnique.Confidence.RULE)));
    }

    @Test
    void brief_saysWhenItWasDoneLast_andByWhom() {
        assertThat(reason(1, 1, 1, 30).brief())
                .isEqualTo("git_clone=12 (expected 0.25; last 1 day ago; 8.0 bits; no alert at 4) T1213.003");
        assertThat(reason(NEVER, 5, 2, 30).brief()).contains("; first time for the actor, others 2 days ago; ");
        assertThat(reason(NEVER, NEVER, 2, 30).brief())
                .contains("; first time for the actor, nobody of the group, others 2 days ago; ");
        assertThat(reason(NEVER, NEVER, NEVER, 30).brief()).contains("; first time for the actor, nobody in 30 days; ");
        assertThat(reason(NEVER, NEVER, NEVER, 0).brief()).contains("; no earlier day; ");
    }

    @Test
    void text_hasTheBitsForGroupAndAnybody() {
        assertThat(reason(3, 3, 3, 30).text())
                .isEqualTo(
                        "git_clone is 12 (99.9th percentile), expected 0.25: last 3 days ago; 8.0 bits for the actor,"
                                + " 7.0 for the group, 6.0 for anybody; evidence 1.5 bits; no alert at 4; ATT&CK v19: T1213.003"
                                + " Repositories.");
    }

    @Test
    void brief_ofASensitiveActionThatIsNotUnusual_saysWhenTheActorDidItLast() {
        SensitiveAction action = new SensitiveAction("hook_create", Severity.LOW, "", "events go elsewhere");
        SensitiveFinding finding = new SensitiveFinding("a", LocalDate.of(2026, 1, 2), action, 1.0, 12, 0.5, false);
        RiskReason reason = new RiskReason(
                "hook_create",
                1.0,
                Optional.empty(),
                Optional.of(finding),
                0.0,
                Double.NaN,
                40,
                OptionalDouble.empty(),
                List.of());
        assertThat(reason.brief()).isEqualTo("hook_create=1 (sensitive, low severity; last 12 days ago)");
        assertThat(reason.text())
                .isEqualTo(
                        "hook_create is 1; a sensitive action of low severity, last 12 days ago: events go elsewhere.");
    }

    private static RiskExplanation explanation(
            double risk, boolean alert, double discount, double entityRisk, boolean flagged, RiskReason... reasons) {
        return new RiskExplanation(
                new RiskAssessment(risk, alert, ActorClass.PERSON, 1.5, discount, 2.0, 3.0, entityRisk, List.of()),
                List.of(reasons),
                0.25,
                0.75,
                flagged ? 0.0 : 0.5,
                true,
                new Explanation(-0.4, flagged, ATTRIBUTION, List.of()),
                List.of());
    }

    @Test
    void brief_ofAnExplanation_namesEveryPartThatCounts() {
        RiskExplanation explanation = explanation(6.0, true, 0.4, 5.0, false, reason(1, 1, 1, 30));
        assertThat(explanation.brief())
                .isEqualTo(
                        "git_clone=12 (expected 0.25; last 1 day ago; 8.0 bits; no alert at 4) T1213.003; forest 0.5 bits;"
                                + " often unusual -0.4 bits; risk over days 5.0 bits, 3.0 of them from earlier days [ATT&CK v19]");
        assertThat(explanation.summary())
                .isEqualTo("Alert: risk 6.0 bits, about 1 in 64 past actor-days was as strange.");
        assertThat(explanation.strangenessText())
                .isEqualTo(
                        "Strangeness 2.6 bits: git_clone 1.5, other counts 0.2, counts together 0.8, forest 0.5, often unusual -0.4.");
        assertThat(explanation.strangeness()).isEqualTo(1.5 + 0.25 + 0.75 + 0.5 - 0.4);
        assertThat(explanation.sentences())
                .contains("The actor was risky before: risk over days 5.0 bits, 3.0 of them" + " from earlier days.");
    }

    @Test
    void brief_ofAnOrdinaryRow_saysSo() {
        RiskExplanation ordinary = new RiskExplanation(
                new RiskAssessment(0.0, false, ActorClass.PERSON, 0.0, 0.0, 0.0, 0.0, 0.0, List.of()),
                List.of(),
                0.0,
                0.0,
                0.0,
                true,
                new Explanation(0.1, false, ATTRIBUTION, List.of()),
                List.of());
        assertThat(ordinary.brief()).isEqualTo("nothing unusual");
        assertThat(ordinary.summary()).isEqualTo("No alert: risk 0.0 bits, no stranger than most past actor-days.");
        assertThat(ordinary.strangenessText()).isEqualTo("Strangeness 0.0 bits: nothing unusual.");
        assertThat(ordinary.parts()).extracting(RiskPart::bits).containsOnly(0.0);
    }

    @Test
    void summary_ofHighRisks_claimsNoMoreThanIsKnown() {
        assertThat(explanation(20.0, true, 0.0, 16.0, false).summary())
                .isEqualTo(
                        "Alert: risk 20.0 bits, about 1 in 1,000,000 past actor-days was as strange. It would be an alert"
                                + " without any one of its counts.");
        assertThat(explanation(900.0, false, 0.0, 896.0, true).summary())
                .isEqualTo("No alert: risk 900.0 bits, fewer than 1 in a billion past actor-days was as strange.");
        assertThat(explanation(900.0, false, 0.0, 896.0, true).brief()).isEqualTo("forest 0.0 bits, below the cutoff");
    }
}
