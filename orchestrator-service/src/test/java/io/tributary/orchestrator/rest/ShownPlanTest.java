package io.tributary.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import org.junit.jupiter.api.Test;

class ShownPlanTest {

  @Test
  void showsASqliteSourceWithoutTheConstantsOfItsColumns() {
    // given
    Migration plan =
        MigrationFile.parse(
            """
            migration: m
            target:
              connection: {host: h, database: d, user: u, tls-unverified: accepted}
              schemas: {app: {role: app}}
            sources:
              - name: app
                kind: sqlite
                file: /srv/app.db
                schemas: [{from: main, to: app}]
                tables: {users: {columns: {hash: {constant: hunter2}, id: {convert: uuid}}}}
            """);

    // when
    Migration shown = ShownPlan.of(plan);

    // then
    assertThat(Json.text(shown)).contains("/srv/app.db", "\"uuid\"").doesNotContain("hunter2");
    assertThat(shown.source("app").converted().table("users").column("hash").constant())
        .isNotNull();
  }

  @Test
  void showsEverythingElseOfASourceAsTheFileSaysIt() {
    // given
    Migration plan =
        MigrationFile.parse(
            """
            migration: m
            target:
              connection: {host: h, database: d, user: u, tls-unverified: accepted}
              schemas: {app: {role: app}, memory: {role: memory}}
            sources:
              - name: app
                kind: sqlite
                file: /srv/app.db
                initial-copy: stream
                empty: allowed
                zone: Europe/Berlin
                schemas: [{from: main, to: app}]
              - name: memory
                kind: chroma
                directory: /srv/chroma
                one-table: all_of
                schemas: [{from: default_database, to: memory}]
            """);

    // when
    Migration shown = ShownPlan.of(plan);

    // then
    assertThat(shown.sources()).isEqualTo(plan.sources());
    assertThat(Json.text(shown)).contains("\"initialCopy\":\"STREAM\"", "all_of");
  }
}
