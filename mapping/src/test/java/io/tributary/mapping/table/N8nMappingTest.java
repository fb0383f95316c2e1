package io.tributary.mapping.table;

import static io.tributary.mapping.table.MappedFile.columns;
import static io.tributary.mapping.table.MappedFile.conversion;
import static io.tributary.mapping.table.MappedFile.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import org.junit.jupiter.api.Test;

/**
 * The pairs of types between n8n's SQLite schema and the one that it makes on PostgreSQL can be
 * declared: in short, in tables of its own kinds.
 */
class N8nMappingTest {
  private static final String ID = "user0000-no-uuid";
  private static final String[] SQLITE = {
    "CREATE TABLE \"user\" (\"id\" varchar PRIMARY KEY NOT NULL, \"email\" varchar(255),"
        + " \"settings\" text, \"disabled\" boolean NOT NULL DEFAULT (FALSE),"
        + " \"createdAt\" datetime(3) NOT NULL DEFAULT (STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')),"
        + " CONSTRAINT \"UQ_email\" UNIQUE (\"email\"))",
    "CREATE TABLE \"auth_identity\" (\"userId\" VARCHAR(36) REFERENCES \"user\" (id),"
        + " \"providerId\" VARCHAR(255) NOT NULL, \"providerType\" VARCHAR(32) NOT NULL,"
        + " PRIMARY KEY (\"providerId\", \"providerType\"))",
    "CREATE TABLE \"workflow_entity\" (\"id\" varchar(36) PRIMARY KEY NOT NULL,"
        + " \"nodes\" text, \"active\" boolean NOT NULL, \"versionId\" varchar(36),"
        + " \"activeVersionId\" varchar(36) REFERENCES \"workflow_history\" (\"versionId\"),"
        + " \"parentFolderId\" varchar(36))",
    "CREATE TABLE \"workflow_history\" (\"versionId\" varchar(36) PRIMARY KEY NOT NULL,"
        + " \"workflowId\" varchar(36) NOT NULL REFERENCES \"workflow_entity\" (\"id\"),"
        + " \"connections\" text NOT NULL)",
    "CREATE TABLE \"execution_entity\" (\"id\" integer PRIMARY KEY AUTOINCREMENT NOT NULL,"
        + " \"finished\" boolean NOT NULL, \"waitTill\" datetime, \"cost\" real)",
    "CREATE TABLE \"binary_data\" (\"fileId\" varchar(36) PRIMARY KEY NOT NULL,"
        + " \"data\" blob NOT NULL)",
    "CREATE TABLE \"data_table_user_AbCdEfGhIjKlMnOp\" (\"id\" integer PRIMARY KEY AUTOINCREMENT"
        + " NOT NULL, \"vip\" boolean, \"score\" real, \"joined\" datetime(3))",
    "CREATE TABLE \"left_migrations\" (\"id\" integer PRIMARY KEY, \"name\" varchar NOT NULL)"
  };

  @Test
  void declaresN8nsTypesForADerivedSchema() {
    // when
    SourceMapping mapping =
        MappedFile.with(
                """
                zone: UTC
                tables:
                  user:
                    columns:
                      id: {convert: uuid}
                      settings: {convert: json}
                      createdAt: {convert: timestamptz, digits: 3}
                  workflow_entity: {columns: {nodes: {convert: json}}}
                  workflow_history: {columns: {connections: {convert: json}}}
                  execution_entity: {columns: {waitTill: {convert: timestamptz, digits: 3}}}
                """)
            .file(SQLITE)
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(columns(mapping, "user"))
        .containsExactly(
            "id->id uuid",
            "email->email varchar(255)",
            "settings->settings json",
            "disabled->disabled boolean",
            "createdAt->createdAt timestamptz(3)");
    assertThat(columns(mapping, "auth_identity")).contains("userId->userId uuid");
    assertThat(mapping.preData().get(1))
        .contains("\"disabled\" boolean DEFAULT ('false'::boolean) NOT NULL")
        .contains("\"createdAt\" timestamptz(3) DEFAULT (date_trunc('milliseconds'");
    assertThat(mapping.table(new TableName("main", "left_migrations"))).isEmpty();
    assertThat(mapping.postData())
        .anyMatch(sql -> sql.contains("REFERENCES \"app\".\"user\" (\"id\")"))
        .anyMatch(sql -> sql.contains("REFERENCES \"app\".\"workflow_history\" (\"versionId\")"));
  }

  @Test
  void fillsTheTablesThatN8nItselfMakes() {
    // when
    SourceMapping mapping =
        MappedFile.with("ddl: /srv/n8n.sql\nzone: UTC")
            .file(SQLITE)
            .target("user", "id uuid", "email character varying(255)", "settings json")
            .target("user", "disabled boolean", "createdAt timestamp(3) with time zone")
            .target("auth_identity", "userId uuid", "providerId !character varying(64)")
            .target("auth_identity", "providerType !character varying(32)")
            .target("workflow_entity", "id !character varying(36)", "nodes json")
            .target("workflow_entity", "active !boolean", "versionId character(36)")
            .target("workflow_entity", "activeVersionId character varying(36)")
            .target("workflow_entity", "parentFolderId character varying(36)")
            .target("workflow_history", "versionId !character varying(36)", "connections !json")
            .target("workflow_history", "workflowId !character varying(36)")
            .target("execution_entity", "id integer", "finished !boolean", "cost double precision")
            .target("execution_entity", "waitTill timestamp(3) with time zone")
            .target("binary_data", "fileId !uuid", "data !bytea")
            .target("data_table_user_AbCdEfGhIjKlMnOp", "id integer", "vip boolean")
            .target("data_table_user_AbCdEfGhIjKlMnOp", "score double precision")
            .target("data_table_user_AbCdEfGhIjKlMnOp", "joined timestamp(3) with time zone")
            .target("migrations", "id integer", "name !character varying")
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(mapping.tables()).hasSize(7);
    assertThat(table(mapping, "user").target()).isEqualTo(new TableName("app", "user"));
    assertThat(converted(conversion(mapping, "user", "createdAt"), "2026-01-02 03:04:05.678"))
        .isEqualTo("2026-01-02 03:04:05.678+00");
    assertThat(converted(conversion(mapping, "user", "settings"), "{\"a\":1, \"a\":\"\\u0000\"}"))
        .isEqualTo("{\"a\":1, \"a\":\"\\u0000\"}");
    assertThat(conversion(mapping, "user", "disabled").convert(new SourceValue.Whole(1)))
        .isEqualTo(ConversionOutcome.converted("true"));
    assertThat(conversion(mapping, "user", "id").convert(new SourceValue.Text(ID)))
        .isInstanceOf(ConversionOutcome.Rejected.class);
    assertThat(conversion(mapping, "auth_identity", "userId").convert(SourceValue.NULL))
        .isEqualTo(ConversionOutcome.NULL);
  }

  private static String converted(Conversion conversion, String text) {
    return ((ConversionOutcome.Converted) conversion.convert(new SourceValue.Text(text))).literal();
  }
}
