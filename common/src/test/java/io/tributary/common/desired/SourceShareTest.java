package io.tributary.common.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceShareTest {
  private static final Migration MIGRATION =
      MigrationFile.parse(
          """
          migration: shop
          target:
            connection: {host: localhost, port: 1, database: d, user: u, password: {env: P}}
            schemas: {a: {role: a}, b: {role: b}}
          sources:
            - name: first
              kind: postgresql
              connection: {host: localhost, port: 1, database: o, user: u, password: {env: P}}
              schemas: [{from: public, to: a}]
            - name: second
              kind: postgresql
              connection: {host: localhost, port: 2, database: o, user: u, password: {env: P}}
              schemas: [{from: public, to: b}]
          """);

  @Test
  void bothStreamsOfASourceAreInOneAndItsNeighbourInAnother() {
    StreamId first = new StreamId("shop", "first");
    SourceShare share = SourceShare.of(MIGRATION, first);
    assertThat(SourceShare.of(MIGRATION, first.opposite())).isEqualTo(share);
    assertThat(SourceShare.of("shop")).isEqualTo(share);
    assertThat(SourceShare.of(MIGRATION, new StreamId("shop", "second"))).isNotEqualTo(share);
  }

  @Test
  void theOrderOfTheSourcesInTheFileSaysNothing() {
    List<String> one = List.of("first", "second", "third");
    List<String> other = List.of("third", "first", "second");
    for (String source : one) {
      assertThat(SourceShare.of("shop", other, source))
          .isEqualTo(SourceShare.of("shop", one, source));
    }
  }

  @Test
  void aDozenSourcesAreInADozenWhateverTheMigrationIsCalled() {
    List<String> sources = IntStream.range(0, 12).mapToObj(i -> "source-" + i).toList();
    for (String name : List.of("shop", "a-name-whose-hash-is-negative", "zz")) {
      Set<SourceShare> dozen =
          sources.stream()
              .map(source -> SourceShare.of(name, sources, source))
              .collect(Collectors.toSet());
      assertThat(dozen)
          .hasSize(12)
          .allSatisfy(share -> assertThat(share.number()).isBetween(0, SourceShare.COUNT - 1));
    }
  }

  @Test
  void aDozenSourcesAreSpreadEvenlyOverInstancesThatHoldSharesInRowsOrInTurns() {
    List<String> sources = IntStream.range(0, 12).mapToObj(i -> "source-" + i).toList();
    for (int m = 0; m < SourceShare.COUNT; m++) {
      String name = "migration-" + m;
      for (int instances = 2; instances <= 4; instances++) {
        int row = SourceShare.COUNT / instances;
        int[] inRows = new int[instances];
        int[] inTurns = new int[instances];
        for (String source : sources) {
          int share = SourceShare.of(name, sources, source).number();
          inRows[share / row]++;
          inTurns[share % instances]++;
        }
        int fair = sources.size() / instances;
        assertThat(inRows).as(name).satisfies(each -> assertFair(each, fair));
        assertThat(inTurns).as(name).satisfies(each -> assertFair(each, fair));
      }
    }
  }

  private static void assertFair(int[] counts, int fair) {
    for (int count : counts) {
      assertThat(count).isBetween(fair - 1, fair + 1);
    }
  }
}
