package io.tributary.cdc.source.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.connect.CommonConnectorSettings;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.secret.SecretRef;
import io.tributary.common.topic.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresConnectorSettingsTest {
  private static final StreamId ID = new StreamId("shop", "legacy-1");

  @Test
  void holdsNoSecretButItsPlaceholder(@TempDir Path directory) throws Exception {
    // given
    Path file = directory.resolve("password");
    Files.writeString(file, "hunter2");

    // when
    Map<String, String> settings = settings(SecretRef.file(file.toString()), List.of());

    // then
    assertThat(settings.values()).noneMatch(value -> value.contains("hunter2"));
    assertThat(settings).containsEntry("database.password", "${file:" + file + ":value}");
  }

  @Test
  void sendsEverythingIntoTheOneTopic() {
    assertThat(settings(SecretRef.env("PW"), List.of()))
        .containsEntry("transforms.route.regex", ".*")
        .containsEntry("transforms.route.replacement", "tributary.shop.legacy-1.changes")
        .containsEntry("notification.sink.topic.name", "tributary.shop.legacy-1.changes")
        .containsEntry("slot.name", "tributary_shop_legacy_1_c9f7ed4b79")
        .containsEntry("publication.name", "tributary_shop_legacy_1_c9f7ed4b79")
        .containsEntry("topic.prefix", "tributary-shop-legacy-1-c9f7ed4b79")
        .containsEntry("skipped.operations", "none")
        .containsEntry("driver.logServerErrorDetail", "false")
        .containsEntry("producer.override.acks", "all")
        .containsEntry("producer.override.request.timeout.ms", "120000");
  }

  @Test
  void takesNoSnapshotWhereTheSlotWasMadeBefore() {
    // given
    Map<String, String> withSnapshot = settings(null, List.of());

    // when
    Map<String, String> settings = settings(null, List.of(), Optional.of(new StartPoint(4_711)));

    // then
    assertThat(withSnapshot)
        .containsEntry("snapshot.mode", "initial")
        .doesNotContainKey("tributary.start.position");
    assertThat(settings)
        .containsEntry("snapshot.mode", "no_data")
        .containsEntry("tributary.start.position", "4711");
  }

  @Test
  void matchesExactlyTheGivenTables() {
    // given
    TableName odd = new TableName("My Schema", "a,b.c${env:HOME}(1)");
    TableName plain = new TableName("public", "orders");

    // when
    String patterns = settings(null, List.of(odd, plain)).get("table.include.list");

    // then
    assertThat(patterns).doesNotContain("$").doesNotContain(",");
    assertThat(matched(patterns, odd.display())).isTrue();
    assertThat(matched(patterns, "public.orders")).isTrue();
    assertThat(matched(patterns, "public.Orders")).isFalse();
    assertThat(matched(patterns, "publicXorders")).isFalse();
  }

  @Test
  void matchesThousandsOfTablesWithOneShortExpression() {
    // given
    List<TableName> tables =
        IntStream.range(0, 5_000)
            .mapToObj(i -> new TableName("public", "a_table_with_a_long_name_" + i))
            .toList();

    // when
    String pattern = settings(null, tables).get("table.include.list");

    // then
    assertThat(pattern.length()).isLessThan(50_000);
    assertThat(tables).allMatch(table -> matched(pattern, table.display()));
    assertThat(matched(pattern, "public.a_table_with_a_long_name_")).isFalse();
    assertThat(matched(pattern, "public.a_table_with_a_long_name_5000")).isFalse();
    assertThat(matched(pattern, "public.A_table_with_a_long_name_1")).isFalse();
  }

  @Test
  void readsFewerRowsAtOnceTheWiderTheyAre() {
    assertThat(new FetchSize(0).rows()).isEqualTo(2_048);
    assertThat(new FetchSize(3_000).rows()).isEqualTo(64);
    assertThat(new FetchSize(1_000_000).rows()).isEqualTo(8);
    assertThat(new FetchSize(50_000_000).rows()).isEqualTo(1);
  }

  @Test
  void matchesNothingWhenThereIsNoTable() {
    assertThat(matched(settings(null, List.of()).get("table.include.list"), "public.orders"))
        .isFalse();
  }

  @Test
  void readsWhateverMovesOfASchemaAlsoWhatIsMadeLater() {
    // given
    SchemaMapping all = new SchemaMapping("My,Schema", "a", Map.of(), List.of(), List.of());
    SchemaMapping some =
        new SchemaMapping(
            "public",
            "b",
            Map.of("audit_kept", "c", "other$one", "c"),
            List.of("order*", "audit_*", "item?"),
            List.of("audit_*", "order.log"));
    String patterns =
        settings(
                null,
                List.of(new TableName("tributary", "checkpoint")),
                Optional.of(new StartPoint(1)),
                all,
                some)
            .get("table.include.list");
    assertThat(patterns).doesNotContain("$");

    // then it is what the mapping says
    for (String name :
        List.of(
            "orders",
            "order",
            "order.log",
            "order.logs",
            "audit_kept",
            "audit_x",
            "other$one",
            "item1",
            "item",
            "items\n",
            "Orders",
            "made\nlater",
            "a,b")) {
      for (SchemaMapping mapping : List.of(all, some)) {
        assertThat(matched(patterns, mapping.from() + "." + name))
            .as(mapping.from() + "." + name)
            .isEqualTo(mapping.targetOf(name).isPresent());
      }
    }
    assertThat(matched(patterns, "tributary.checkpoint")).isTrue();
    assertThat(matched(patterns, "tributary.preparation")).isFalse();
    assertThat(matched(patterns, "Public.orders")).isFalse();
    assertThat(matched(patterns, "publicXorders")).isFalse();
  }

  @Test
  void readsOneTimelineAndLetsAStandbyCarryASlotThatItMakes() {
    Map<String, String> snapshot = settings(null, List.of());
    assertThat(snapshot).containsEntry("tributary.timeline", "3");
    assertThat(snapshot).containsEntry("slot.failover", "true");
    // It was made so before the connector.
    assertThat(settings(null, List.of(), Optional.of(new StartPoint(7))))
        .doesNotContainKey("slot.failover");
    assertThat(new SlotPlace(3, true).leaves(snapshot)).isFalse();
    assertThat(new SlotPlace(4, true).leaves(snapshot)).isTrue();
    assertThat(new SlotPlace(0, true).leaves(snapshot)).isFalse();
    assertThat(new SlotPlace(4, true).leaves(Map.of())).isFalse();
  }

  // As Debezium does: split at commas, ignore case.
  private static boolean matched(String patterns, String table) {
    return List.of(patterns.split(",")).stream()
        .anyMatch(p -> Pattern.compile(p, Pattern.CASE_INSENSITIVE).matcher(table).matches());
  }

  private static Map<String, String> settings(SecretRef password, List<TableName> tables) {
    return settings(password, tables, Optional.empty());
  }

  private static Map<String, String> settings(
      SecretRef password,
      List<TableName> tables,
      Optional<StartPoint> start,
      SchemaMapping... schemas) {
    DatabaseAddress connection =
        new DatabaseAddress("db", 5432, "app", "mover", password, TlsMode.REQUIRE);
    return new PostgresConnectorSettings(
            new CommonConnectorSettings(
                new TopicNames("tributary").capture(ID),
                "tributary.shop.legacy-1.changes",
                1_000,
                5),
            connection,
            tables,
            List.of(schemas),
            64,
            start,
            new SlotPlace(3, true))
        .toMap();
  }
}
