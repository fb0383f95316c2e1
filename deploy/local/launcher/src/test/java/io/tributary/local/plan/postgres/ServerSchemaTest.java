package io.tributary.local.plan.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.checks.install.ServerBuild;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.source.Source;
import io.tributary.local.catalog.RowCounts.RowCount;
import io.tributary.local.catalog.ServerTable;
import io.tributary.local.plan.document.ColumnEntry;
import io.tributary.local.plan.document.ColumnFate;
import io.tributary.local.plan.document.RemarkEntry;
import io.tributary.local.plan.document.SchemaEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a schema of a server, without a server. */
class ServerSchemaTest {
  private static final TableName ACCOUNT = new TableName("public", "account");
  private static final TargetExtensions TARGET =
      new TargetExtensions(
          Map.of("vector", "extensions"),
          Set.of("hstore"),
          "shared",
          ServerBuild.of("PostgreSQL 15.14 (Debian 15.14-0+deb12u1) on x86_64-pc-linux-gnu"));

  @Test
  void givesTypesTheNamesThatTheyHaveInTheTarget() {
    SchemaEntry schema = planned(List.of());

    assertThat(schema.tables().get(0).columns())
        .extracting(ColumnEntry::type)
        .containsExactly(
            "integer", "app.mood[]", "extensions.vector(3)", "shared.hstore", "integer");
    assertThat(schema.tables().get(0).columns().get(4).fate()).isEqualTo(ColumnFate.COMPUTED);
  }

  @Test
  void putsTheKeyInItsOrderAndSaysHowLargeATableIs() {
    SchemaEntry schema = planned(List.of());

    assertThat(schema.tables().get(0).key()).containsExactly("how", "id");
    assertThat(schema.tables().get(0).size().text()).isEqualTo("1,200 rows, 96.0 kB");
  }

  @Test
  void leavesTheSequenceOfATableWithTheTable() {
    SchemaEntry schema =
        planned(
            List.of(
                new ServerObject("public", "sequence", "cache_id_seq", "cache"),
                new ServerObject("public", "sequence", "ticket", ""),
                new ServerObject("public", "trigger", "touched", "account")));

    assertThat(schema.left()).hasSize(2);
    assertThat(schema.left().get(0).names()).containsExactly("cache");
    assertThat(schema.left().get(1).names()).containsExactly("sequence cache_id_seq");
    assertThat(schema.remarks())
        .extracting(RemarkEntry::code)
        .containsExactly("GENERATED", "SEQUENCE", "TRIGGER");
    assertThat(schema.remarks().get(2).places()).containsExactly("account.touched");
  }

  @Test
  void namesAnExtensionThatTheTargetCannotHave() {
    assertThat(TARGET.missing("vector")).isEmpty();
    assertThat(TARGET.missing("hstore")).isEmpty();
    assertThat(TARGET.missing("postgis").orElseThrow())
        .contains("postgis, which the target does not have", "apt-cache search '^postgresql-15'");
    assertThat(TargetExtensions.unknown("shared").missing("postgis")).isEmpty();
  }

  private static SchemaEntry planned(List<ServerObject> objects) {
    Source source =
        MigrationFile.parse(
                """
                migration: m
                target:
                  connection: {host: 127.0.0.1, port: 1, database: d, user: u}
                  schemas: {app: {role: app}}
                sources:
                - name: legacy
                  kind: postgresql
                  connection: {host: 127.0.0.1, port: 1, database: e, user: u}
                  schemas: [{from: public, to: app, exclude: [cache]}]
                """)
            .sources()
            .get(0);
    return new ServerSchema(
            source,
            List.of(table("account"), table("cache")),
            Map.of(ACCOUNT, new RowCount(1200, true, false)),
            Map.of(
                ACCOUNT,
                List.of(
                    column("id", "integer", "pg_catalog", "", false, 2),
                    column("how", "public.mood[]", "public", "", false, 1),
                    column("place", "public.vector(3)", "public", "vector", false, 0),
                    column("more", "public.hstore", "public", "hstore", false, 0),
                    column("twice", "integer", "pg_catalog", "", true, 0))),
            objects,
            TARGET)
        .of(source.schemas().get(0));
  }

  private static ServerTable table(String name) {
    return new ServerTable("public", name, "r", false, -1, 98_304, true, "", "");
  }

  private static ServerColumn column(
      String name, String type, String schema, String extension, boolean generated, int key) {
    return new ServerColumn(
        ACCOUNT, name, type, schema, extension, generated, "", generated ? "(id * 2)" : "", key);
  }
}
