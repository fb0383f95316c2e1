package io.tributary.local.grants;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrantsCommandIT {
  private static final String DATABASE = "grants_command";
  private final PostgresServer server = PostgresFixture.source();

  @BeforeEach
  void create() throws SQLException {
    server.createDatabase(DATABASE);
    forget();
    run("CREATE ROLE grants_a", "CREATE ROLE grants_b", "GRANT CREATE ON SCHEMA public TO PUBLIC");
  }

  @AfterEach
  void drop() throws SQLException {
    forget();
    server.dropDatabase(DATABASE);
  }

  @Test
  void grantsNothingOfTablesThatStay() throws Exception {
    // given
    run(
        "SET ROLE grants_a",
        "CREATE TABLE stays_1 (id serial)",
        "CREATE TABLE moved_anyway (id int)",
        "SET ROLE grants_b",
        "CREATE TABLE stays (id int)",
        "CREATE TABLE staysx1 (id int)",
        "ALTER TABLE staysx1 FORCE ROW LEVEL SECURITY");

    // when, then
    grant("grants_mover", "{from: public, to: app, include: ['stays_?', 'none']}");
    assertThat(memberships("grants_mover")).containsExactly("grants_a");
    forgetMembership();
    grant("grants_mover", "{from: public, to: app, exclude: ['stays_*', 'moved*']}");
    assertThat(memberships("grants_mover")).containsExactly("grants_b");
    assertThat(texts("SELECT rolbypassrls FROM pg_roles WHERE rolname = 'grants_mover'"))
        .containsExactly("t");
  }

  @Test
  void namesTablesOfASuperuserAndGrantsNothingOfHim() throws Exception {
    // given
    run("CREATE TABLE of_postgres (id int)", "SET ROLE grants_a", "CREATE TABLE ordinary (id int)");

    // when
    String said = grant("grants_mover", "{from: public, to: app}");

    // then
    assertThat(said)
        .contains("WARNING:  public.of_postgres belongs to the superuser postgres")
        .doesNotContain("public.ordinary");
    assertThat(memberships("grants_mover")).containsExactly("grants_a");
    assertThat(grant("grants_mover", "{from: public, to: app, exclude: [of_postgres]}"))
        .doesNotContain("WARNING");
  }

  @Test
  void refusesARoleThatIsASuperuserAlready() throws Exception {
    String printed = PrintedGrants.of(file("postgres", "{from: public, to: app}"), "--target");

    assertThat(printed).contains("RAISE EXCEPTION 'Role % is a superuser and needs no grants.");
  }

  @Test
  void quotesEveryName() throws Exception {
    // given a name that would end quotes, blocks and comments, and stop psql by an error then
    run("SET ROLE grants_a", "CREATE TABLE ordinary (id int)");
    String name = "Grants' $grants$ \"mover\"\nSELECT 1/0; --";

    // when
    grant(name, "{from: public, to: app}");
    PrintedGrants.run(
        server, DATABASE, PrintedGrants.of(file(name, "{from: public, to: app}"), "--target"));

    // then
    assertThat(memberships(name)).containsExactly("grants_a");
    assertThat(
            texts(
                "SELECT rolcreatedb AND rolreplication AND NOT rolsuper AND rolcreaterole ="
                    + " (current_setting('server_version_num')::int >= 160000) FROM pg_roles WHERE rolname ~ '^Grants'"))
        .containsExactly("t");
  }

  @Test
  void saysTheRightsOnFilesInWords() throws Exception {
    String printed =
        PrintedGrants.of(
            """
            migration: m
            target: {connection: {host: 127.0.0.1, database: d, user: mover}, schemas: {app: {role: app}, v: {role: v}}}
            sources:
              - {name: notes, kind: sqlite, file: /srv/notes/app.db, schemas: [{from: main, to: app}]}
              - {name: store, kind: chroma, directory: /srv/chroma, schemas: [{from: default_database, to: v}]}
            """);

    assertThat(printed)
        .contains("-- - read and write /srv/notes/app.db and its -wal, -shm and -journal")
        .contains("-- - read and write chroma.sqlite3 in /srv/chroma")
        .contains("\nCREATE EXTENSION IF NOT EXISTS vector")
        .contains("GRANT CREATE, TEMPORARY ON DATABASE \"d\"")
        .doesNotContain("REPLICATION");
  }

  private String grant(String role, String mapping) throws Exception {
    return PrintedGrants.run(
        server, DATABASE, PrintedGrants.of(file(role, mapping), "--source", "shop"));
  }

  private static String file(String role, String mapping) {
    return """
        migration: m
        target: {connection: {host: 127.0.0.1, port: 1, database: %1$s, user: "%2$s"}, schemas: {app: {role: app}}}
        sources:
          - name: shop
            kind: postgresql
            connection: {host: 127.0.0.1, database: %1$s, user: "%2$s"}
            schemas: [%3$s]
        """
        .formatted(DATABASE, role.replace("\"", "\\\"").replace("\n", "\\n"), mapping);
  }

  private List<String> memberships(String role) throws SQLException {
    return texts(
        "SELECT roleid::regrole::text FROM pg_auth_members JOIN pg_roles r ON r.oid = member"
            + " WHERE roleid::regrole::text LIKE 'grants%' AND rolname = '"
            + role.replace("'", "''")
            + "' ORDER BY 1");
  }

  private void forgetMembership() throws SQLException {
    run("REVOKE grants_a FROM grants_mover");
  }

  private void forget() throws SQLException {
    for (String role :
        texts("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname ~* '^grants'")) {
      if (!texts("SELECT 1 FROM pg_parameter_acl").isEmpty()) {
        run("REVOKE ALL ON PARAMETER session_replication_role FROM " + role);
      }
      run("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private List<String> texts(String sql) throws SQLException {
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }
}
