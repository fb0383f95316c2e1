package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The first file that a reader copies. */
class ReadmeExampleTest {

  @Test
  void pointsTheApplicationAtItsNewRoleWithAllThatALoginNeeds() throws IOException {
    // given
    String readme = Files.readString(Path.of("..", "README.md"));
    String file = readme.split("```yaml\n", 2)[1].split("```", 2)[0];

    // when
    Migration migration = MigrationFile.parse(file);

    // then
    TargetSchema schema = migration.target().schemas().get("n8n");
    DatabaseAddress target = migration.target().connection();
    SwitchAction.EnvFile env = (SwitchAction.EnvFile) migration.cutover().switchActions().get(0);
    assertThat(env.set())
        .containsEntry("DB_POSTGRESDB_HOST", target.host())
        .containsEntry("DB_POSTGRESDB_PORT", String.valueOf(target.port()))
        .containsEntry("DB_POSTGRESDB_DATABASE", target.database())
        .containsEntry("DB_POSTGRESDB_SCHEMA", "n8n")
        .containsEntry("DB_POSTGRESDB_USER", schema.role());
    assertThat(SecretReader.references(env.set().get("DB_POSTGRESDB_PASSWORD")))
        .containsExactly(schema.password())
        .containsExactly(SecretRef.env("N8N_PASSWORD"));
  }
}
