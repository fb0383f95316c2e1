package io.tributary.cdc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.schema.dump.ArchiveContents;
import io.tributary.cdc.schema.dump.DumpFinishing;
import io.tributary.cdc.schema.dump.KeyIndexes;
import io.tributary.cdc.schema.dump.LaterEntries;
import io.tributary.cdc.schema.dump.TableRules;
import io.tributary.cdc.schema.plan.SchemaPlan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TocTest {
  private static final KeyIndexes.Entry PRIMARY = new KeyIndexes.Entry(50, 60, "app", "t_pkey");
  private static final KeyIndexes.Entry PLAIN = new KeyIndexes.Entry(51, 0, "app", "u_key");

  @Test
  void keysComeBeforeTheRowsAndTheRestAfter() {
    // given
    ArchiveContents contents =
        ArchiveContents.of(
            List.of(
                ";",
                "; Archive created at 2026",
                "4; 2615 2200 SCHEMA - app postgres",
                "5; 0 0 COMMENT - SCHEMA app postgres",
                "7; 1259 40 TABLE app t postgres"),
            List.of(
                "9; 2606 60 CONSTRAINT app t t_pkey postgres",
                "10; 1259 51 INDEX app u_key postgres",
                "11; 1259 52 INDEX app other postgres",
                "12; 0 0 INDEX ATTACH app t_pkey postgres",
                "13; 2620 70 TRIGGER app t tributary_fence postgres",
                "14; 2620 71 TRIGGER app t own postgres"));

    // when
    ArchiveContents.Phases phases =
        contents.phases(Set.of(PRIMARY, PLAIN), new TableRules(List.of()));

    // then
    assertThat(phases.now()).containsExactly("7; 1259 40 TABLE app t postgres");
    assertThat(phases.keys())
        .containsExactly(
            "9; 2606 60 CONSTRAINT app t t_pkey postgres",
            "10; 1259 51 INDEX app u_key postgres",
            "12; 0 0 INDEX ATTACH app t_pkey postgres");
    assertThat(phases.later())
        .containsExactly(
            "11; 1259 52 INDEX app other postgres", "14; 2620 71 TRIGGER app t own postgres");
  }

  @Test
  void entriesThatAreThereAreNotMadeTwice() {
    // given
    SchemaPlan plan =
        new SchemaPlan(
            List.of(),
            "",
            "the owner",
            List.of(),
            List.of(
                "1; 2606 1 FK CONSTRAINT app t t_fk the owner",
                "2; 1259 2 INDEX app i the owner",
                "3; 0 0 COMMENT app INDEX i the owner"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of("4; 2606 4 CONSTRAINT app t t_pkey the owner"));

    // then
    assertThat(DumpFinishing.missing(plan, Set.of("FK CONSTRAINT app t t_fk")))
        .containsExactly(
            "4; 2606 4 CONSTRAINT app t t_pkey the owner",
            "2; 1259 2 INDEX app i the owner",
            "3; 0 0 COMMENT app INDEX i the owner");
  }

  @Test
  void triggersAndWhatIsSaidOfThemComeInTheArchivesOrderBehindAllElse() {
    // given
    String index = "1; 1259 2 INDEX app i the owner";
    String trigger = "2; 2620 71 TRIGGER app event parts the owner";
    String state = "3; 2620 72 TRIGGER app event_a parts the owner";
    String remark = "4; 0 0 COMMENT app TRIGGER parts ON event the owner";

    // then
    assertThat(LaterEntries.of(List.of(trigger, state, index, remark)))
        .isEqualTo(new LaterEntries(List.of(index), List.of(trigger, state, remark)));
  }

  @Test
  void primaryKeyWinsThenReplicaIdentityThenTheShortest() {
    // given
    List<KeyIndexes.Candidate> candidates =
        List.of(
            new KeyIndexes.Candidate(1, 0, 100, "s", "unique", 0, false, true, 1),
            new KeyIndexes.Candidate(2, 0, 100, "s", "pkey", 20, true, false, 3),
            new KeyIndexes.Candidate(3, 0, 200, "s", "wide", 0, false, false, 2),
            new KeyIndexes.Candidate(4, 0, 200, "s", "identity", 0, false, true, 4),
            new KeyIndexes.Candidate(5, 0, 300, "s", "wide", 0, false, false, 2),
            new KeyIndexes.Candidate(6, 0, 300, "s", "narrow", 0, false, false, 1));

    // then
    assertThat(KeyIndexes.choose(candidates))
        .extracting(KeyIndexes.Entry::index)
        .containsExactlyInAnyOrder(2L, 4L, 6L);
  }

  @Test
  void partsFollowTheKeyOfTheirPartitionedTable() {
    // given: the part would rather have another index
    List<KeyIndexes.Candidate> candidates =
        List.of(
            new KeyIndexes.Candidate(1, 0, 100, "s", "parent", 0, false, false, 2),
            new KeyIndexes.Candidate(2, 1, 200, "s", "part", 0, false, false, 2),
            new KeyIndexes.Candidate(3, 0, 200, "s", "own", 0, false, false, 1));

    // then
    assertThat(KeyIndexes.choose(candidates)).extracting(KeyIndexes.Entry::index).contains(1L, 2L);
  }
}
