package io.tributary.common.plan.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.model.TlsMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReversedMappingTest {
  private static final List<String> SCHEMAS = List.of("a", "b", "c", "d");
  private static final List<String> TABLES =
      List.of("order", "order_line", "orders", "log", "log_old", "tmp_1", "Tmp", "x");
  private static final List<String> PATTERNS = List.of("order*", "log", "tmp_?", "*o*", "x", "*");
  private static final int RUNS = 3_000;

  @Test
  void bringsTablesOfARenamedSchemaHome() {
    List<SchemaMapping> out = List.of(mapping("public", "app", Map.of()));
    assertThat(home(out, "app", "order")).contains(new TableName("public", "order"));
    assertThat(home(out, "public", "order")).isEmpty();
  }

  @Test
  void bringsASingleTableHomeFromTheSchemaThatItWasSentTo() {
    List<SchemaMapping> out = List.of(mapping("public", "app", Map.of("log", "audit")));
    assertThat(home(out, "audit", "log")).contains(new TableName("public", "log"));
    assertThat(home(out, "audit", "order")).as("not the source's").isEmpty();
  }

  @Test
  void leavesATableAloneThatStandsWhereOneThatWasSentElsewhereWouldBe() {
    List<SchemaMapping> out = List.of(mapping("public", "app", Map.of("log", "audit")));
    assertThat(home(out, "app", "log")).isEmpty();
    assertThat(home(out, "app", "log_old")).contains(new TableName("public", "log_old"));
  }

  @Test
  void bringsASingleTableHomeThatIsSentToWhereItsPatternWouldKeepItFrom() {
    List<SchemaMapping> out =
        List.of(
            new SchemaMapping(
                "public", "app", Map.of("tmp_1", "app"), List.of(), List.of("tmp_?")));
    assertThat(home(out, "app", "tmp_1")).contains(new TableName("public", "tmp_1"));
    assertThat(home(out, "app", "tmp_2")).isEmpty();
  }

  @Test
  void holdsPatternsOnTheWayBackToo() {
    List<SchemaMapping> out =
        List.of(
            new SchemaMapping("public", "app", Map.of(), List.of("order*"), List.of("order_line")));
    assertThat(home(out, "app", "orders")).contains(new TableName("public", "orders"));
    assertThat(home(out, "app", "order_line")).isEmpty();
    assertThat(home(out, "app", "log")).isEmpty();
  }

  @Test
  void tellsSingleTablesOfTwoSchemasApartThatShareOne() {
    List<SchemaMapping> out =
        List.of(
            mapping("public", "app", Map.of("log", "audit")),
            mapping("sales", "shop", Map.of("log_old", "audit")),
            mapping("trail", "audit", Map.of()));
    assertThat(ReversedMapping.ambiguous(out)).isEmpty();
    assertThat(home(out, "audit", "log")).contains(new TableName("public", "log"));
    assertThat(home(out, "audit", "log_old")).contains(new TableName("sales", "log_old"));
    assertThat(home(out, "audit", "x")).contains(new TableName("trail", "x"));
  }

  @Test
  void findsASchemaThatTwoMoveInto() {
    assertThat(
            ReversedMapping.ambiguous(
                List.of(
                    mapping("a", "one", Map.of()),
                    mapping("b", "app", Map.of()),
                    mapping("c", "app", Map.of()))))
        .contains("app");
    assertThat(
            ReversedMapping.ambiguous(
                List.of(mapping("a", "b", Map.of()), mapping("b", "a", Map.of()))))
        .isEmpty();
  }

  @Test
  void bringsEveryTableThatMovesToWhereItCameFromAndNoOtherOneThere() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int judged = 0;
    for (int run = 0; run < RUNS; run++) {
      List<SchemaMapping> out = randomMappings(random);
      PostgresSource there = source(out);
      Map<TableName, TableName> moved = moved(there);
      boolean collides = new HashSet<>(moved.values()).size() < moved.size();
      if (collides || ReversedMapping.ambiguous(out).isPresent()) {
        continue;
      }
      judged++;
      PostgresSource back = source(ReversedMapping.of(out));
      moved.forEach(
          (from, to) -> assertThat(back.targetOf(to)).as("seed %d: %s", seed, out).contains(from));
      Set<TableName> homes = new HashSet<>();
      moved(back)
          .forEach(
              (from, to) ->
                  assertThat(homes.add(to)).as("seed %d: two to %s: %s", seed, to, out).isTrue());
    }
    assertThat(judged).isPositive();
  }

  private static Map<TableName, TableName> moved(PostgresSource source) {
    Map<TableName, TableName> moved = new HashMap<>();
    for (String schema : SCHEMAS) {
      for (String table : TABLES) {
        TableName name = new TableName(schema, table);
        source.targetOf(name).ifPresent(to -> moved.put(name, to));
      }
    }
    return moved;
  }

  private static List<SchemaMapping> randomMappings(Random random) {
    List<SchemaMapping> mappings = new ArrayList<>();
    for (String from : SCHEMAS.subList(0, 1 + random.nextInt(3))) {
      Map<String, String> single = new HashMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        single.put(any(random, TABLES), any(random, SCHEMAS));
      }
      mappings.add(
          new SchemaMapping(
              from, any(random, SCHEMAS), single, patterns(random), patterns(random)));
    }
    return mappings;
  }

  private static List<String> patterns(Random random) {
    return random.nextBoolean() ? List.of() : List.of(any(random, PATTERNS));
  }

  private static String any(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static Optional<TableName> home(List<SchemaMapping> out, String schema, String table) {
    return source(ReversedMapping.of(out)).targetOf(new TableName(schema, table));
  }

  private static SchemaMapping mapping(String from, String to, Map<String, String> tables) {
    return new SchemaMapping(from, to, tables, List.of(), List.of());
  }

  private static PostgresSource source(List<SchemaMapping> mappings) {
    return PostgresSource.of(
        "legacy", new DatabaseAddress("h", 5432, "d", "u", null, TlsMode.PREFER), mappings);
  }
}
