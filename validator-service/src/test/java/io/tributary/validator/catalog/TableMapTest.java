package io.tributary.validator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.validator.digest.ServerText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TableMapTest {
  private static final Source PLAN =
      PostgresSource.of(
          "s",
          null,
          List.of(
              new SchemaMapping(
                  "public", "app", Map.of("vectors", "embeddings"), List.of(), List.of("tmp_*"))));

  @Test
  void pairsMappedTablesAndLeavesExcludedOnesOut() {
    TableMap map =
        TableMap.of(
            PLAN,
            catalog("", "public.users", "public.vectors", "public.tmp_1"),
            catalog("", "app.users", "embeddings.vectors"));
    assertThat(map.pairs().keySet())
        .extracting(TableName::name)
        .containsExactly("users", "vectors");
    assertThat(map.pairs().get(new TableName("public", "vectors")).target().table())
        .isEqualTo(new TableName("embeddings", "vectors"));
    assertThat(map.errors()).isEmpty();
  }

  @Test
  void saysWhichTableIsMissing() {
    TableMap map = TableMap.of(PLAN, catalog("", "public.users"), catalog(""));
    assertThat(map.errors().get(new TableName("public", "users")))
        .hasMessageContaining("public.users is missing at the target")
        .hasMessageContaining("app.users");
  }

  @Test
  void sortsByBytesUnlessBothCollationsAreProvablyTheSame() {
    assertThat(order("c|de|1", "c|de|1").byteOrder()).containsExactly(false);
    assertThat(order("c|de|1", "c|de|2").byteOrder()).containsExactly(true);
    assertThat(order(null, null).byteOrder()).containsExactly(true);
  }

  private static KeyOrder order(String one, String other) {
    return TableMap.of(PLAN, catalog(one, "public.users"), catalog(other, "app.users"))
        .pairs()
        .get(new TableName("public", "users"))
        .order();
  }

  private static DatabaseCatalog catalog(String collation, String... names) {
    Map<TableName, TableShape> tables = new TreeMap<>();
    Map<TableName, Map<String, KeyColumn>> types = new TreeMap<>();
    KeyColumn id = new KeyColumn("id", "text", true, collation);
    for (String name : names) {
      TableName table =
          new TableName(
              name.substring(0, name.indexOf('.')), name.substring(name.indexOf('.') + 1));
      tables.put(table, new TableShape(table, false, List.of("id"), List.of(id)));
      types.put(table, Map.of("id", id));
    }
    return new DatabaseCatalog(tables, types, Map.of(), ServerText.of("UTF8"));
  }
}
