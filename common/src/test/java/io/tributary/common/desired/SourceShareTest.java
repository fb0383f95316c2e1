package io.tributary.common.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import java.util.List;
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
  void aDozenSourcesAreInADozenWhateverTheMigrationIsCalled() {
    for (String name : List.of("shop", "a-name-whose-hash-is-negative", "zz")) {
      assertThat(
              IntStream.range(0, 12)
                  .mapToObj(i -> SourceShare.of(name, i))
                  .collect(Collectors.toSet()))
          .hasSize(12)
          .allSatisfy(share -> assertThat(share.number()).isBetween(0, SourceShare.COUNT - 1));
    }
  }
}
