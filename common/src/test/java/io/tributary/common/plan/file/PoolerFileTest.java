package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.plan.pooler.PoolerKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolerFileTest {
  private static final String FILE =
      """
      migration: pooled
      target:
        connection: {host: localhost, database: unified, user: postgres}
        schemas:
          n8n: {role: n8n, password: {env: N8N_PASSWORD}}
      sources:
        - name: n8n
          kind: postgresql
          connection: {host: localhost, port: 5433, database: n8n, user: postgres}
          schemas:
            - {from: public, to: n8n}
          pooler:
            kind: pgbouncer
            admin: {host: localhost, user: tributary, password: {env: PGBOUNCER_PASSWORD}}
            file: /etc/pgbouncer/tributary.ini
            databases:
              n8n: {schema: n8n}
      """;

  @Test
  void readsWhereTheConsoleIsAndWhatItsDatabasesBecome() {
    // when
    Migration plan = MigrationFile.parse(FILE);

    // then
    Pooler pooler = plan.source("n8n").pooler().orElseThrow();
    assertThat(pooler.kind()).isEqualTo(PoolerKind.PGBOUNCER);
    assertThat(pooler.admin().display()).isEqualTo("localhost:6432/pgbouncer");
    assertThat(pooler.admin().password().display()).contains("PGBOUNCER_PASSWORD");
    assertThat(pooler.file()).isEqualTo("/etc/pgbouncer/tributary.ini");
    assertThat(pooler.databases()).isEqualTo(Map.of("n8n", "n8n"));
    assertThat(plan.pooled()).containsExactly("n8n");
    assertThat(Json.read(Json.write(plan), Migration.class)).isEqualTo(plan);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: pgbouncer | kind: pgpool | TRB-PLAN-BAD-VALUE",
        "file: /etc/pgbouncer/tributary.ini | file: tributary.ini | TRB-PLAN-BAD-VALUE",
        "n8n: {schema: n8n} | n8n: {schema: other} | TRB-PLAN-BAD-VALUE",
        "n8n: {schema: n8n} | n8n: {} | TRB-PLAN-MISSING-KEY",
        "n8n: {schema: n8n} | pgbouncer: {schema: n8n} | TRB-PLAN-BAD-NAME",
        "password: {env: PGBOUNCER_PASSWORD} | password: secret | TRB-PLAN-PASSWORD-IN-PLAIN",
        "admin: {host: localhost | admin: {host: pooler.internal | TRB-PLAN-TLS-UNVERIFIED",
        "admin: {host: localhost | admin: {database: x, host: localhost | TRB-PLAN-UNKNOWN-KEY",
        "kind: postgresql | kind: sqlite | TRB-PLAN-UNKNOWN-KEY"
      })
  void refusesWhatCannotBeLed(String text, String instead, String code) {
    assertThat(FILE).contains(text);
    assertThatThrownBy(() -> MigrationFile.parse(FILE.replace(text, instead)))
        .isInstanceOfSatisfying(
            MigrationFileException.class,
            e -> assertThat(e.problems()).extracting(FileProblem::code).contains(code));
  }
}
