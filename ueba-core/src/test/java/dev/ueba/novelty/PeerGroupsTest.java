package dev.ueba.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.evaluation.ActorRole;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerGroupsTest {

    @TempDir
    private Path folder;

    @Test
    void read_takesActorAndGroup() throws IOException {
        Path file = Files.writeString(
                folder.resolve("peers.csv"), "group,actor,x\nred,a,1\n,b,2\nblue,\" c\",3\nred,a,4\n");
        PeerGroups groups = PeerGroups.read(file);
        assertThat(groups.groupOf("a")).isEqualTo("red");
        assertThat(groups.groupOf("b")).isEmpty();
        assertThat(groups.groupOf(" c")).isEqualTo("blue");
        assertThat(groups.groupOf("unknown")).isEmpty();
        assertThat(groups.isEmpty()).isFalse();
        assertThat(PeerGroups.none().isEmpty()).isTrue();
    }

    @Test
    void read_ofActorWithTwoGroups_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("peers.csv"), "actor,group\na,red\na,blue\n");
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> PeerGroups.read(file))
                .withMessageContaining("line 3: this actor was in another group before");
    }

    @Test
    void of_withBlankGroup_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PeerGroups.of(Map.of("a", " ")));
    }

    @Test
    void learn_findsThoseWhoDoTheSame_andIsTheSameEachTime() {
        SyntheticOrganisation organisation = SyntheticOrganisation.generate(
                SyntheticOrganisationOptions.defaults().withActors(200).withAttacks(0));
        PeerGroups groups = PeerGroups.learn(organisation.baseFeatures(), 6);
        assertThat(groups.sorted())
                .isEqualTo(PeerGroups.learn(organisation.baseFeatures(), 6).sorted());
        // Most administrators share a group in which hardly anybody else is.
        Map<String, Long> administrators = organisation.roles().entrySet().stream()
                .filter(entry -> entry.getValue() == ActorRole.ADMINISTRATOR)
                .collect(Collectors.groupingBy(entry -> groups.groupOf(entry.getKey()), Collectors.counting()));
        assertThat(administrators.values()).anyMatch(count -> count >= 5);
        assertThat(groups.sorted().values().stream().distinct().count()).isBetween(2L, 6L);
    }

    @Test
    void learn_ofNobody_isEmpty() {
        assertThat(PeerGroups.learn(
                                NullData.table(NullData.Family.RARE, 2, 1, 1).selectRows(new int[0]), 3)
                        .isEmpty())
                .isTrue();
    }
}
