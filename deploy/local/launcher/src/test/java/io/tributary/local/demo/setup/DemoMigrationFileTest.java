package io.tributary.local.demo.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.sample.SampleList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoMigrationFileTest {

  @Test
  void writesTheMigrationFileOfTheChosenSamples() {
    // when
    String file =
        new DemoMigrationFile(
                SampleList.named(List.of("letta")),
                5433,
                5434,
                Path.of("/run"),
                false,
                Optional.empty())
            .migrationFile();

    // then
    assertThat(file)
        .isEqualTo(
            """
            migration: demo
            target:
              connection: {host: 127.0.0.1, port: 5434, database: unified, user: postgres, password: {env: DEMO_TARGET_PASSWORD}}
              schemas:
                letta_agents: {role: letta, password: {env: DEMO_LETTA_PASSWORD}, database-create: false}
                letta_embeddings: {role: letta, password: {env: DEMO_LETTA_PASSWORD}, database-create: false}
            sources:
              - name: letta
                kind: postgresql
                connection: {host: 127.0.0.1, port: 5433, database: letta, user: postgres, password: {env: DEMO_LEGACY_PASSWORD}}
                schemas:
                  - {from: public, to: letta_agents, tables: {archival_passages: letta_embeddings, source_passages: letta_embeddings}}
            cutover:
              time-limit-millis: 30000
              switch:
                - env-file: {path: "/run/letta/.env", set: {LETTA_PG_URI: "postgresql://letta:${env:DEMO_LETTA_PASSWORD}@127.0.0.1:5434/unified"}}
            validation: {pause-between-passes-millis: 1000}
            """);
  }

  @Test
  void letsN8nAskForItsSchema() {
    assertThat(
            new DemoMigrationFile(
                    SampleList.named(List.of("n8n")),
                    5433,
                    5434,
                    Path.of("/run"),
                    false,
                    Optional.empty())
                .migrationFile())
        .contains("n8n: {role: n8n, password: {env: DEMO_N8N_PASSWORD}, database-create: true}");
  }

  @Test
  void namesTheFileAndTheRulesOfASampleOnSqlite() {
    // when
    String file =
        new DemoMigrationFile(
                SampleList.named(List.of("chinook")),
                5433,
                5434,
                Path.of("/run"),
                false,
                Optional.empty())
            .migrationFile();

    // then
    assertThat(file)
        .contains(
            """
            sources:
              - name: chinook
                kind: sqlite
                file: "/run/chinook/chinook.db"
                schemas:
                  - {from: main, to: chinook}
                on-invalid: quarantine
            cutover:
            """);
  }

  @Test
  void letsEverySourceFollowTheTargetWhereTheDemoGoesBack() {
    // when
    String file =
        new DemoMigrationFile(
                SampleList.named(List.of("n8n", "stoic-emperor")),
                5433,
                5434,
                Path.of("/run"),
                true,
                Optional.empty())
            .migrationFile();

    // then
    assertThat(file)
        .contains(
            """
                  - {from: public, to: n8n}
                way-back: replicate
            """,
            """
                  - {from: main, to: stoic}
                way-back: replicate
                on-invalid: quarantine
            """,
            """
                  - {from: default_database, to: stoic_vectors}
                way-back: replicate
                on-invalid: quarantine
            cutover:
              time-limit-millis: 60000
              switch:
            """);
  }

  @Test
  void movesBothDatabasesOfAnApplicationInOneMigration() {
    // when
    String file =
        new DemoMigrationFile(
                SampleList.named(List.of("stoic-emperor")),
                5433,
                5434,
                Path.of("/run"),
                false,
                Optional.empty())
            .migrationFile();

    // then
    String login = "postgresql://stoic-emperor:${env:DEMO_STOIC_EMPEROR_PASSWORD}";
    assertThat(file)
        .contains(
            """
              schemas:
                stoic: {role: stoic-emperor, password: {env: DEMO_STOIC_EMPEROR_PASSWORD}}
                stoic_vectors: {role: stoic-emperor, password: {env: DEMO_STOIC_EMPEROR_PASSWORD}}
            sources:
              - name: stoic-emperor
                kind: sqlite
                file: "/run/stoic-emperor/stoic-emperor.db"
                schemas:
                  - {from: main, to: stoic}
                on-invalid: quarantine
              - name: stoic-vectors
                kind: chroma
                directory: "/run/stoic-emperor/chroma"
                schemas:
                  - {from: default_database, to: stoic_vectors}
                on-invalid: quarantine
            cutover:
              time-limit-millis: 30000
              switch:
                - env-file: {path: "/run/stoic-emperor/.env", set: {DATABASE_URL: "%1$s@127.0.0.1:5434/unified", VECTORS_URL: "%1$s@127.0.0.1:5434/unified"}}
            """
                .formatted(login));
  }

  @Test
  void takesEverySampleWhenNoneIsNamed() {
    assertThat(SampleList.named(List.of()))
        .extracting(DemoSample::name)
        .containsExactly(
            "letta",
            "n8n",
            "chinook",
            "pensieve",
            "stoic-emperor",
            "agent-platform",
            "stoic-vectors");
  }

  @Test
  void refusesAnUnknownSampleWithTheKnownOnes() {
    assertThatThrownBy(() -> SampleList.named(List.of("n8n", "leta")))
        .hasMessageContaining("\"leta\"")
        .hasMessageContaining("letta, n8n");
  }

  @Test
  void neverShowsAPassword() {
    // given
    DemoSecrets secrets = DemoSecrets.random(SampleList.named(List.of()));

    // then
    assertThat(secrets.toString())
        .contains("DEMO_N8N_PASSWORD")
        .doesNotContain(secrets.get("DEMO_N8N_PASSWORD"));
  }

  @Test
  void leavesTheAddressesOfApplicationsBehindAPoolerAlone() {
    // when
    String file =
        new DemoMigrationFile(
                SampleList.named(List.of("letta", "n8n", "chinook")),
                5433,
                5434,
                Path.of("/run"),
                false,
                Optional.of(new DemoPooler(Path.of("/pooler"), 6432)))
            .migrationFile();

    // then
    assertThat(file)
        .contains(
            """
                  - {from: public, to: n8n}
                pooler:
                  kind: pgbouncer
                  admin: {host: 127.0.0.1, port: 6432, user: tributary, password: {env: DEMO_POOLER_PASSWORD}, tls: disable}
                  file: "/pooler/n8n.ini"
                  databases: {n8n: {schema: n8n}}
            """)
        .contains("switch:", "env-file: {path: \"/run/chinook/.env\"")
        .doesNotContain("/run/letta/.env", "/run/n8n/.env");
  }

  @Test
  void saysNothingOfSwitchingWhereEveryApplicationIsBehindAPooler() {
    assertThat(
            new DemoMigrationFile(
                    SampleList.named(List.of("letta")),
                    5433,
                    5434,
                    Path.of("/run"),
                    false,
                    Optional.of(new DemoPooler(Path.of("/pooler"), 6432)))
                .migrationFile())
        .contains("cutover:\n  time-limit-millis: 30000\nvalidation:");
  }
}
