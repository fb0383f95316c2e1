package io.tributary.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationFile;
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
              connection: {host: h, database: d, user: u}
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
}
