package io.tributary.cdc.schema.statement;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openAs;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.ownedBy;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.secret;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.PreparedSchema;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas that nothing moves into, from the preparation to the end of their migration. */
class PreparedSchemasIT {
  private static final String DATABASE = "schema_prepared";
  private static final String DOCUMENTS =
      """
      CREATE EXTENSION IF NOT EXISTS vector;
      CREATE TABLE document (id bigserial PRIMARY KEY, text text NOT NULL, embedding vector(3));
      CREATE INDEX ON document USING hnsw (embedding vector_l2_ops);
      CREATE VIEW titles AS SELECT left(text, 10) AS title FROM document;
      INSERT INTO document (text) VALUES ('the first');
      """;

  @TempDir Path home;

  private final Source app = source("app", DATABASE, mapping("app", "app", Map.of()));
  private final Source more = source("more", DATABASE, mapping("more", "more", Map.of()));
  private final SchemaService service = SchemaFixture.service();

  @BeforeEach
  void create() throws SQLException {
    PostgresFixture.source().createDatabase(DATABASE);
    try (Connection source = SchemaFixture.openSource(DATABASE)) {
      run(source, "CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY)");
      run(source, "CREATE SCHEMA more; CREATE TABLE more.t (id int PRIMARY KEY)");
    }
    SchemaFixture.freshTarget(DATABASE, "prepared_app", "prepared_rag");
  }

  @Test
  void areClosedUntilTheFirstSourceIsOpenedAndTheirsFromThenOn() throws Exception {
    // given
    Migration migration = migration(DOCUMENTS);

    // when
    prepare(migration);
    prepare(migration);

    // then
    try (Connection role = openAs("prepared_rag", DATABASE)) {
      assertThat(column(role, "SELECT title FROM titles")).containsExactly("the first");
      assertThat(column(role, "SELECT '[1,2]'::vector <-> '[1,3]'")).containsExactly("1");
      assertThat(column(role, "SELECT tableowner FROM pg_tables WHERE tablename = 'document'"))
          .containsExactly("prepared_rag");
      assertThatThrownBy(() -> run(role, "INSERT INTO document (text) VALUES ('too early')"))
          .hasMessageContaining("closed to writes");
      assertThatThrownBy(() -> run(role, "SELECT FROM app.t"))
          .hasMessageContaining("permission denied for schema app");

      service.open(new MovingSource(migration, more));
      assertThatThrownBy(() -> run(role, "INSERT INTO document (text) VALUES ('too early')"))
          .hasMessageContaining("closed to writes");
      service.rehearseOpening(new MovingSource(migration, app));
      service.open(new MovingSource(migration, app));
      run(role, "INSERT INTO document (text, embedding) VALUES ('in time', '[1,2,3]')");
      run(role, "CREATE TABLE rag_embeddings.chunk (id int)");
      service.removeGate(new MovingSource(migration, app));
      service.removeGate(new MovingSource(migration, more));
    }
    try (Connection target = openTarget(DATABASE)) {
      assertThat(
              column(
                  target,
                  "SELECT nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                      + " WHERE extname = 'vector'"))
          .containsExactly("public");
      assertThat(column(target, "SELECT tgname FROM pg_trigger WHERE tgname = 'tributary_closed'"))
          .isEmpty();
    }
  }

  @Test
  void areRemovedByAnAbortWithTheirRole() throws Exception {
    // given
    Migration migration = migration(DOCUMENTS);
    prepare(migration);

    // when
    service.remove(new MovingSource(migration, app));
    service.remove(new MovingSource(migration, more));

    // then
    try (Connection target = openTarget(DATABASE)) {
      assertThat(
              column(target, "SELECT nspname FROM pg_namespace WHERE nspname ~ '^(rag|app|more)'"))
          .isEmpty();
      assertThat(column(target, "SELECT rolname FROM pg_roles WHERE rolname ~ '^prepared_'"))
          .isEmpty();
      assertThat(column(target, "SELECT item FROM tributary.preparation")).isEmpty();
    }
    prepare(migration);
  }

  @Test
  void leaveASchemaAsItWasThatWasThereBefore() throws Exception {
    // given
    try (Connection target = openTarget(DATABASE)) {
      run(target, "CREATE SCHEMA rag_documents");
      run(target, "CREATE TYPE rag_documents.mine AS ENUM ('a')");
      Migration refused = migration(DOCUMENTS);
      assertThatThrownBy(() -> prepare(refused))
          .isInstanceOf(TributaryException.class)
          .hasMessageContaining("rag_documents is not empty");
      run(target, "DROP TYPE rag_documents.mine");

      // when
      prepare(refused);
      service.remove(new MovingSource(refused, app));
      service.remove(new MovingSource(refused, more));

      // then
      assertThat(
              column(
                  target,
                  "SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname ="
                      + " 'rag_documents'"))
          .containsExactly("postgres");
      assertThat(column(target, "SELECT relname FROM pg_class WHERE relname ~ '^document'"))
          .isEmpty();
    }
  }

  @Test
  void mayReferToWhatAnEarlierOneHolds() throws Exception {
    // given
    Path chunks =
        Files.writeString(
            home.resolve("chunks.sql"),
            "CREATE TABLE chunk (id int PRIMARY KEY,"
                + " document bigint NOT NULL REFERENCES rag_documents.document)");

    // when
    prepare(migration(DOCUMENTS, chunks.toString()));

    // then
    try (Connection target = openTarget(DATABASE)) {
      assertThat(
              column(
                  target,
                  "SELECT confrelid::regclass FROM pg_constraint WHERE contype = 'f'"
                      + " AND conrelid = 'rag_embeddings.chunk'::regclass"))
          .containsExactly("rag_documents.document");
    }
  }

  @Test
  void nameTheLineOfTheirFileThatIsRefusedAndMakeNothingOfIt() throws Exception {
    // given
    Migration migration = migration("CREATE TABLE a (id int);\nCREATE TABLE b (id no_such_type);");

    // when, then
    assertThatThrownBy(() -> prepare(migration))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("target schema rag_documents")
        .hasMessageContaining("line 2")
        .hasMessageContaining("no_such_type");
    try (Connection target = openTarget(DATABASE)) {
      assertThat(column(target, "SELECT relname FROM pg_class WHERE relname = 'a'")).isEmpty();
    }
  }

  private void prepare(Migration migration) {
    for (Source source : migration.sources()) {
      service.prepare(new MovingSource(migration, source));
      service.makeKeys(new MovingSource(migration, source));
      service.finishAfterSnapshot(new MovingSource(migration, source));
    }
  }

  private Migration migration(String documents) throws Exception {
    return migration(documents, null);
  }

  private Migration migration(String documents, String embeddings) throws Exception {
    Path file = Files.writeString(home.resolve("documents.sql"), documents);
    return SchemaFixture.migration(
        DATABASE,
        Map.of(
            "app", ownedBy("prepared_app"),
            "more", ownedBy("prepared_app"),
            "rag_documents", prepared(file.toString()),
            "rag_embeddings", prepared(embeddings)),
        app,
        more);
  }

  private static TargetSchema prepared(String file) {
    return new TargetSchema(
        "prepared_rag",
        secret(SchemaFixture.ROLE_PASSWORD),
        false,
        SchemaRights.UNSAID,
        new PreparedSchema(file));
  }
}
