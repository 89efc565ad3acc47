package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.novelty.NoveltyOptions;
import dev.ueba.novelty.PeerGroups;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptionDifferencesTest {

    private static final ImprovedOptions MADE = ImprovedOptions.defaults();

    @Test
    void between_ofEqualOptions_isNothing() {
        assertThat(OptionDifferences.between(MADE, ImprovedOptions.defaults())).isEmpty();
    }

    @Test
    void between_ofOptionsThatDifferInEverything_namesEveryOption() {
        ImprovedOptions other = new ImprovedOptions(
                new NoveltyOptions(Set.of(), 1.0, 2, 3, false, false, 0.2),
                PeerGroups.of(Map.of("a", "b")),
                false,
                false,
                SensitiveActions.none(),
                new AlertBudget(3, 1, 1, 0.5, 1, 1.0),
                List.of(),
                3.0,
                4);
        List<String> names = Stream.of(ImprovedOptions.class, NoveltyOptions.class, AlertBudget.class)
                .flatMap(each -> Arrays.stream(each.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("novelty") && !name.equals("budget"))
                .toList();
        List<String> differences = OptionDifferences.between(MADE, other);
        assertThat(differences).hasSameSizeAs(names).doesNotHaveDuplicates();
        for (String name : names) {
            assertThat(differences).anyMatch(text -> text.startsWith(name + " is "));
        }
    }

    @Test
    void between_ofTablesOfTheSameSize_stillSaysThatTheyDiffer() {
        ImprovedOptions made = MADE.withPeers(PeerGroups.of(Map.of("a", "b")));
        ImprovedOptions asked = MADE.withPeers(PeerGroups.of(Map.of("a", "c")));
        assertThat(OptionDifferences.between(made, asked)).containsExactly("peers is another groups of 1 actors");
    }
}
